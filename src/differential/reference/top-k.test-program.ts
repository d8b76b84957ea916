import { typeOf, type Schema } from '../../columns/column-type.ts';
import type { TopKNode } from '../../operators/top-k.ts';
import { compareNullsLast } from './compare.test-program.ts';
import type { ReferenceRow } from './expression.test-program.ts';
import { rowOfWatermark, type Item, type Effects } from './items.test-program.ts';

/** Keeps all rows. When they are due, emits those with fewer than k better rows in their partition. */
export function topK(node: TopKNode, items: readonly Item[], effects: Effects): Item[] {
  const { schema } = node.input;
  // The last microsecond for rows of this `windowEnd`.
  const lastOf = (row: ReferenceRow): number => endOf(row) - (node.includesEnd ? 0 : 1);
  let watermark = -Infinity;
  let held: ReferenceRow[] = [];
  return items.flatMap((item): Item[] => {
    if (item.kind === 'row') {
      if (lastOf(item.row) < watermark) {
        effects.late.push(item.cause);
      } else {
        effects.absorbed.add(item.cause);
        held.push(item.row);
      }
      return [];
    }
    watermark = item.watermark;
    const due = held.filter((row) => lastOf(row) < watermark);
    held = held.filter((row) => lastOf(row) >= watermark);
    const partition = ['windowEnd', ...node.partitionBy];
    due.sort((left, right) => compareBy(partition, schema, left, right) || compareRanks(node, left, right));
    const ranked = due.map((row, index) => {
      const first = due.findIndex((other) => compareBy(partition, schema, row, other) === 0);
      return { ...row, rank: index - first + 1 };
    });
    const best = ranked.filter(({ rank }) => rank <= node.k);
    return [...best.map((row) => rowOfWatermark(item, lastOf(row), row)), item];
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
  const orders = names.map((name) => compareNullsLast(typeOf(schema[name]), left[name], right[name]));
  return orders.find((order) => order !== 0) ?? 0;
}
