import type { Step } from '../../compile/step.ts';
import { epochMs } from '../../executors/commit-policy.ts';
import { batch } from '../../executors/batch.ts';
import type { Executor } from '../../executors/executor.ts';
import { executors } from '../../executors/index.ts';
import { triggerFrom, type Triggers } from '../../executors/micro-batch.ts';
import { observeGarbageCollection, type Pause } from '../../measurement/machine/garbage-collection.ts';
import { clockReadNanos, HarnessCost } from '../../measurement/meter/harness-cost.ts';
import { Meter, type MeterOptions } from '../../measurement/meter/meter.ts';
import { RealClock } from '../../measurement/clock/real-clock.ts';
import { watchResources, type Resources } from '../../measurement/machine/resources.ts';
import { InvocationLog } from '../../measurement/meter/invocation-log.ts';
import { RowLog } from '../../answers/row-log.ts';
import { digestFor, type AnswerDigest } from '../../answers/answer-digest.ts';
import { phaseStream, uniform } from '../../random/random.ts';
import type { UnitRecovery } from '../../results/result.ts';
import type { Committing } from './committing.ts';
import { driveOf } from './drive.ts';
import type { Prepared } from './prepare.ts';
import { burstOf, recoveryOf } from './unit-recovery.ts';
import type { UnitSpec } from './unit-spec.ts';

/** What was seen of one run, from its first arrival to its last commit. */
export interface Measured {
  readonly meter: Meter;
  readonly digest: AnswerDigest;
  /** What it noted of its waits. */
  readonly clock: Pick<RealClock, 'lateness' | 'idlePauses' | 'originMs'>;
  readonly readNanos: number;
  /** Spent on measuring. */
  readonly harnessNanos: number;
  readonly pauses: readonly Pause[];
  readonly clockStepMs: number;
  readonly durationNanos: number;
  readonly resources: Resources;
  readonly recovery: UnitRecovery | null;
}

/** Backlog samples of a run whose executor has no interval. */
const samplesPerRun = 200;

/** Has the unit's executor drive all records through the step to their commit, in real time. */
export async function measure(
  spec: UnitSpec,
  prepared: Prepared,
  step: Step,
  committing: Committing,
): Promise<Measured> {
  const { arrivalsNanos } = prepared;
  const triggers = triggersOf(spec);
  const readNanos = clockReadNanos(new RealClock('spin'));
  const log = new InvocationLog(arrivalsNanos.length, epochMs(spec.commit) !== null);
  const rows = new RowLog();
  const garbage = observeGarbageCollection();
  // What the preparation left behind is not the pipeline's to clear away.
  globalThis.gc?.();
  const resourcesSoFar = watchResources();
  const wallBeforeMs = Date.now();
  const clock = new RealClock(spec.wait);
  const harness = new HarnessCost(clock, readNanos);
  committing.start(clock);
  const executor = executorOf(spec.executor, triggers);
  executor(driveOf({ arrivalsNanos, clock, step, committing, log, rows, harness }));
  committing.settle(arrivalsNanos.length, log);
  const durationNanos = clock.now();
  const clockStepMs = Date.now() - wallBeforeMs - durationNanos / 1e6;
  const resources = resourcesSoFar();
  const digest = finish(step, committing, rows, arrivalsNanos.length);
  const pauses = await garbage.stop();
  const options = meterOptions(spec, prepared, step, committing, triggers);
  const meter = new Meter(options);
  log.replay(meter);
  const harnessNanos = harness.nanos();
  const recovery = recoveryOf(spec, executor, options, meter, harnessNanos);
  return { meter, digest, clock, readNanos, harnessNanos, pauses, clockStepMs, durationNanos, resources, recovery };
}

/** `triggers`: those that the executor was given. */
export function meterOptions(
  spec: UnitSpec,
  { arrivalsNanos, measuredFrom }: Prepared,
  { fates }: Step,
  { visibleAt }: Pick<Committing, 'visibleAt'>,
  triggers: Triggers,
): MeterOptions {
  return {
    arrivalsNanos,
    fates,
    measuredFrom,
    dueNanos: (arrivalNanos) => triggerFrom(triggers, arrivalNanos),
    sampleNanos: Math.max(
      triggers.intervalNanos,
      (epochMs(spec.commit) ?? 0) * 1e6,
      (arrivalsNanos.at(-1) ?? 0) / samplesPerRun,
    ),
    isVisibleFirst: visibleAt === 'write',
    burst: burstOf(spec),
  };
}

export function triggersOf({ intervalMs, seed, repetition }: UnitSpec): Triggers {
  const intervalNanos = Math.round((intervalMs ?? 0) * 1e6);
  // Seeded for each unit: one fixed phase of load against trigger would pass for the whole truth.
  const phaseNanos = Math.floor(uniform(seed, repetition, phaseStream) * intervalNanos);
  return { intervalNanos, phaseNanos };
}

export function executorOf(kind: UnitSpec['executor'], triggers: Triggers): Executor {
  return kind === 'batch' ? batch : executors[kind].create(triggers);
}

/** The rows of the end of the stream: they belong to the answer, and to no record's latency. */
function finish(step: Step, committing: Committing, rows: RowLog, recordCount: number): AnswerDigest {
  step.output.clear();
  step.finish();
  committing.finish(step.output, recordCount);
  rows.append(step.output);
  const digest = digestFor(step.output);
  rows.replay(digest);
  return digest;
}
