import { compile } from '../../compile/compile.ts';
import type { Step } from '../../compile/step.ts';
import { batch } from '../../executors/batch.ts';
import { continuous } from '../../executors/continuous.ts';
import type { Drive, Executor } from '../../executors/executor.ts';
import { microBatch, triggerFrom, type Triggers } from '../../executors/micro-batch.ts';
import { Digest } from '../../measurement/digest.ts';
import { spoilt } from '../../measurement/driver-health.ts';
import { observeGarbageCollection, type Pause } from '../../measurement/garbage-collection.ts';
import { clockReadNanos } from '../../measurement/harness-cost.ts';
import { Meter } from '../../measurement/meter.ts';
import { RealClock } from '../../measurement/real-clock.ts';
import { keptUp, slopeShare } from '../../measurement/sustainability.ts';
import { uniform } from '../../random/random.ts';
import type { Run } from '../../results/result.ts';
import { openSink } from '../../sinks/index.ts';
import type { Sink } from '../../sinks/sink.ts';
import type { Workload } from '../../workloads/workload.ts';
import { prepare, type Prepared } from './prepare.ts';
import { latencyFigures, meteredFigures } from './unit-figures.ts';
import type { ExecutorKind, UnitSpec } from './unit-spec.ts';

/** What one unit found: a run of the result document, but for what the experiment knows of it. */
export type UnitFigures = Omit<Run, 'engine' | 'executor' | 'intervalMs' | 'commit' | 'offeredRate' | 'repetition' | 'output'> & {
  readonly output: NonNullable<Run['output']>;
  readonly recordCount: number;
  readonly measuredRecords: number;
};

/** The random number that places a unit's first trigger; records and arrivals use none of this seed. */
const phaseStream = 1;
/** Backlog samples of a run whose executor has no interval. */
const samplesPerRun = 200;
/** First-quarter busy time above this multiple of the rest's: the warm-up was too short. */
const maxSettling = 2;
/** Invocations in each part below which that comparison would be one of noise. */
const minSettlingInvocations = 5;

/** Measures one configuration once, in this process. `directory` exists and is the sink's alone. */
export async function runUnit(spec: UnitSpec, workload: Workload, directory: string): Promise<UnitFigures> {
  const prepared = await prepare(spec, workload);
  const step = compile(workload.plan, prepared.records);
  const sink = openSink(spec.sink, { directory, schema: workload.plan.schema, sync: spec.sync });
  const measured = await measure(spec, prepared, step, sink);
  sink.close();
  return figuresOf(spec, prepared, step, sink, measured);
}

interface Measured {
  readonly meter: Meter;
  readonly digest: Digest;
  readonly clock: RealClock;
  readonly readNanos: number;
  readonly pauses: readonly Pause[];
  readonly clockStepMs: number;
  readonly durationNanos: number;
  readonly cpuMicros: number;
}

async function measure(spec: UnitSpec, prepared: Prepared, step: Step, sink: Sink): Promise<Measured> {
  const triggers = triggersOf(spec);
  const readNanos = clockReadNanos(new RealClock('spin'));
  const garbage = observeGarbageCollection();
  // What the preparation left behind is not the pipeline's to clear away.
  globalThis.gc?.();
  const cpuBefore = process.cpuUsage();
  const wallBeforeMs = Date.now();
  const clock = new RealClock(spec.wait);
  const meter = new Meter({
    clock,
    arrivalsNanos: prepared.arrivalsNanos,
    fates: step.fates,
    measuredFrom: prepared.measuredFrom,
    dueNanos: (arrivalNanos) => triggerFrom(triggers, arrivalNanos),
    sampleNanos: Math.max(triggers.intervalNanos, (prepared.arrivalsNanos.at(-1) ?? 0) / samplesPerRun),
    clockReadNanos: readNanos,
  });
  const digest = new Digest();
  executorOf(spec.executor, triggers)(driveOf(prepared.arrivalsNanos, clock, step, sink, meter, digest));
  const durationNanos = clock.now();
  const clockStepMs = Date.now() - wallBeforeMs - durationNanos / 1e6;
  const cpu = process.cpuUsage(cpuBefore);
  finish(step, sink, digest, prepared.arrivalsNanos.length);
  return { meter, digest, clock, readNanos, pauses: await garbage.stop(), clockStepMs, durationNanos, cpuMicros: cpu.user + cpu.system };
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

function driveOf(arrivalsNanos: Float64Array, clock: RealClock, step: Step, sink: Sink, meter: Meter, digest: Digest): Drive {
  const { output } = step;
  const invocation = { from: 0, to: 0, startNanos: 0, processedNanos: 0, committedNanos: 0, causes: output.causes, rows: 0 };
  return {
    arrivalsNanos,
    clock,
    invoke(from, to) {
      output.clear();
      step.invoke(from, to);
      sink.write(output);
    },
    commit: (position) => sink.commit(position),
    observe(from, to, startNanos, processedNanos, committedNanos) {
      Object.assign(invocation, { from, to, startNanos, processedNanos, committedNanos, causes: output.causes, rows: output.length });
      digest.update(output);
      meter.observe(invocation);
    },
  };
}

/** The rows of the end of the stream: they belong to the answer, and to no record's latency. */
function finish(step: Step, sink: Sink, digest: Digest, recordCount: number): void {
  step.output.clear();
  step.finish();
  sink.write(step.output);
  sink.commit(recordCount);
  digest.update(step.output);
}

function figuresOf(spec: UnitSpec, prepared: Prepared, step: Step, sink: Sink, measured: Measured): UnitFigures {
  const { meter, digest, clock, readNanos, pauses, cpuMicros } = measured;
  const { arrivalsNanos, measuredFrom } = prepared;
  const hasLatency = spec.load !== 'saturate';
  const share = slopeShare(meter.backlog.samples, spec.ratePerSecond ?? Infinity);
  const reasons = invalidReasons(spec, prepared, measured);
  const metered = meteredFigures(meter, step.lateRecords(), hasLatency);
  return {
    ...metered,
    status: reasons.length === 0 ? 'valid' : 'invalid',
    reasons,
    guarantee: sink.guarantee,
    sustained: hasLatency ? keptUp(share, meter.busyTime.nanos / meter.busyTime.invocations, (spec.intervalMs ?? 0) * 1e6) : 'inconclusive',
    // With a commit for each invocation, what is visible is durable, if anything is.
    durableLatencyMicros: sink.guarantee === 'none' ? null : metered.latencyMicros,
    backlog: { max: meter.backlog.max, slopeShare: share },
    cpuNanosPerRecord: spec.wait === 'park' ? (cpuMicros * 1000) / arrivalsNanos.length : null,
    gc: pauseFigures(pauses, clock.originMs),
    driver: { lateMicros: hasLatency ? latencyFigures(clock.lateness) : null, clockReadNanos: readNanos },
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    output: { rows: digest.rows, digest: digest.hex() },
    recordCount: arrivalsNanos.length,
    measuredRecords: arrivalsNanos.length - measuredFrom,
  };
}

function invalidReasons(spec: UnitSpec, { arrivalsNanos, measuredFrom }: Prepared, measured: Measured): string[] {
  if (measuredFrom >= arrivalsNanos.length) return ['the records ended before the warm-up, within which every window fills once'];
  const { clock, pauses, durationNanos, clockStepMs, meter } = measured;
  const reasons = spoilt({ lateWaits: clock.lateWaits, originMs: clock.originMs, pauses, durationNanos, clockStepMs });
  const settling = meter.busyTime.settling(minSettlingInvocations);
  if (spec.load !== 'saturate' && settling !== null && settling > maxSettling) {
    reasons.push(`still warming up: busy time per record fell to 1/${settling.toFixed(1)} after the first quarter (limit 1/${maxSettling})`);
  }
  return reasons;
}

function pauseFigures(pauses: readonly Pause[], originMs: number): Run['gc'] {
  const micros = pauses.filter(({ startMs }) => startMs >= originMs).map(({ durationMs }) => durationMs * 1000);
  return { count: micros.length, totalMicros: micros.reduce((sum, value) => sum + value, 0), maxMicros: Math.max(0, ...micros) };
}
