import type { Value } from '../../columns/column-type.ts';
import type { DeduplicateNode } from '../../operators/deduplicate.ts';
import type { LagNode } from '../../operators/lag.ts';
import type { RunningAggregateNode } from '../../operators/running-aggregate.ts';
import { evaluateAggregate } from './aggregate.test-program.ts';
import { evaluateExpression, type ReferenceRow } from './expression.test-program.ts';
import type { Item, Notes } from './items.test-program.ts';

type RowItem = Extract<Item, { kind: 'row' }>;

/** Nulls are equal here, and so are NaNs. */
export function haveSameKey(by: readonly string[], left: ReferenceRow, right: ReferenceRow): boolean {
  return by.every((name) => Object.is(left[name], right[name]));
}

export function deduplicate({ by, withinMicros }: DeduplicateNode, items: readonly Item[], notes: Notes): Item[] {
  const passed: RowItem[] = [];
  let watermark = -Infinity;
  return items.filter((item) => {
    if (item.kind === 'watermark') {
      watermark = item.watermark;
      return true;
    }
    if (item.time + withinMicros < watermark) {
      notes.late.push(item.cause);
      return false;
    }
    const isNear = ({ time }: RowItem): boolean => Math.abs(time - item.time) <= withinMicros;
    if (passed.some((earlier) => haveSameKey(by, earlier.row, item.row) && isNear(earlier))) return false;
    passed.push(item);
    notes.absorbed.add(item.cause);
    return true;
  });
}

export function lag(node: LagNode, items: readonly Item[], notes: Notes): Item[] {
  const valuesOf = ({ row }: RowItem): ReferenceRow =>
    mapEach(node.expressions, (expression) => evaluateExpression(expression, row));
  return withHistory(node, items, notes, (before, item) => {
    // An overflow counts where it happens, whether or not there will be a next row.
    valuesOf(item);
    const previous = before.at(-1);
    return previous === undefined ? mapEach(node.expressions, () => null) : valuesOf(previous);
  });
}

export function runningAggregate(node: RunningAggregateNode, items: readonly Item[], notes: Notes): Item[] {
  return withHistory(node, items, notes, (before, item) => {
    const over = (rows: readonly RowItem[]): ReferenceRow =>
      mapEach(node.aggregates, (aggregate) =>
        evaluateAggregate(
          aggregate,
          rows.map(({ row }) => row),
        ),
      );
    const including = over([...before, item]);
    return node.excludeCurrent ? over(before) : including;
  });
}

/** Adds columns that depend on the rows of the same key that came before and are not forgotten. */
function withHistory(
  { by, idleMicros = Infinity }: { readonly by: readonly string[]; readonly idleMicros?: number },
  items: readonly Item[],
  notes: Notes,
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
    notes.absorbed.add(item.cause);
    return { ...item, row: { ...item.row, ...columns(isForgotten ? [] : ofKey, item) } };
  });
}

function mapEach<From>(values: Readonly<Record<string, From>>, map: (value: From) => Value): ReferenceRow {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
