import type { ColumnType, Schema } from '../../columns/column-type.ts';
import type { TopKNode } from '../../operators/top-k.ts';
import { compareNullsLast } from './compare.test-program.ts';
import type { ReferenceRow } from './expression.test-program.ts';
import type { Item, Notes } from './items.test-program.ts';

/** Keeps all rows, and of those that are due puts out each that has less than k better ones beside it. */
export function topK(node: TopKNode, items: readonly Item[], notes: Notes): Item[] {
  const { schema } = node.input;
  let watermark = -Infinity;
  let held: ReferenceRow[] = [];
  return items.flatMap((item): Item[] => {
    if (item.kind === 'row') {
      if (endOf(item.row) <= watermark) {
        notes.late.push(item.cause);
      } else {
        notes.absorbed.add(item.cause);
        held.push(item.row);
      }
      return [];
    }
    watermark = item.watermark;
    const due = held.filter((row) => endOf(row) <= watermark);
    held = held.filter((row) => endOf(row) > watermark);
    const partition = ['windowEnd', ...node.partitionBy];
    due.sort((left, right) => compareBy(partition, schema, left, right) || compareRanks(node, left, right));
    const ranked = due.map((row, index) => {
      const first = due.findIndex((other) => compareBy(partition, schema, row, other) === 0);
      return { ...row, rank: index - first + 1 };
    });
    const best = ranked.filter(({ rank }) => rank <= node.k);
    return [
      ...best.map((row): Item => ({ kind: 'row', cause: item.cause, byWatermark: true, time: endOf(row) - 1, row })),
      item,
    ];
  });
}

function endOf(row: ReferenceRow): number {
  return row['windowEnd'] as number;
}

function compareRanks(
  { input: { schema }, by, descending }: TopKNode,
  left: ReferenceRow,
  right: ReferenceRow,
): number {
  const withNull = left[by] === null || right[by] === null;
  const ascending = compareBy([by], schema, left, right);
  return (descending && !withNull ? -ascending : ascending) || compareBy(Object.keys(schema), schema, left, right);
}

function compareBy(names: readonly string[], schema: Schema, left: ReferenceRow, right: ReferenceRow): number {
  const orders = names.map((name) =>
    compareNullsLast(schema[name].replace('?', '') as ColumnType, left[name], right[name]),
  );
  return orders.find((order) => order !== 0) ?? 0;
}
