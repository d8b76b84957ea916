import type { Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { rowsOf } from '../columns/rows.test-program.ts';
import { Table } from '../columns/table.ts';
import { compile } from '../compile/compile.ts';
import { fateNames, type FateName } from '../compile/step-results.test-program.ts';
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
  return {
    rows: rowsOf(rows).map((row, index) => [causes[index], ...row]),
    fates: fateNames(step, records.length),
    late: { ...step.late },
  };
}

export interface Answer {
  readonly rows: readonly (readonly Value[])[];
  readonly fates: readonly FateName[];
  readonly late: LateCounts;
}
