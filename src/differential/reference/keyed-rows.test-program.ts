import type { DeduplicateNode } from '../../operators/deduplicate.ts';
import type { GroupByNode } from '../../operators/group-by.ts';
import type { LagNode } from '../../operators/lag.ts';
import type { RunningAggregateNode } from '../../operators/running-aggregate.ts';
import { evaluateAggregate } from './aggregate.test-program.ts';
import { evaluateExpression, type ReferenceRow } from './expression.test-program.ts';
import { mapValues, type Item, type Effects } from './items.test-program.ts';

type RowItem = Extract<Item, { kind: 'row' }>;

/** Nulls are equal, and so are NaNs. */
export function haveSameKey(by: readonly string[], left: ReferenceRow, right: ReferenceRow): boolean {
  return by.every((name) => Object.is(left[name], right[name]));
}

export function deduplicate({ by, withinMicros }: DeduplicateNode, items: readonly Item[], effects: Effects): Item[] {
  const passed: RowItem[] = [];
  let watermark = -Infinity;
  return items.filter((item) => {
    if (item.kind === 'watermark') {
      watermark = item.watermark;
      return true;
    }
    if (item.time + withinMicros < watermark) {
      effects.late.push(item.cause);
      return false;
    }
    const isNear = ({ time }: RowItem): boolean => Math.abs(time - item.time) <= withinMicros;
    if (passed.some((earlier) => haveSameKey(by, earlier.row, item.row) && isNear(earlier))) return false;
    passed.push(item);
    effects.absorbed.add(item.cause);
    return true;
  });
}

export function lag(node: LagNode, items: readonly Item[], effects: Effects): Item[] {
  const valuesOf = ({ row }: RowItem): ReferenceRow =>
    mapValues(node.expressions, (expression) => evaluateExpression(expression, row));
  return withHistory(node, items, effects, (before, item) => {
    // An overflow is an error here, even if there is no next row.
    valuesOf(item);
    const previous = before.at(-1);
    return previous === undefined ? mapValues(node.expressions, () => null) : valuesOf(previous);
  });
}

export function runningAggregate(node: RunningAggregateNode, items: readonly Item[], effects: Effects): Item[] {
  return withHistory(node, items, effects, (before, item) => {
    const over = (rows: readonly RowItem[]): ReferenceRow =>
      mapValues(node.aggregates, (aggregate) =>
        evaluateAggregate(
          aggregate,
          rows.map(({ row }) => row),
        ),
      );
    const including = over([...before, item]);
    return node.excludeCurrent ? over(before) : including;
  });
}

export function groupBy({ by, aggregates }: GroupByNode, items: readonly Item[], effects: Effects): Item[] {
  const history: ReferenceRow[] = [];
  return items.map((item) => {
    if (item.kind === 'watermark') return item;
    history.push(item.row);
    effects.absorbed.add(item.cause);
    const group = history.filter((row) => haveSameKey(by, row, item.row));
    const keys = Object.fromEntries(by.map((name) => [name, item.row[name]]));
    return { ...item, row: { ...keys, ...mapValues(aggregates, (each) => evaluateAggregate(each, group)) } };
  });
}

/** Adds columns that depend on the rows of the same key that came before and are not forgotten. */
function withHistory(
  { by, idleMicros = Infinity }: { readonly by: readonly string[]; readonly idleMicros?: number },
  items: readonly Item[],
  effects: Effects,
  columns: (before: readonly RowItem[], item: RowItem) => ReferenceRow,
): Item[] {
  let history: RowItem[] = [];
  let watermark = -Infinity;
  return items.map((item) => {
    if (item.kind === 'watermark') {
      watermark = item.watermark;
      return item;
    }
    const ofKey = history.filter(({ row }) => haveSameKey(by, row, item.row));
    const isForgotten = Math.max(...ofKey.map(({ time }) => time)) + idleMicros < Math.max(item.time, watermark);
    if (isForgotten) history = history.filter((earlier) => !ofKey.includes(earlier));
    history.push(item);
    effects.absorbed.add(item.cause);
    return { ...item, row: { ...item.row, ...columns(isForgotten ? [] : ofKey, item) } };
  });
}
