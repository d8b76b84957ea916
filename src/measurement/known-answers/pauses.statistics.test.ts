import { describe, expect, test } from 'vitest';
import { fate } from '../../columns/fate.ts';
import { continuous } from '../../executors/continuous.ts';
import { microBatch, type Triggers } from '../../executors/micro-batch.ts';
import { constant } from '../../loads/constant.ts';
import { poisson } from '../../loads/poisson.ts';
import { RecordRandom } from '../../random/random.ts';
import { busyNanosPerRecord, busyShareOf, throughputOf } from '../meter/measured-work.ts';
import { leastMean, leastQuantile } from '../meter/unseen-delays.ts';
import { PauseEffects } from '../meter/pause-effects.ts';
import { PausingClock, randomPauses, type MachinePause } from './pausing-clock.test-program.ts';
import {
  micro,
  milli,
  runVirtually,
  second,
  type VirtualOptions,
  type VirtualRun,
} from './virtual-run.test-program.ts';

/** A server whose latencies are known: those of the same run without pauses. */
interface Situation {
  readonly name: string;
  readonly options: (seed: number) => Omit<VirtualOptions, 'clock' | 'takenNanos'>;
}

const lengthNanos = 1.2 * second;

const poissonQueue = (utilization: number): Situation => ({
  name: `continuous, Poisson arrivals, utilisation ${utilization}`,
  options: (seed) => ({
    arrivalsNanos: poisson({ ratePerSecond: utilization * 20_000 }).arrivalsNanos(lengthNanos, seed),
    executor: continuous,
    serviceNanos: () => 50 * micro,
  }),
});

const microBatches = (ratePerSecond: number, intervalMs: number, fixedNanos: number, eachNanos: number): Situation => ({
  name: `micro-batches of ${intervalMs} ms, ${ratePerSecond} records/s`,
  options: (seed) => {
    const intervalNanos = intervalMs * milli;
    const triggers: Triggers = { intervalNanos, phaseNanos: intervalNanos === 0 ? 0 : (seed * 7919) % intervalNanos };
    return {
      arrivalsNanos: (intervalMs === 0 ? poisson({ ratePerSecond }) : constant({ ratePerSecond })).arrivalsNanos(
        lengthNanos,
        seed,
      ),
      executor: microBatch(triggers),
      serviceNanos: (from, to) => fixedNanos + eachNanos * (to - from),
    };
  },
});

const epochs: Situation = {
  name: 'continuous, commits in epochs of 50 ms',
  options: (seed) => ({
    arrivalsNanos: poisson({ ratePerSecond: 5000 }).arrivalsNanos(lengthNanos, seed),
    executor: continuous,
    serviceNanos: () => 40 * micro,
    commitNanos: 2 * milli,
    epoch: { epochNanos: 50 * milli, phaseNanos: (seed * 7919) % (50 * milli) },
  }),
};

const situations: readonly Situation[] = [
  poissonQueue(0.2),
  poissonQueue(0.5),
  poissonQueue(0.8),
  microBatches(10_000, 100, 20 * milli, 40 * micro),
  microBatches(5_000, 10, 2 * milli, 20 * micro),
  microBatches(20_000, 0, 0.2 * milli, 10 * micro),
  epochs,
];

interface Measured {
  readonly run: VirtualRun;
  readonly effects: PauseEffects;
}

function measured(options: ReturnType<Situation['options']>, pauses: readonly MachinePause[]): Measured {
  const clock = new PausingClock(pauses);
  const run = runVirtually({ ...options, clock, takenNanos: () => clock.take() });
  const { arrivalsNanos, executor } = options;
  const fates = new Uint8Array(arrivalsNanos.length).fill(fate.absorbed);
  const dueNanos = (arrival: number): number => executor.dueNanos(arrival);
  const meterOptions = { arrivalsNanos, fates, measuredFrom: 0, dueNanos, sampleNanos: second };
  const effects = new PauseEffects(meterOptions, run.meter, clock.idlePauses);
  let next = 0;
  for (const commit of run.commits) {
    for (; next < run.invocations.length && run.invocations[next].to <= commit.to; next++) {
      effects.observe({ ...run.invocations[next], causes: new Float64Array(), rows: 0 });
    }
    effects.observeCommit(commit);
  }
  return { run, effects };
}

const ranks: Readonly<Record<string, readonly [number, number]>> = {
  p50: [1, 2],
  p90: [9, 10],
  p99: [99, 100],
  p999: [999, 1000],
};
/** Of three histograms. */
const rounding = 2 ** -9;

interface Seen {
  readonly covered: boolean;
  readonly moved: number;
  readonly bound: number;
}

/** Each percentile of a unit with pauses against that of the same unit without them. */
function compared(situation: Situation, seed: number, share: number): Record<string, Seen> {
  const options = situation.options(seed);
  const random = new RecordRandom(seed);
  const truth = measured(options, []).run.meter.latency.all();
  const { run, effects } = measured(options, randomPauses(random.at(1), lengthNanos, share));
  const latency = run.meter.latency.all();
  const seen = Object.entries(ranks).map(([name, rank]) => {
    const [is, observed] = [truth.quantile(...rank)!, latency.quantile(...rank)!];
    const [low, high] = [effects.low.quantile(...rank)!, effects.high.quantile(...rank)!];
    const covered = low <= is * (1 + rounding) && is * (1 - rounding) <= high;
    const bound = Math.max(observed - low, high - observed) / observed;
    return [name, { covered, moved: Math.abs(observed - is) / observed, bound }];
  });
  return Object.fromEntries(seen) as Record<string, Seen>;
}

const seeds = Array.from({ length: 12 }, (_, seed) => seed + 1);
/** A figure counts while its bound is within this, as in figure-bounds.ts. */
const tolerances: Readonly<Record<string, number>> = { p50: 0.1, p90: 0.1, p99: 0.25, p999: 0.25 };
/** Micro-batches without an interval have no schedule to return to: the same records are in others ever after. */
const chance = 0.01;

describe.each(situations)('$name, pauses of 2 to 6 ms', (situation) => {
  /** By the share of the time that pauses take. */
  const seen = new Map<number, [figure: string, seen: Seen][]>();

  test.each([0.02, 0.1])('that take a share of %d: figures that count hold the truth', (share) => {
    const all = seeds.flatMap((seed) => Object.entries(compared(situation, seed, share)));
    seen.set(share, all);
    const counting = all.filter(([name, { bound }]) => bound <= tolerances[name]);
    expect(counting.filter(([, { moved, bound }]) => moved > bound + chance)).toEqual([]);
  });

  test('the bounds of the others hold it too, and they are those that moved', () => {
    const all = seen.get(0.02)!;
    const covered = all.filter(([, { covered: holds }]) => holds).length;
    expect(covered / all.length).toBeGreaterThanOrEqual(0.85);
    if (situation.name.startsWith('continuous')) expect(covered).toBe(all.length);
    const excluded = all.filter(([name, { bound }]) => bound > tolerances[name]);
    const moved = excluded.filter(([name, figure]) => figure.moved > tolerances[name] / 2);
    expect(moved.length).toBeGreaterThanOrEqual(0.9 * excluded.length);
  });
});

describe.each([poissonQueue(0.2), poissonQueue(0.8), microBatches(10_000, 100, 20 * milli, 40 * micro)])(
  '$name, pauses that nobody saw',
  ({ options }) => {
    /** Whole runs without pauses and with them, and what is known of these. */
    const disturbed = (share: number) =>
      seeds.map((seed) => {
        const pauses = randomPauses(new RecordRandom(seed).at(1), lengthNanos, share);
        const [truth, seen] = [[], pauses].map((some) => measured(options(seed), some).run.meter);
        const unseen = {
          nanos: pauses.reduce((sum, { durationNanos }) => sum + durationNanos, 0),
          pieces: pauses.length,
          longestNanos: 6 * milli,
        };
        const { invocations } = seen.work.total();
        const delayed = { durationNanos: lengthNanos, invocations, busyShare: busyShareOf(truth.work.total())! };
        return { truth: truth.latency.all(), seen: seen.latency.all(), unseen: [unseen], delayed };
      });

    test.each([0.01, 0.05])('of a share of %d: percentiles were above their bounds', (share) => {
      const below = disturbed(share).flatMap(({ truth, seen, unseen, delayed }) =>
        [0.5, 0.9, 0.99, 0.999].map((quantile) => {
          const least = leastQuantile(seen, quantile, unseen, delayed);
          return least - truth.quantile(quantile * 1000, 1000)! * (1 + rounding);
        }),
      );
      expect(below.filter((difference) => difference > 0).length).toBeLessThanOrEqual(0.05 * below.length);
    });

    test.each([0.01, 0.05])('of a share of %d: means moved by somewhat less than is said', (share) => {
      const all = disturbed(share);
      const moved = all.reduce((sum, { truth, seen }) => sum + seen.mean! - truth.mean!, 0);
      const said = all.reduce(
        (sum, { seen, unseen, delayed }) => sum + seen.mean! - leastMean(seen, unseen, delayed),
        0,
      );
      expect(moved / said).toBeGreaterThan(0.4);
      expect(moved / said).toBeLessThan(1);
    });
  },
);

test('a median survives pauses of 2 %, and a p99.9 does not', () => {
  const all = seeds.map((seed) => compared(poissonQueue(0.2), seed, 0.02));
  const counting = (name: string): number => all.filter((each) => each[name].bound <= tolerances[name]).length;
  expect([counting('p50'), counting('p999')]).toEqual([seeds.length, 0]);
});

describe('work done among pauses', () => {
  const pauses = randomPauses(new RecordRandom(3).at(1), lengthNanos, 0.1);

  test.each([poissonQueue(0.5), microBatches(10_000, 100, 20 * milli, 40 * micro)])(
    'of $name costs what it costs without them',
    ({ options }) => {
      const [quiet, disturbed] = [[], pauses].map((some) => measured(options(1), some).run.meter.work.total());
      expect(disturbed.takenNanos).toBeGreaterThan(0);
      expect(busyNanosPerRecord(disturbed)! / busyNanosPerRecord(quiet)!).toBeCloseTo(1, 2);
      expect(throughputOf(disturbed)! / throughputOf(quiet)!).toBeCloseTo(1, 1);
    },
  );

  test('of all records at once takes longer by the pauses, which are known', () => {
    const arrivalsNanos = new Float64Array(10_000);
    const options = { arrivalsNanos, executor: continuous, serviceNanos: () => 100 * micro };
    const work = measured(options, pauses).run.meter.work.total();
    expect([work.busyNanos, work.threadNanos - work.takenNanos]).toEqual([second, second]);
  });
});

test('a backlog grows no faster for pauses, once they are taken out', () => {
  const options = { ...poissonQueue(0.8).options(2), sampleNanos: 8 * milli };
  const pauses = [{ startNanos: 1.2 * second, durationNanos: 300 * milli }];
  const { run, effects } = measured(options, pauses);
  const waits = (samples: readonly { readonly waitedNanos: number }[]): number =>
    Math.max(...samples.map(({ waitedNanos }) => waitedNanos));
  const quiet = waits(measured(options, []).run.meter.backlog.samples);
  expect(waits(run.meter.backlog.samples)).toBeGreaterThan(250 * milli);
  expect(waits(effects.undisturbedSamples())).toBeLessThan(quiet + 10 * milli);
});
