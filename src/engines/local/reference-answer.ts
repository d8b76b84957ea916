import type { Table } from '../../columns/table.ts';
import { compile } from '../../compile/compile.ts';
import { digestFor } from '../../answers/answer-digest.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';

/** What batch answers to the same records. */
export interface ReferenceAnswer {
  readonly rows: number;
  readonly digest: string;
}

/**
 * The answer by batch in the process of a unit, once its clock has stopped: by a step of its own, over the records that
 * the unit had. Costs what processing costs, against a process of its own that would make the records again.
 */
export function referenceAnswer(plan: PlanNode, records: Table): ReferenceAnswer {
  const step = compile(plan, records);
  const digest = digestFor(step.output);
  step.output.clear();
  step.invoke(0, records.length);
  digest.update(step.output);
  step.output.clear();
  step.finish();
  digest.update(step.output);
  return { rows: digest.rows, digest: digest.hex() };
}
