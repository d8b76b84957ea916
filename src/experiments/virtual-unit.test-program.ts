import { fate } from '../columns/fate.ts';
import { figuresOf, type UnitFigures } from '../engines/local/unit-figures.ts';
import type { UnitSpec } from '../engines/local/unit-spec.ts';
import { batch } from '../executors/batch.ts';
import { continuous } from '../executors/continuous.ts';
import type { Executor } from '../executors/executor.ts';
import { microBatch, triggerFrom, type Triggers } from '../executors/micro-batch.ts';
import { loads } from '../loads/index.ts';
import { Histogram } from '../measurement/histogram/histogram.ts';
import { Meter } from '../measurement/meter/meter.ts';
import { VirtualClock } from '../measurement/clock/virtual-clock.ts';
import { RecordRandom, uniform } from '../random/random.ts';

/** A server in virtual time, whose capacity is known beforehand. */
export interface Server {
  /** How long an invocation of so many records takes, before the unit's own speed. */
  readonly processingNanos: (records: number, random: RecordRandom) => number;
  /** And its commit. */
  readonly commitNanos?: (records: number) => number;
  /** Standard deviation of the logarithm of a unit's own speed. */
  readonly sigma?: number;
  /** What measuring itself costs, for each record. */
  readonly harnessNanos?: number;
  readonly noiseSeed?: number;
}

const phaseStream = 1;
const samplesPerRun = 200;

/** Measures units as a process of their own would: the real executors and the real meter, only in virtual time. */
export function virtualUnit(server: Server): (spec: UnitSpec) => Promise<UnitFigures> {
  return async (spec) => {
    const { warmUpMs, durationMs, seed, repetition, intervalMs } = spec;
    const intervalNanos = (intervalMs ?? 0) * 1e6;
    const triggers: Triggers = {
      intervalNanos,
      phaseNanos: Math.floor(uniform(seed, repetition, phaseStream) * intervalNanos),
    };
    const arrivalsNanos = arrivalsOf(spec, (warmUpMs + durationMs!) * 1e6);
    const measuredFrom = Math.max(
      0,
      arrivalsNanos.findIndex((nanos) => nanos >= warmUpMs * 1e6),
    );
    const clock = new VirtualClock();
    const sampleNanos = Math.max(intervalNanos, arrivalsNanos.at(-1)! / samplesPerRun);
    const fates = new Uint8Array(arrivalsNanos.length).fill(fate.absorbed);
    const meter = new Meter({
      arrivalsNanos,
      fates,
      measuredFrom,
      dueNanos: (nanos) => triggerFrom(triggers, nanos),
      sampleNanos,
    });
    drive(spec, server, triggers, arrivalsNanos, clock, meter);
    return figures(spec, meter, arrivalsNanos, measuredFrom, clock.now());
  };
}

function arrivalsOf({ load, ratePerSecond, seed, executor }: UnitSpec, lengthNanos: number): Float64Array {
  const arrivalsNanos = loads[load]
    .create({ ratePerSecond: ratePerSecond!, count: undefined })
    .arrivalsNanos(lengthNanos, seed);
  return executor === 'batch' ? arrivalsNanos.fill(0) : arrivalsNanos;
}

function drive(
  spec: UnitSpec,
  server: Server,
  triggers: Triggers,
  arrivalsNanos: Float64Array,
  clock: VirtualClock,
  meter: Meter,
): void {
  const { processingNanos, commitNanos = () => 0, harnessNanos = 0 } = server;
  const speed = speedOf(spec, server);
  const random = new RecordRandom(spec.seed + 1);
  const causes = new Float64Array();
  let records = 0;
  executorOf(
    spec,
    triggers,
  )({
    arrivalsNanos,
    clock,
    invoke(from, to) {
      random.at(from);
      records = to - from;
      clock.advance(Math.round(processingNanos(records, random) / speed));
    },
    commit: () => clock.advance(Math.round(commitNanos(records) / speed)),
    observe(from, to, startNanos, processedNanos, committedNanos) {
      const invocation = {
        from,
        to,
        startNanos,
        processedNanos,
        freeNanos: committedNanos,
        visibleNanos: committedNanos,
        committedNanos,
      };
      meter.observe({ ...invocation, causes, rows: 0 });
      meter.observeCommit(invocation);
      // Measuring takes its time after the commit, as the real one does.
      clock.advance(harnessNanos * (to - from));
    },
  });
}

function executorOf({ executor }: UnitSpec, triggers: Triggers): Executor {
  if (executor === 'batch') return batch;
  return executor === 'continuous' ? continuous : microBatch(triggers);
}

/** One for each unit of each configuration, drawn from its repetition. */
function speedOf({ repetition, intervalMs }: UnitSpec, { sigma = 0, noiseSeed = 0 }: Server): number {
  const random = new RecordRandom(noiseSeed);
  random.at(1000 * ((intervalMs ?? -1) + 1) + repetition);
  return Math.exp(sigma * random.normal());
}

function figures(
  spec: UnitSpec,
  meter: Meter,
  arrivalsNanos: Float64Array,
  measuredFrom: number,
  durationNanos: number,
): UnitFigures {
  const { ratePerSecond } = spec;
  const prepared = { arrivalsNanos, measuredFrom, ratePerSecond, badRecords: { skipped: 0, deadLettered: 0 } };
  const output = { rows: 1, rowsWritten: 1, hex: () => `${ratePerSecond} of ${spec.seed}` };
  const machine = { idlePauses: [], lateness: new Histogram(), originMs: 0 };
  const resources = { cpuMicros: 0, writtenBytes: null, stolenMicros: null, peakRssBytes: 0 };
  const measured = {
    meter,
    digest: output,
    clock: machine,
    readNanos: 0,
    harnessNanos: 0,
    pauses: [],
    clockStepMs: 0,
    durationNanos,
    resources,
  };
  // What a unit is judged by is real; a step and a sink there are none.
  const found = figuresOf(
    spec,
    prepared as never,
    { late: { records: 0, additions: 0 } } as never,
    'exactly-once',
    measured as never,
  );
  // The memory is that of the test.
  return {
    ...found,
    peakRssBytes: 0,
    ...(spec.withReference === true && { reference: { rows: found.output.rows, digest: found.output.digest } }),
  };
}
