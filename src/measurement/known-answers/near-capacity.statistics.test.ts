import { expect, test } from 'vitest';
import { poisson } from '../../loads/poisson.ts';
import { RecordRandom } from '../../random/random.ts';
import { queueLatency } from './virtual-queue.test-program.ts';
import { milli, second } from './virtual-run.test-program.ts';

/** Largest relative error of a quantile, with 10 sub-bucket bits. */
const histogramError = 2 ** -11;
const settled = 30_000;
const measured = 250_000;
const count = settled + measured;

interface Known {
  readonly utilization: number;
  readonly services: 'constant services' | 'exponential services';
  readonly seeds: number;
  /** Mean, p50, p90, p99 and p99.9, as multiples of the mean service. */
  readonly expected: readonly number[];
  /** Standard deviation of each figure in a unit of 10^6 records, in percent. */
  readonly deviationPercent: readonly number[];
}

// Near capacity, one unit has a large error, because a queue forgets slowly. So figures are means over seeds.
const known: readonly Known[] = [
  {
    services: 'constant services',
    utilization: 0.5,
    seeds: 4,
    expected: [1.5, 1, 2.51575, 4.33626, 6.16839],
    deviationPercent: [0.13, 0.17, 0.21, 0.43, 1],
  },
  {
    services: 'constant services',
    utilization: 0.95,
    seeds: 20,
    expected: [10.5, 7.48067, 23.3022, 45.9378, 68.5733],
    deviationPercent: [2.6, 2, 3, 6.2, 12],
  },
  {
    services: 'exponential services',
    utilization: 0.95,
    seeds: 20,
    expected: [20, 13.8629, 46.0517, 92.1034, 138.155],
    deviationPercent: [4, 3.1, 4.6, 8.7, 16],
  },
];

/** The same for all, because the utilisation depends on the services. */
const arrivals = Array.from({ length: 20 }, (_, seed) =>
  poisson({ ratePerSecond: 1000 })
    .arrivalsNanos((count / 1000) * 1.02 * second, seed)
    .subarray(0, count),
);

/** As multiples of the mean service, which takes `utilization` milliseconds. */
function figures(seed: number, { utilization, services }: Known): number[] {
  const random = new RecordRandom(seed);
  const serviceNanos = (record: number): number =>
    Math.round((services === 'exponential services' ? random.at(record).exponential() : 1) * utilization * milli);
  const latency = queueLatency(arrivals[seed], serviceNanos, settled);
  return [
    latency.mean!,
    latency.quantile(1, 2)!,
    latency.quantile(9, 10)!,
    latency.quantile(99, 100)!,
    latency.quantile(999, 1000)!,
  ].map((nanos) => nanos / (utilization * milli));
}

test.each(known)(
  'Poisson arrivals, $services, utilisation $utilization: the means over $seeds runs are those of queueing theory',
  (row) => {
    const runs = Array.from({ length: row.seeds }, (_, seed) => figures(seed, row));
    row.expected.forEach((expected, index) => {
      const value = runs.reduce((sum, run) => sum + run[index], 0) / runs.length;
      const deviation = (row.deviationPercent[index] / 100) * Math.sqrt(1_000_000 / measured / row.seeds);
      // At 0.5, half of the records do not wait at all: the median can only be above its expected value.
      const tolerance = row.utilization === 0.5 && index === 1 ? 0.008 : expected * (4 * deviation + histogramError);
      expect(Math.abs(value - expected), `figure ${index} is ${value}, not ${expected}`).toBeLessThan(tolerance);
    });
  },
);
