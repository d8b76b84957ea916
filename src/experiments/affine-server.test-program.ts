import { fate } from '../columns/fate.ts';
import type { RunUnit } from '../engines/local/fresh-process.ts';
import type { Measured } from '../engines/local/measure.ts';
import type { Prepared } from '../engines/local/prepare.ts';
import { figuresOf, type UnitFigures } from '../engines/local/unit-figures.ts';
import type { UnitSpec } from '../engines/local/unit-spec.ts';
import type { Step } from '../compile/step.ts';
import { batch } from '../executors/batch.ts';
import { continuous } from '../executors/continuous.ts';
import { microBatch, triggerFrom, type Triggers } from '../executors/micro-batch.ts';
import { loads } from '../loads/index.ts';
import { Meter } from '../measurement/meter.ts';
import { RealClock } from '../measurement/real-clock.ts';
import { VirtualClock } from '../measurement/virtual-clock.ts';
import { hashBytes } from '../random/content-hash.ts';
import { RecordRandom, uniform } from '../random/random.ts';

/** An invocation of n records takes fixedMicros + perRecordMicros · n for each of its parts. */
export interface ServerCost {
  readonly processing: PartCost;
  readonly commit: PartCost;
  /** Units differ by a random factor with this standard deviation of its logarithm, each part by its own; default 0. */
  readonly noise?: number;
}

interface PartCost {
  readonly fixedMicros: number;
  readonly perRecordMicros: number;
}

/** Units of a server of known cost, in virtual time: equal specs give equal figures, and each answer is that of batch. */
export function affineServer(cost: ServerCost): RunUnit {
  return async (spec) => figuresOfUnit(spec, cost);
}

function figuresOfUnit(spec: UnitSpec, cost: ServerCost): UnitFigures {
  const prepared = preparedFor(spec);
  const { arrivalsNanos, measuredFrom } = prepared;
  const clock = new VirtualClock();
  const intervalNanos = (spec.intervalMs ?? 0) * 1e6;
  const triggers: Triggers = { intervalNanos, phaseNanos: Math.floor(uniform(spec.seed, spec.repetition, 1) * intervalNanos) };
  const fates = new Uint8Array(arrivalsNanos.length).fill(fate.absorbed);
  const dueNanos = (arrival: number): number => triggerFrom(triggers, arrival);
  const sampleNanos = Math.max(intervalNanos, arrivalsNanos.at(-1)! / 200);
  const meter = new Meter({ clock, arrivalsNanos, fates, measuredFrom, dueNanos, sampleNanos, clockReadNanos: 0 });
  const [processingFactor, commitFactor] = factorsOf(spec, cost);
  let records = 0;
  executorOf(spec, triggers)({
    arrivalsNanos,
    clock,
    invoke(from, to) {
      records = to - from;
      clock.advance(nanosOf(cost.processing, records, processingFactor));
    },
    commit: () => clock.advance(nanosOf(cost.commit, records, commitFactor)),
    observe: (from, to, startNanos, processedNanos, committedNanos) =>
      meter.observe({ from, to, startNanos, processedNanos, committedNanos, causes: new Float64Array(), rows: 0 }),
  });
  const figures = figuresOf(spec, prepared, { lateRecords: () => 0 } as Step, 'exactly-once', measuredBy(meter, clock, arrivalsNanos.length));
  // The memory is that of the test.
  return { ...figures, peakRssBytes: 0 };
}

function preparedFor(spec: UnitSpec): Prepared {
  const { load, loadParameters: parameters, ratePerSecond, durationMs, warmUpMs, seed } = spec;
  const lengthNanos = (warmUpMs + durationMs!) * 1e6;
  const arrivalsNanos = loads[load].create({ ratePerSecond: ratePerSecond ?? undefined, count: undefined, parameters }).arrivalsNanos(lengthNanos, seed);
  const measuredFrom = arrivalsNanos.findIndex((arrival) => arrival >= warmUpMs * 1e6);
  if (spec.executor === 'batch') arrivalsNanos.fill(0);
  return { arrivalsNanos, measuredFrom, ratePerSecond, badRecords: { skipped: 0, deadLettered: 0 } } as unknown as Prepared;
}

function executorOf({ executor }: UnitSpec, triggers: Triggers): typeof batch {
  if (executor === 'batch') return batch;
  return executor === 'continuous' ? continuous : microBatch(triggers);
}

function nanosOf({ fixedMicros, perRecordMicros }: PartCost, records: number, factor: number): number {
  return Math.round((fixedMicros + perRecordMicros * records) * 1000 * factor);
}

function factorsOf(spec: UnitSpec, { noise = 0 }: ServerCost): [processing: number, commit: number] {
  const hash = new Uint32Array(2);
  hashBytes(new TextEncoder().encode(JSON.stringify(spec)), hash);
  const random = new RecordRandom(hash[0]);
  return [Math.exp(noise * random.normal()), Math.exp(noise * random.normal())];
}

function measuredBy(meter: Meter, clock: VirtualClock, recordCount: number): Measured {
  return {
    meter,
    digest: { rows: 1, rowsWritten: 1, hex: () => recordCount.toString(16).padStart(64, '0') },
    clock: new RealClock('spin'),
    readNanos: 0,
    pauses: [],
    clockStepMs: 0,
    durationNanos: clock.now(),
    resources: { cpuMicros: clock.now() / 1000, writtenBytes: null, stolenMicros: null },
  } as unknown as Measured;
}
