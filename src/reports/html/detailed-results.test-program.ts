import { summarize } from '../../experiments/summarize.ts';
import { encodeHdr } from '../../measurement/histogram/hdr-encoding.ts';
import { Histogram } from '../../measurement/histogram/histogram.ts';
import { RecordRandom } from '../../random/random.ts';
import type { Configuration } from '../../results/configuration.ts';
import { exampleLocal, exampleResult, exampleUnit, excluded } from '../../results/example.test-program.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import type { Result } from '../../results/result.ts';
import type { LatencyFigures, Unit } from '../../results/unit.ts';

const records = 12_000;
const slices = 50;
const sliceMs = 40;

const microBatch = (intervalMs: number): Configuration => ({
  engine: 'local',
  mode: 'micro-batch',
  executor: 'micro-batch',
  intervalMs,
  commit: 'invocation',
});

export const configurations: readonly Configuration[] = [
  { engine: 'local', mode: 'continuous', executor: 'continuous', intervalMs: null, commit: 'invocation' },
  ...[0, 10, 100].map(microBatch),
];

/** Of a unit that could have been: an exponential service, in each tenth record a queue, and a wait for the trigger. */
function histogramOf(random: RecordRandom, serviceMicros: number, intervalMs: number, waiting: number): Histogram {
  const histogram = new Histogram();
  for (let record = 0; record < records; record++) {
    random.at(record);
    const queue = random.uniform() < 0.1 ? waiting * random.exponential() : 0;
    const micros = intervalMs * 1000 * random.uniform() + serviceMicros * (1 + random.exponential()) + queue;
    histogram.record(Math.round(micros * 1000));
  }
  return histogram;
}

function figuresOf(histogram: Histogram): LatencyFigures {
  const at = (numerator: number, denominator: number): number =>
    histogram.quantileIfEnough(numerator, denominator)! / 1000;
  return {
    count: records,
    mean: histogram.mean! / 1000,
    p50: at(1, 2),
    p90: at(9, 10),
    p99: at(99, 100),
    p999: at(999, 1000),
    max: histogram.max! / 1000,
  };
}

const isBurst = (slice: number): boolean => slice % 20 >= 12 && slice % 20 < 16;

/** How much longer than usual records of the slice take. */
function factor(slice: number): number {
  return (isBurst(slice) ? 3 : 0.4) * (1 + 0.2 * Math.sin(slice));
}

function timelineOf(latency: LatencyFigures, rate: number): NonNullable<Unit['timeline']> {
  const places = Array.from({ length: slices }, (_, slice) => slice);
  return {
    sliceMs,
    startMs: 500,
    records: places.map((slice) => Math.round((rate * sliceMs * (isBurst(slice) ? 3 : 0.5)) / 1000)),
    p50Micros: places.map((slice) => latency.p50! * factor(slice)),
    p99Micros: places.map(() => null),
    maxMicros: places.map((slice) => latency.p999! * factor(slice)),
    backlog: places.map((slice) => Math.round((latency.p50! / 1e6) * rate * factor(slice) * 2)),
  };
}

/** A unit as stream-bench saves it, with all that the page draws. */
export function detailedUnit(configuration: Configuration, rate: number, repetition: number): Unit {
  const key = JSON.stringify([configuration, rate, repetition]);
  if (!made.has(key)) made.set(key, makeUnit(configuration, rate, repetition));
  return structuredClone(made.get(key)!);
}

const made = new Map<string, Unit>();

function makeUnit(configuration: Configuration, rate: number, repetition: number): Unit {
  const random = new RecordRandom(repetition + 1);
  const [service, interval] = [configuration.intervalMs === null ? 25 : 30, configuration.intervalMs ?? 0];
  const crowd = configuration.intervalMs === null && rate > 15_000 ? 80_000 : 2_000;
  const histogram = histogramOf(random, service, interval, crowd * (1 + repetition / 10));
  const uncorrected = histogramOf(random, service, interval / 8, crowd / 50);
  const latencyMicros = figuresOf(histogram);
  const { mean } = latencyMicros;
  const [processing, commit] = [10, service - 10];
  // Half the interval, as long as a small sample of uniform waits leaves something to queue for.
  const triggerWait = Math.min(interval * 500, mean! - processing - commit);
  return exampleUnit({
    ...configuration,
    repetition,
    offeredRate: rate,
    throughput: rate,
    latencyMicros,
    durableLatencyMicros: latencyMicros,
    timeline: timelineOf(latencyMicros, rate),
    histograms: {
      latency: encodeHdr(histogram),
      uncorrected: encodeHdr(uncorrected),
      durable: encodeHdr(histogram),
      result: null,
    },
    local: exampleLocal({
      uncorrectedLatencyMicros: figuresOf(uncorrected),
      splitMicros: { triggerWait, queueing: mean! - triggerWait - processing - commit, processing, commit },
      slowestSplitMicros: {
        triggerWait: 2 * triggerWait,
        queueing: 0.8 * latencyMicros.p99!,
        processing,
        commit: 3 * commit,
      },
      checkpoints: null,
      gc: {
        count: 2,
        totalMicros: 9000,
        maxMicros: 6000,
        pauses: [
          { startMs: 700 + 100 * repetition, durationMs: 3 },
          { startMs: 1900, durationMs: 6 },
        ],
      },
      busyShare: Math.min(1, (service * rate * (interval > 0 ? 0.4 : 1)) / 1e6),
    }),
  });
}

/** `run` at one rate: six units of each configuration, one of them excluded. */
export function detailedResult(changes: Partial<Result> = {}): Result {
  const units = [0, 1, 2, 3, 4, 5].flatMap((repetition) =>
    configurations.map((configuration) => detailedUnit(configuration, 10_000, repetition)),
  );
  const held = 'the machine held the idle driver up for 1.4 % of the unit (pauses: 8; limit: 1 %)';
  units[9] = { ...units[9], ...excluded(held) };
  const summary = configurations.flatMap((configuration) => summarize(configuration, units));
  const { experiment } = exampleResult();
  return exampleResult({
    units,
    summary,
    experiment: { ...experiment, load: { ...experiment.load, shape: 'burst' } },
    ...changes,
  });
}

const crossover: SweepFindings['crossovers'][number] = {
  below: 'continuous',
  above: 'micro-batch 10 ms',
  rate: 15_000,
  low: 13_500,
  high: 16_200,
  level: 0.95,
  method: 'threshold',
  units: 12,
  text: 'Up to 15,000 records/s continuous is the better one; above it micro-batch 10 ms.',
};

const around = (estimate: number) => ({ estimate, low: estimate * 0.9, high: estimate * 1.1, level: 0.95 });
const cost: SweepFindings['costs'][number] = {
  engine: 'local',
  mode: 'micro-batch',
  executor: 'micro-batch',
  commit: 'invocation',
  units: 12,
  method: 'weighted least squares',
  text: 'An invocation of n records takes 45 µs + n · 3 µs.',
  processing: { fixedMicros: around(4), perRecordMicros: around(2) },
  committing: { fixedMicros: around(41), perRecordMicros: around(1) },
};

/** `sweep` over several rates, with a crossover; above it continuous does not keep up. */
export function sweptResult(): Result {
  const rates = [1_000, 5_000, 10_000, 20_000, 40_000];
  const [continuous, , every10Ms, every100Ms] = configurations;
  const cells = rates.flatMap((rate) =>
    [continuous, every10Ms, every100Ms].map((configuration) => ({
      configuration,
      units: [0, 1, 2].map((repetition) => overloaded(detailedUnit(configuration, rate, repetition))),
    })),
  );
  const { experiment } = exampleResult();
  return exampleResult({
    command: 'stream-bench sweep fraud',
    experiment: {
      ...experiment,
      load: { shape: 'constant', rate: null, speed: null },
      recordCount: null,
      measuredRecords: null,
    },
    units: cells.flatMap(({ units }) => units),
    summary: cells.flatMap(({ configuration, units }) => summarize(configuration, units)),
    recommendation: null,
    findings: {
      kind: 'sweep',
      rates,
      earlierUnits: 0,
      skipped: [],
      crossovers: [{ ...crossover }],
      costs: [cost],
      check: null,
      objective: null,
      costCurve: null,
      saving: {
        text: 'What batching saves is the commit: 41 ± 2 of 44 ± 2 µs per record.',
        evidence: ['commit: 41 µs of 44 µs'],
      },
      choice: { held: 'yes', text: 'Choose continuous up to 15,000 records/s.', evidence: [] },
    },
  });
}

function overloaded(unit: Unit): Unit {
  if (unit.executor !== 'continuous' || unit.offeredRate! < 20_000) return unit;
  return {
    ...unit,
    keepsUp: 'no',
    throughput: 16_000,
    backlog: { max: 9_000, slopeShare: 0.2 + unit.repetition / 1000 },
  };
}
