import type { Value } from '../../columns/column-type.ts';
import type { GroupByNode } from '../../operators/group-by.ts';
import type { LatestNode } from '../../operators/latest.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';

interface CausedRow {
  readonly cause: number;
  readonly row: readonly Value[];
}

/** The rows of a plan's output. Of a table, the last row of each key, in the place of the first. */
export function asOutput(plan: PlanNode, rows: readonly CausedRow[]): readonly CausedRow[] {
  if (plan.kind !== 'latest' && plan.kind !== 'group-by') return rows;
  const names = Object.keys(plan.schema);
  const places = (plan as LatestNode | GroupByNode).by.map((name) => names.indexOf(name));
  const table: CausedRow[] = [];
  for (const each of rows) {
    const at = table.findIndex(({ row }) => places.every((place) => Object.is(row[place], each.row[place])));
    if (at === -1) table.push(each);
    else table[at] = each;
  }
  return table;
}
