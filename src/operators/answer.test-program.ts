import type { Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { fate } from '../columns/fate.ts';
import { Table } from '../columns/table.ts';
import { compile } from '../compile/compile.ts';
import type { LateCounts } from '../compile/step.ts';
import { sourceOf, type PlanNode } from '../pipeline/plan-node.ts';

/** What a plan makes of records. A record is given as its values in the schema's order; a row begins with its cause. */
export function answerOf(plan: PlanNode, records: readonly (readonly Value[])[], measuredFrom?: number): Answer {
  const table = new Table(sourceOf(plan).schema, new Dictionary(), records.length);
  for (const record of records) table.append(record);
  const step = compile(plan, table, measuredFrom);
  step.invoke(0, records.length);
  step.finish();
  const { table: rows, causes } = step.output;
  const names = Object.keys(fate) as (keyof typeof fate)[];
  return {
    rows: Array.from({ length: rows.length }, (_, row) => [causes[row], ...rows.row(row)]),
    fates: records.map((_, record) => names.find((name) => fate[name] === step.fates[record])!),
    late: { ...step.late },
  };
}

export interface Answer {
  readonly rows: readonly (readonly Value[])[];
  readonly fates: readonly (keyof typeof fate)[];
  readonly late: LateCounts;
}
