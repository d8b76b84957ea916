import type { Step } from '../../compile/step.ts';
import { epochMs } from '../../executors/commit-policy.ts';
import { batch } from '../../executors/batch.ts';
import { continuous } from '../../executors/continuous.ts';
import type { Drive, Executor } from '../../executors/executor.ts';
import { microBatch, triggerFrom, type Triggers } from '../../executors/micro-batch.ts';
import { observeGarbageCollection, type Pause } from '../../measurement/garbage-collection.ts';
import { clockReadNanos } from '../../measurement/harness-cost.ts';
import { Meter, type MeterOptions } from '../../measurement/meter.ts';
import { RealClock } from '../../measurement/real-clock.ts';
import { watchResources, type Resources } from '../../measurement/resources.ts';
import { digestFor, type AnswerDigest } from '../../measurement/table-digest.ts';
import { phaseStream, uniform } from '../../random/random.ts';
import type { UnitRecovery } from '../../results/result.ts';
import type { Committing } from './committing.ts';
import type { Prepared } from './prepare.ts';
import { burstOf, recoveryOf } from './unit-recovery.ts';
import type { ExecutorKind, UnitSpec } from './unit-spec.ts';

/** What was seen of one run, from its first arrival to its last commit. */
export interface Measured {
  readonly meter: Meter;
  readonly digest: AnswerDigest;
  readonly clock: RealClock;
  readonly readNanos: number;
  readonly pauses: readonly Pause[];
  readonly clockStepMs: number;
  readonly durationNanos: number;
  readonly resources: Resources;
  readonly recovery: UnitRecovery | null;
}

/** Backlog samples of a run whose executor has no interval. */
const samplesPerRun = 200;

/** Has the unit's executor drive all records through the step to their commit, in real time. */
export async function measure(spec: UnitSpec, prepared: Prepared, step: Step, committing: Committing): Promise<Measured> {
  const triggers = triggersOf(spec);
  const readNanos = clockReadNanos(new RealClock('spin'));
  const garbage = observeGarbageCollection();
  // What the preparation left behind is not the pipeline's to clear away.
  globalThis.gc?.();
  const resourcesSoFar = watchResources();
  const wallBeforeMs = Date.now();
  const clock = new RealClock(spec.wait);
  committing.start(clock);
  const options: MeterOptions = {
    clock,
    arrivalsNanos: prepared.arrivalsNanos,
    fates: step.fates,
    measuredFrom: prepared.measuredFrom,
    dueNanos: (arrivalNanos) => triggerFrom(triggers, arrivalNanos),
    sampleNanos: Math.max(triggers.intervalNanos, (epochMs(spec.commit) ?? 0) * 1e6, (prepared.arrivalsNanos.at(-1) ?? 0) / samplesPerRun),
    clockReadNanos: readNanos,
    isVisibleFirst: committing.visibleAt === 'write',
    burst: burstOf(spec),
  };
  const meter = new Meter(options);
  const digest = digestFor(step.output);
  const executor = executorOf(spec.executor, triggers);
  executor(driveOf(prepared.arrivalsNanos, clock, step, committing, meter, digest));
  committing.settle(prepared.arrivalsNanos.length, meter);
  const durationNanos = clock.now();
  const clockStepMs = Date.now() - wallBeforeMs - durationNanos / 1e6;
  const resources = resourcesSoFar();
  finish(step, committing, digest, prepared.arrivalsNanos.length);
  const recovery = recoveryOf(spec, executor, options, meter);
  return { meter, digest, clock, readNanos, pauses: await garbage.stop(), clockStepMs, durationNanos, resources, recovery };
}

function triggersOf({ intervalMs, seed, repetition }: UnitSpec): Triggers {
  const intervalNanos = Math.round((intervalMs ?? 0) * 1e6);
  // Seeded for each unit: one fixed phase of load against trigger would pass for the whole truth.
  const phaseNanos = Math.floor(uniform(seed, repetition, phaseStream) * intervalNanos);
  return { intervalNanos, phaseNanos };
}

function executorOf(kind: ExecutorKind, triggers: Triggers): Executor {
  switch (kind) {
    case 'batch':
      return batch;
    case 'continuous':
      return continuous;
    case 'micro-batch':
      return microBatch(triggers);
  }
}

function driveOf(arrivalsNanos: Float64Array, clock: RealClock, step: Step, committing: Committing, meter: Meter, digest: AnswerDigest): Drive {
  const { output } = step;
  // One object for all: this stands in the way of every invocation.
  const invocation = { from: 0, to: 0, startNanos: 0, processedNanos: 0, freeNanos: 0, visibleNanos: 0, committedNanos: 0, causes: output.causes, rows: 0 };
  return {
    arrivalsNanos,
    clock,
    invoke(from, to) {
      output.clear();
      step.invoke(from, to);
      committing.write(output);
    },
    commit: (position) => committing.commit(position),
    observe(from, to, startNanos, processedNanos, freeNanos) {
      invocation.from = from;
      invocation.to = to;
      invocation.startNanos = startNanos;
      invocation.processedNanos = processedNanos;
      invocation.freeNanos = freeNanos;
      invocation.visibleNanos = freeNanos;
      invocation.committedNanos = freeNanos;
      invocation.causes = output.causes;
      invocation.rows = output.length;
      digest.update(output);
      committing.observe(invocation, meter);
      meter.observed(freeNanos);
    },
  };
}

/** The rows of the end of the stream: they belong to the answer, and to no record's latency. */
function finish(step: Step, committing: Committing, digest: AnswerDigest, recordCount: number): void {
  step.output.clear();
  step.finish();
  committing.finish(step.output, recordCount);
  digest.update(step.output);
}
