import type { SessionWindowNode } from '../../operators/session-window.ts';
import type { ReferenceRow } from './expression.test-program.ts';
import { rowOfWatermark, type Item, type Effects } from './items.test-program.ts';
import { compareKeys, groupsByKey, windowRow } from './windows.test-program.ts';

interface PendingRow {
  readonly time: number;
  readonly row: ReferenceRow;
}

interface Session {
  readonly start: number;
  readonly end: number;
  /** In order of arrival. */
  readonly members: readonly PendingRow[];
}

/** At each watermark, divides all rows that are in no closed session into sessions again. */
export function sessionWindow(node: SessionWindowNode, items: readonly Item[], effects: Effects): Item[] {
  let watermark = -Infinity;
  let pending: PendingRow[] = [];
  return items.flatMap((item): Item[] => {
    if (item.kind === 'row') {
      if (item.time + node.gapMicros < watermark) {
        effects.late.push(item.cause);
      } else {
        effects.absorbed.add(item.cause);
        pending.push({ time: item.time, row: item.row });
      }
      return [];
    }
    watermark = item.watermark;
    const closed = groupsByKey(node, pending, ({ row }) => row)
      .flatMap((members) => sessionsOf(members, node.gapMicros))
      .filter(({ end }) => end < watermark)
      .sort(
        (left, right) =>
          left.end - right.end ||
          compareKeys(node, left.members[0].row, right.members[0].row) ||
          left.start - right.start,
      );
    pending = pending.filter((member) => !closed.some(({ members }) => members.includes(member)));
    const rows = closed.map(({ start, end, members }): Item => {
      const row = windowRow(
        node,
        start,
        end,
        members.map((member) => member.row),
      );
      return rowOfWatermark(item, end, row);
    });
    return [...rows, item];
  });
}

/** The sessions of one key: its rows, divided where event times are more than the gap apart. */
function sessionsOf(members: readonly PendingRow[], gap: number): Session[] {
  const times = members.map(({ time }) => time).sort((left, right) => left - right);
  const starts = times.filter((time, index) => index === 0 || time - times[index - 1] > gap);
  return starts.map((start, index) => {
    const next = starts[index + 1] ?? Infinity;
    const inside = members.filter(({ time }) => time >= start && time < next);
    return { start, end: Math.max(...inside.map(({ time }) => time)) + gap, members: inside };
  });
}
