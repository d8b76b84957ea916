import type { IntervalJoinNode } from '../../operators/interval-join.ts';
import type { ReferenceRow } from './expression.test-program.ts';
import { merged, type Item, type Effects } from './items.test-program.ts';
import { equalKeys, joinedRow, keyOf } from './join-keys.test-program.ts';

interface ArrivedRow {
  readonly side: 0 | 1;
  readonly time: number;
  readonly row: ReferenceRow;
}

export function intervalJoin(
  node: IntervalJoinNode,
  items: readonly Item[],
  effects: Effects,
  other: readonly Item[],
): Item[] {
  const { beforeMicros, afterMicros } = node;
  let watermark = -Infinity;
  const kept: ArrivedRow[] = [];
  const isExpired = ({ side, time }: ArrivedRow): boolean =>
    time + (side === 0 ? afterMicros : beforeMicros) < watermark;
  return merged(items, other).flatMap((item): Item[] => {
    if (item.kind === 'watermark') {
      watermark = item.watermark;
      return [item];
    }
    if (keyOf(node, item).includes(null)) return [];
    const pairs = kept
      .filter((candidate) => candidate.side !== item.side && !isExpired(candidate) && equalKeys(node, candidate, item))
      .map((candidate) => (item.side === 0 ? ([item, candidate] as const) : ([candidate, item] as const)))
      .filter(([left, right]) => left.time - beforeMicros <= right.time && right.time <= left.time + afterMicros);
    if (isExpired(item)) {
      effects.late.push(item.cause);
    } else {
      effects.absorbed.add(item.cause);
      kept.push(item);
    }
    return pairs.map(([left, right]) => ({
      ...item,
      time: Math.max(left.time, right.time),
      row: joinedRow(node, left.row, right.row),
    }));
  });
}
