import { horizonMicros } from '../../../compile/horizon.ts';
import { sourceOf } from '../../../pipeline/plan-node.ts';
import { recordColumn, type TracedPlan } from '../../traced-plan.ts';
import type { ScheduledRecords } from '../../schedule/scheduled-records.ts';
import { effectsOf, rowsByBatch, untilFirstRow } from './effects.ts';
import { numberedRecords } from '../records/numbered-records.ts';

/**
 * Adds one record behind the last one of a unit, so far ahead in event time that all windows close. An engine cannot
 * know that its input has ended: without that record it would never show the last windows, and no answer would be the
 * one of batch. It has no arrival, and no latency. It is like a record that is in a window, so that nothing drops it
 * before the engine has seen its time.
 */
export function withClosingRecord(tracing: TracedPlan, scheduled: ScheduledRecords): ScheduledRecords {
  const { effects } = tracing;
  const { records, measuredFrom } = scheduled;
  const { length } = records;
  const windows = rowsByBatch(effects, numberedRecords(records), { isFinished: true });
  const inWindow = windows.length === 0 ? length - 1 : windows.column(recordColumn).values[windows.length - 1];
  const times = records.column(sourceOf(effects).eventTime);
  let latestMicros = -Infinity;
  for (let record = 0; record < length; record++) latestMicros = Math.max(latestMicros, times.values[record]);
  records.copyRow(records, inWindow, records.reserve());
  times.values[length] = latestMicros + 2 * horizonMicros(effects);
  // What the first window waits for belongs to the warm-up: by its row the job is seen to work.
  const until = untilFirstRow(effectsOf(tracing, numberedRecords(records)));
  return { ...scheduled, measuredFrom: Math.max(measuredFrom, Math.min(length, until)) };
}
