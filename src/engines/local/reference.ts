import { digestFor } from '../../answers/answer-digest.ts';
import type { Table } from '../../columns/table.ts';
import { compile } from '../../compile/compile.ts';
import type { LateOfAll, Step } from '../../compile/step.ts';
import { sourceOf, type PlanNode } from '../../pipeline/plan-node.ts';
import type { Workload } from '../../workloads/workload.ts';
import { recordBlocks, type RecordBlocks } from '../schedule/stream/record-blocks.ts';
import { lateCauseOf } from '../../sources/late-cause.ts';
import type { Source } from '../../sources/source.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { Answer, LateReport, ReferenceReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';

/** The answer of batch to the records: all of them in one invocation of a fresh step. */
export function answerByBatch(plan: PlanNode, records: Table): Answer {
  return answerOf(compile(plan, records), allAtOnce(records));
}

function allAtOnce(records: Table): RecordBlocks {
  return { records, fill: () => [[0, records.length]] };
}

function answerOf(step: Step, blocks: RecordBlocks): Answer {
  const digest = digestFor(step.output);
  step.output.clear();
  for (const [from, to] of blocks.fill()) {
    step.invoke(from, to);
    digest.update(step.output);
    step.output.clear();
  }
  step.finish();
  digest.update(step.output);
  return { rows: digest.rows, digest: digest.hex(), unorderedDigest: digest.unorderedHex() };
}

/** All records at once if they are in memory, else made anew, block by block. */
export function blocksOf(
  spec: Pick<UnitSpec, 'seed' | 'records'>,
  source: Source,
  { arrivalsNanos, records, ring }: Pick<ScheduledRecords, 'arrivalsNanos' | 'records' | 'ring'>,
): RecordBlocks {
  const isWhole = ring === null || source.timeScale === null;
  return isWhole ? allAtOnce(records) : recordBlocks(source, arrivalsNanos, spec);
}

export function referenceOf(
  spec: Pick<UnitSpec, 'seed' | 'records'>,
  { plan, source }: Workload,
  scheduled: ScheduledRecords,
): ReferenceReport {
  const { arrivalsNanos, ratePerSecond, measuredFrom, badRecords } = scheduled;
  const count = arrivalsNanos.length;
  const blocks = blocksOf(spec, source, scheduled);
  const step = compile(plan, blocks.records, measuredFrom, count);
  return {
    answer: answerOf(step, blocks),
    offeredRate: ratePerSecond,
    recordCount: count,
    records: { measured: count - measuredFrom },
    badRecords,
    late: lateReport(step.lateOfAll(), plan, blocks.records),
  };
}

/** The cause is found in the records that are in memory. */
function lateReport(late: LateOfAll, plan: PlanNode, records: Table): LateReport | null {
  if (late.records === 0) return null;
  const { eventTime, watermarkDelayMicros } = sourceOf(plan);
  const timesMicros = records.column(eventTime).values.subarray(0, records.length);
  return { ...late, cause: lateCauseOf(timesMicros, watermarkDelayMicros) };
}
