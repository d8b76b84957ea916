import { RowLog } from '../../answers/row-log.ts';
import { digestFor, type AnswerDigest } from '../../answers/answer-digest.ts';
import type { Step } from '../../compile/step.ts';
import { wallOffsetMs } from '../../measurement/clock/wall-offset.ts';
import { RealClock, type IdlePause } from '../../measurement/clock/real-clock.ts';
import { observeGarbageCollection, type Pause } from '../../measurement/machine/garbage-collection.ts';
import { countedPauses } from '../../measurement/machine/counted-pauses.ts';
import { watchRunDelay, watchThread, type Delay } from '../../measurement/clock/run-delay.ts';
import { PauseEffects } from '../../measurement/meter/pause-effects.ts';
import { watchResources, type Resources } from '../../measurement/machine/resources.ts';
import { CostBySize, type SizeCost } from '../../measurement/meter/cost-by-size.ts';
import { clockReadNanos, HarnessCost } from '../../measurement/meter/harness-cost.ts';
import { Meter, type MeterOptions } from '../../measurement/meter/meter.ts';
import type { UnitRecovery } from '../../results/findings/recover.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { latencyWithoutCheckpoints } from './without-checkpoints.ts';
import type { Histogram } from '../../measurement/histogram/histogram.ts';
import type { Checkpoint, CommitPath } from './commit-path.ts';
import { driveOf } from './drive.ts';
import type { FedStep } from './fed-step.ts';
import { recoveryOf } from './recovery.ts';
import { executorOf, meterOptions } from './unit-executor.ts';
import type { UnitLog } from './unit-log.ts';

/** The observations of one unit, from its first arrival to its last commit. */
export interface Observations {
  readonly meter: Meter;
  readonly digest: AnswerDigest;
  /** How late its waits ended. */
  readonly clock: Pick<RealClock, 'lateness' | 'idlePauses' | 'shortPausesNanos' | 'originMs'>;
  readonly readNanos: number;
  /** Time spent on measuring. */
  readonly harnessNanos: number;
  readonly pauses: readonly Pause[];
  readonly clockStepMs: number;
  /** What the machine took in pieces of less than a millisecond each; null if unknown. */
  readonly restDelay: Delay | null;
  /** What it took from the thread that commits; none where the executor commits. */
  readonly committerDelay: Delay;
  /** In which the machine held the idle executor up. */
  readonly machinePauses: readonly IdlePause[];
  /** See `CommitPath`. */
  readonly checkpoints: readonly Checkpoint[] | null;
  /** Latencies as they would be if the checkpoints were made outside the commits; null without any. */
  readonly withoutCheckpoints: Histogram | null;
  /** What known pauses did to the latencies; null without any. */
  readonly effects: PauseEffects | null;
  /** For how long the step waited for records that were not made in time. */
  readonly recordsLateNanos: number;
  /** For how long the executor waited until its log had room. */
  readonly logWaitedNanos: number;
  readonly durationNanos: number;
  readonly resources: Resources;
  readonly recovery: UnitRecovery | null;
  /** Null where the executor chose the sizes. */
  readonly costBySize: readonly SizeCost[] | null;
}

/** Runs the unit in real time: its executor drives all records through the step to their commit. */
export async function measure(
  spec: UnitSpec,
  scheduled: ScheduledRecords,
  { step, waitedNanos, runDelayOf }: FedStep,
  commitPath: CommitPath,
  log: UnitLog,
): Promise<Observations> {
  const { arrivalsNanos } = scheduled;
  const readNanos = clockReadNanos(new RealClock('spin'));
  const rows = new RowLog();
  const executor = executorOf(spec);
  const garbage = observeGarbageCollection();
  // Collecting the garbage of the preparation is no cost of the pipeline.
  globalThis.gc?.();
  const resourcesSoFar = watchResources();
  const wallBeforeMs = wallOffsetMs();
  const committerSoFar = watchThread(commitPath.threadStatistics);
  const ownDelay = watchRunDelay();
  const runDelay = runDelayOf(ownDelay);
  const clock = new RealClock(spec.wait, ownDelay);
  const harness = new HarnessCost(clock, readNanos, commitPath.isCommitting);
  commitPath.start(clock);
  executor.run(driveOf({ arrivalsNanos, clock, step, commitPath, log, rows, harness, runDelay }));
  commitPath.settle(arrivalsNanos.length, log);
  const durationNanos = clock.now();
  const clockStepMs = wallOffsetMs() - wallBeforeMs;
  const restDelay = runDelay.rest();
  const committerDelay = committerSoFar();
  const resources = resourcesSoFar();
  const digest = finish(step, commitPath, rows, arrivalsNanos.length);
  const pauses = await garbage.stop();
  const options = meterOptions(spec, executor, scheduled, step, commitPath.visibleAt);
  const meter = new Meter(options);
  log.replay(meter);
  const machinePauses = countedPauses(clock, pauses);
  const { checkpoints } = commitPath;
  const withoutCheckpoints = latencyWithoutCheckpoints(options, meter, checkpoints, log);
  const effects = effectsOf(options, meter, machinePauses, log);
  const harnessNanos = harness.nanos();
  const costBySize = spec.batchSizes === null ? null : costBySizeOf(log, scheduled);
  const recovery = recoveryOf(spec, () => executorOf(spec), options, meter, harnessNanos);
  const machine = { clock, pauses, machinePauses, clockStepMs, restDelay, committerDelay, resources };
  const commits = { checkpoints, withoutCheckpoints };
  return {
    meter,
    effects,
    digest,
    ...commits,
    ...machine,
    recordsLateNanos: waitedNanos(),
    logWaitedNanos: log.waitedNanos,
    readNanos,
    harnessNanos,
    durationNanos,
    recovery,
    costBySize,
  };
}

function costBySizeOf(log: UnitLog, { measuredFrom }: ScheduledRecords): readonly SizeCost[] {
  const costs = new CostBySize(measuredFrom);
  log.replay(costs);
  return costs.costs();
}

/** The log is replayed once more only if there is something to find. */
function effectsOf(
  options: MeterOptions,
  meter: Meter,
  pauses: readonly IdlePause[],
  log: UnitLog,
): PauseEffects | null {
  if (pauses.length === 0 && !log.hasTaken) return null;
  const effects = new PauseEffects(options, meter, pauses);
  log.replay(effects);
  return effects;
}

/** The rows of the end of the stream belong to the answer, but to no record's latency. */
function finish(step: Step, commitPath: CommitPath, rows: RowLog, recordCount: number): AnswerDigest {
  step.output.clear();
  step.finish();
  commitPath.finish(step.output, recordCount);
  rows.append(step.output);
  const digest = digestFor(step.output);
  rows.replay(digest);
  return digest;
}
