import type { Value } from '../columns/column-type.ts';
import { fate } from '../columns/fate.ts';
import { rowsOf } from '../columns/rows.test-program.ts';
import type { Table } from '../columns/table.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { compile } from './compile.ts';
import type { Step } from './step.ts';

export type FateName = keyof typeof fate;

/** All rows that a plan emits for these records, up to the end of the stream. */
export function rowsOfStream(plan: PlanNode, records: Table): Value[][] {
  const step = compile(plan, records);
  step.invoke(0, records.length);
  step.finish();
  return rowsOf(step.output.table);
}

/** The fates of the first `recordCount` records. */
export function fateNames({ fates }: Step, recordCount: number): FateName[] {
  const names = Object.keys(fate) as FateName[];
  return Array.from({ length: recordCount }, (_, record) => names.find((name) => fate[name] === fates[record])!);
}

/** Whether a step failed because of an integer beyond ±2^53. */
export function isOverflow(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('an integer result of about');
}
