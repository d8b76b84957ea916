import { outputKey } from '../../operators/output-key.ts';
import type { Workload } from '../../workloads/workload.ts';
import { scheduleRecords, type ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { ReferenceReport, UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { feedStep } from './fed-step.ts';
import { measure } from './measure.ts';
import { openCommitPath } from './open-commit-path.ts';
import { readBack } from './read-back.ts';
import { referenceOf } from './reference.ts';
import { reportOf } from './report.ts';
import { openLog } from './unit-log.ts';

/** The turn that a unit waits for, and the receiver of its report. */
export interface UnitSurroundings {
  /** Resolves when no other unit uses the machine. `scheduled`: the records that are ready. */
  readonly turn: (scheduled: ScheduledRecords) => Promise<void>;
  /** Receives the report. After it, other units may use the machine. */
  readonly report: (report: UnitReport) => Promise<void>;
}

/**
 * Measures one configuration once, in this process.
 *
 * @param directory an existing folder for the sink alone
 * @param openPath how the sink is opened; tests pass sinks that lose rows
 * @param mostInMemory how many generated records are made before the unit starts, rather than meanwhile
 * @returns the answer of batch to the same records, computed after the measurement; null where the spec did not ask
 */
export async function measureUnit(
  spec: UnitSpec,
  workload: Workload,
  directory: string,
  surroundings: UnitSurroundings,
  openPath: typeof openCommitPath = openCommitPath,
  mostInMemory?: number,
): Promise<ReferenceReport | null> {
  const { plan } = workload;
  const scheduled = await scheduleRecords(spec, workload, mostInMemory);
  const sinkOptions = { directory, schema: plan.schema, key: outputKey(plan), sync: spec.sync };
  const commitPath = await openPath(spec, sinkOptions);
  const fed = await feedStep(spec, plan, scheduled);
  const opened = openLog(spec, scheduled, directory);
  try {
    await surroundings.turn(scheduled);
    const observations = await measure(spec, scheduled, fed, commitPath, opened.log);
    const { rowsWritten } = observations.digest;
    const stored = readBack(spec.sink, sinkOptions, { rowsWritten, recordCount: scheduled.arrivalsNanos.length });
    const { late } = fed.step;
    const report = reportOf({ spec, scheduled, late, guarantee: commitPath.guarantee, observations });
    await surroundings.report({ ...report, output: { ...report.output, ...stored, ...unordered(spec) } });
    return spec.withReference ? referenceOf(spec, workload, scheduled) : null;
  } finally {
    commitPath.close();
    await Promise.all([fed.close(), opened.close()]);
  }
}

/** Rows of several threads come in any order, but those of a key in their own. */
function unordered({ configuration }: UnitSpec): { readonly digest: null } | undefined {
  return configuration.parallelism === undefined ? undefined : { digest: null };
}
