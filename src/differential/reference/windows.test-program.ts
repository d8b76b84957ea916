import { typeOf } from '../../columns/column-type.ts';
import type { SlidingWindowNode } from '../../operators/sliding-window.ts';
import type { TumblingWindowNode } from '../../operators/tumbling-window.ts';
import type { WindowedNode } from '../../operators/windowed-rows.ts';
import { evaluateAggregate } from './aggregate.test-program.ts';
import { compareNullsLast } from './compare.test-program.ts';
import type { ReferenceRow } from './expression.test-program.ts';
import { mapValues, rowOfWatermark, type Item, type Effects } from './items.test-program.ts';

export function tumblingWindow(node: TumblingWindowNode, items: readonly Item[], effects: Effects): Item[] {
  return windows(node, node.sizeMicros, node.sizeMicros, items, effects);
}

export function slidingWindow(node: SlidingWindowNode, items: readonly Item[], effects: Effects): Item[] {
  return windows(node, node.sizeMicros, node.slideMicros, items, effects);
}

function windows(node: WindowedNode, size: number, slide: number, items: readonly Item[], effects: Effects): Item[] {
  let watermark = -Infinity;
  let open: { readonly end: number; readonly row: ReferenceRow }[] = [];
  return items.flatMap((item): Item[] => {
    if (item.kind === 'row') {
      for (const start of startsOfWindows(item.time, size, slide)) {
        if (start + size <= watermark) {
          effects.late.push(item.cause);
        } else {
          effects.absorbed.add(item.cause);
          open.push({ end: start + size, row: item.row });
        }
      }
      return [];
    }
    watermark = item.watermark;
    const closed = open.filter(({ end }) => end <= watermark);
    open = open.filter(({ end }) => end > watermark);
    const ends = [...new Set(closed.map(({ end }) => end))].sort((left, right) => left - right);
    const rows = ends.flatMap((end) => {
      const rowsOfWindow = closed.filter((entry) => entry.end === end).map(({ row }) => row);
      return windowRows(node, end - size, end, rowsOfWindow).map((row) => rowOfWatermark(item, end - 1, row));
    });
    return [...rows, item];
  });
}

function startsOfWindows(time: number, size: number, slide: number): number[] {
  const starts = [];
  for (let start = Math.floor(time / slide) * slide; time < start + size; start -= slide) starts.push(start);
  return starts;
}

/** The rows of a closed window, ordered by key. */
function windowRows(
  node: WindowedNode,
  windowStart: number,
  windowEnd: number,
  rows: readonly ReferenceRow[],
): ReferenceRow[] {
  return groupsByKey(node, rows, (row) => row)
    .sort(([left], [right]) => compareKeys(node, left, right))
    .map((group) => windowRow(node, windowStart, windowEnd, group));
}

/** The row of one key, from its rows in order of arrival. */
export function windowRow(
  { by, aggregates }: WindowedNode,
  windowStart: number,
  windowEnd: number,
  rows: readonly ReferenceRow[],
): ReferenceRow {
  return {
    ...Object.fromEntries(by.map((name) => [name, rows[0][name]])),
    windowStart,
    windowEnd,
    ...mapValues(aggregates, (aggregate) => evaluateAggregate(aggregate, rows)),
  };
}

/** The members of each key, in their given order. */
export function groupsByKey<T>(node: WindowedNode, members: readonly T[], rowOf: (member: T) => ReferenceRow): T[][] {
  const groups: T[][] = [];
  for (const member of members) {
    const group = groups.find(([first]) => compareKeys(node, rowOf(first), rowOf(member)) === 0);
    if (group === undefined) groups.push([member]);
    else group.push(member);
  }
  return groups;
}

export function compareKeys({ by, schema }: WindowedNode, left: ReferenceRow, right: ReferenceRow): number {
  const orders = by.map((name) => compareNullsLast(typeOf(schema[name]), left[name], right[name]));
  return orders.find((order) => order !== 0) ?? 0;
}
