import type { Table } from '../../../columns/table.ts';
import { sourceOf, type PlanNode } from '../../../pipeline/plan-node.ts';
import { loadWorkload } from '../../../workloads/load-workload.ts';
import { withReplay } from '../../../workloads/replay.ts';
import { scheduleRecords, type ScheduledRecords } from '../../schedule/scheduled-records.ts';
import type { HarnessRequest } from './messages.ts';
import { withClosingRecord } from '../effects/closing-record.ts';
import { numberedRecords } from '../records/numbered-records.ts';
import { traced, type TracedPlan } from '../../traced-plan.ts';

/** What the processes of a unit know of it, each by itself: the same in all of them. */
export interface PreparedUnit {
  readonly plan: PlanNode;
  /** Its records may be more than arrive: see `withClosingRecord`. */
  readonly scheduled: ScheduledRecords;
  readonly traced: TracedPlan;
  /** The records with their numbers. */
  readonly records: Table;
  /** Whether records are texts, which are sent as they are. */
  readonly isLines: boolean;
}

export async function prepareUnit({ spec, isCopied, box }: HarnessRequest): Promise<PreparedUnit> {
  const { replay, loop } = spec;
  // Paths of the command start at the folder that it was started in, whatever the pipeline file does.
  const folder = process.cwd();
  const loaded = await loadWorkload(spec.workload);
  process.chdir(folder);
  const workload = await withReplay(loaded, { replay, loop });
  const isLines = workload.source.timeScale === null && workload.source.isLines === true;
  const plan = isCopied || box !== undefined ? sourceOf(workload.plan) : workload.plan;
  const tracing = traced(plan);
  const arriving = await scheduleRecords(spec, workload);
  const scheduled = tracing.isClosing ? withClosingRecord(tracing, arriving) : arriving;
  return { plan, scheduled, traced: tracing, records: numberedRecords(scheduled.records), isLines };
}
