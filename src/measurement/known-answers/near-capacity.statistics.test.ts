import { expect, test } from 'vitest';
import { poisson } from '../../loads/poisson.ts';
import { RecordRandom } from '../../random/random.ts';
import { queueLatency } from './virtual-queue.test-program.ts';
import { milli, second } from './virtual-run.test-program.ts';

/** A quantile's midpoint is at most this share away from the value, with 10 sub-bucket bits. */
const histogramError = 2 ** -11;
const settled = 30_000;
const measured = 250_000;
const count = settled + measured;

interface Known {
  readonly utilization: number;
  readonly services: 'always one service' | 'exponential';
  readonly seeds: number;
  /** In services: mean, p50, p90, p99, p99.9. */
  readonly expected: readonly number[];
  /** The standard deviation of one run of 10^6 records, in percent of each figure. */
  readonly deviationPercent: readonly number[];
}

// Near its capacity a queue forgets so slowly that one run says little: figures are means over seeds.
const known: readonly Known[] = [
  {
    services: 'always one service',
    utilization: 0.5,
    seeds: 4,
    expected: [1.5, 1, 2.51575, 4.33626, 6.16839],
    deviationPercent: [0.13, 0.17, 0.21, 0.43, 1],
  },
  {
    services: 'always one service',
    utilization: 0.95,
    seeds: 20,
    expected: [10.5, 7.48067, 23.3022, 45.9378, 68.5733],
    deviationPercent: [2.6, 2, 3, 6.2, 12],
  },
  {
    services: 'exponential',
    utilization: 0.95,
    seeds: 20,
    expected: [20, 13.8629, 46.0517, 92.1034, 138.155],
    deviationPercent: [4, 3.1, 4.6, 8.7, 16],
  },
];

/** The same for all: utilisation is a matter of how long services take. */
const arrivals = Array.from({ length: 20 }, (_, seed) =>
  poisson({ ratePerSecond: 1000 })
    .arrivalsNanos((count / 1000) * 1.02 * second, seed)
    .subarray(0, count),
);

/** In services, which are `utilization` milliseconds long. */
function figures(seed: number, { utilization, services }: Known): number[] {
  const random = new RecordRandom(seed);
  const serviceNanos = (record: number): number =>
    Math.round((services === 'exponential' ? random.at(record).exponential() : 1) * utilization * milli);
  const { absorbed } = queueLatency(arrivals[seed], serviceNanos, settled);
  return [
    absorbed.mean!,
    absorbed.quantile(1, 2)!,
    absorbed.quantile(9, 10)!,
    absorbed.quantile(99, 100)!,
    absorbed.quantile(999, 1000)!,
  ].map((nanos) => nanos / (utilization * milli));
}

test.each(known)(
  'Poisson arrivals, $services, utilisation $utilization: the mean over $seeds runs is that of queueing theory',
  (row) => {
    const runs = Array.from({ length: row.seeds }, (_, seed) => figures(seed, row));
    row.expected.forEach((expected, index) => {
      const value = runs.reduce((sum, run) => sum + run[index], 0) / runs.length;
      const deviation = (row.deviationPercent[index] / 100) * Math.sqrt(1_000_000 / measured / row.seeds);
      // The median of a queue at 0.5 sits on the atom of records that do not wait: it can only be above.
      const tolerance = row.utilization === 0.5 && index === 1 ? 0.008 : expected * (4 * deviation + histogramError);
      expect(Math.abs(value - expected), `figure ${index} is ${value}, not ${expected}`).toBeLessThan(tolerance);
    });
  },
);
