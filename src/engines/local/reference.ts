import { digestFor } from '../../answers/answer-digest.ts';
import type { Table } from '../../columns/table.ts';
import { compile } from '../../compile/compile.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { Answer, ReferenceReport } from '../unit-report.ts';

/** The answer of batch to the records: all of them in one invocation of a fresh step. */
export function answerByBatch(plan: PlanNode, records: Table): Answer {
  const step = compile(plan, records);
  const digest = digestFor(step.output);
  step.output.clear();
  step.invoke(0, records.length);
  digest.update(step.output);
  step.output.clear();
  step.finish();
  digest.update(step.output);
  return { rows: digest.rows, digest: digest.hex(), unorderedDigest: digest.unorderedHex() };
}

export function referenceOf(plan: PlanNode, scheduled: ScheduledRecords): ReferenceReport {
  const { records, ratePerSecond, measuredFrom, badRecords } = scheduled;
  return {
    answer: answerByBatch(plan, records),
    offeredRate: ratePerSecond,
    recordCount: records.length,
    records: { measured: records.length - measuredFrom },
    badRecords,
  };
}
