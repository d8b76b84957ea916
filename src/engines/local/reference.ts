import { digestFor } from '../../answers/answer-digest.ts';
import type { Table } from '../../columns/table.ts';
import { compile } from '../../compile/compile.ts';
import type { LateOfAll, Step } from '../../compile/step.ts';
import { sourceOf, type PlanNode } from '../../pipeline/plan-node.ts';
import { lateCauseOf } from '../../sources/late-cause.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { Answer, LateReport, ReferenceReport } from '../unit-report.ts';

/** The answer of batch to the records: all of them in one invocation of a fresh step. */
export function answerByBatch(plan: PlanNode, records: Table): Answer {
  return answerOf(compile(plan, records), records);
}

function answerOf(step: Step, records: Table): Answer {
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
  const step = compile(plan, records, measuredFrom);
  return {
    answer: answerOf(step, records),
    offeredRate: ratePerSecond,
    recordCount: records.length,
    records: { measured: records.length - measuredFrom },
    badRecords,
    late: lateReport(step.lateOfAll(), plan, records),
  };
}

function lateReport(late: LateOfAll, plan: PlanNode, records: Table): LateReport | null {
  if (late.records === 0) return null;
  const { eventTime, watermarkDelayMicros } = sourceOf(plan);
  const timesMicros = records.column(eventTime).values.subarray(0, records.length);
  return { ...late, cause: lateCauseOf(timesMicros, watermarkDelayMicros) };
}
