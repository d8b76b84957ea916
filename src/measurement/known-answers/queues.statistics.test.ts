import { describe, expect, test } from 'vitest';
import { continuous } from '../../executors/continuous.ts';
import { constant } from '../../loads/constant.ts';
import { poisson } from '../../loads/poisson.ts';
import { RecordRandom } from '../../random/random.ts';
import { busyShareOf, throughputOf } from '../meter/measured-work.ts';
import { figuresMs, meteredMs, micro, milli, onGrid, runVirtually, second } from './virtual-run.test-program.ts';

/** Largest relative error of a quantile, with 10 sub-bucket bits. */
const histogramError = 2 ** -11;

// Latencies scale with the service time. A mistake in a unit of time would break this.
describe.each([
  ['a microsecond', micro],
  ['a millisecond', milli],
  ['a second', second],
])('continuous, D/D/1 with a service of %s', (_, serviceNanos) => {
  const run = (utilization: number): ReturnType<typeof runVirtually> => {
    const load = constant({ ratePerSecond: (utilization * second) / serviceNanos });
    return runVirtually({
      arrivalsNanos: load.arrivalsNanos(10_000 * serviceNanos, 0),
      executor: continuous,
      serviceNanos: () => serviceNanos,
    });
  };

  test.each([0.5, 0.8, 1])('at utilisation %d, the latency of every record is its service', (utilization) => {
    const { latenciesNanos } = run(utilization);
    expect(latenciesNanos.length).toBe(10_000 * utilization);
    expect(new Set(latenciesNanos)).toEqual(new Set([serviceNanos]));
  });

  test('above capacity, record i takes 1 + i·(1 − 1/ρ) services, and the backlog grows by λ − μ', () => {
    const { latenciesNanos, meter } = run(1.25);
    expect(latenciesNanos.length).toBe(12_500);
    expect(
      latenciesNanos.findIndex((latency, index) => latency !== serviceNanos + Math.round(index * 0.2 * serviceNanos)),
    ).toBe(-1);
    // 12,500 arrive within 10,000 services, and 9999 of them are done before the last one arrives.
    expect(meter.backlog.max).toBe(2501);
  });
});

interface Known {
  readonly utilization: number;
  readonly services: 'constant services' | 'exponential services';
  /** Mean, p50, p90, p99 and p99.9, as multiples of the mean service. */
  readonly expected: readonly number[];
  /** Standard deviation of each figure in a unit of 10^6 records, in percent. */
  readonly deviationPercent: readonly number[];
}

const known: readonly Known[] = [
  {
    services: 'constant services',
    utilization: 0.8,
    expected: [3, 2.27594, 6.01151, 11.35589, 16.70027],
    deviationPercent: [0.49, 0.38, 0.64, 1.3, 3.1],
  },
  {
    services: 'exponential services',
    utilization: 0.5,
    expected: [2, 1.38629, 4.60517, 9.21034, 13.8155],
    deviationPercent: [0.3, 0.27, 0.34, 0.61, 1.3],
  },
  {
    services: 'exponential services',
    utilization: 0.8,
    expected: [5, 3.46574, 11.5129, 23.0259, 34.5388],
    deviationPercent: [0.88, 0.73, 0.98, 1.8, 3.8],
  },
];

// Erlang's formula for M/D/1 and −ln(1 − p)/(1 − ρ) for M/M/1.
describe.each(known)(
  'continuous, Poisson arrivals, $services, utilisation $utilization',
  ({ utilization, services, expected, deviationPercent }) => {
    const settled = 50_000;
    const measured = 250_000;
    const count = settled + measured;
    const load = poisson({ ratePerSecond: utilization * 1000 });
    const arrivalsNanos = load.arrivalsNanos((count / (utilization * 1000)) * 1.01 * second, 42).slice(0, count);
    const random = new RecordRandom(7);
    const serviceNanos = Float64Array.from(arrivalsNanos, (_, record) =>
      services === 'exponential services' ? Math.round(random.at(record).exponential() * milli) : milli,
    );
    const run = runVirtually({
      arrivalsNanos,
      executor: continuous,
      serviceNanos: (from) => serviceNanos[from],
      measuredFrom: settled,
    });

    test('commits each record at the time of the recurrence for one server', () => {
      let free = 0;
      const commits = arrivalsNanos.map((arrival, record) => (free = Math.max(free, arrival) + serviceNanos[record]));
      expect(Buffer.compare(Buffer.from(run.commitsNanos.buffer), Buffer.from(commits.buffer))).toBe(0);
    });

    test('has the mean and the quantiles of queueing theory, within four standard deviations', () => {
      const { mean, p50, p90, p99, p999 } = meteredMs(run);
      [mean, p50, p90, p99, p999].forEach((value, index) => {
        const deviation = (deviationPercent[index] / 100) * Math.sqrt(1_000_000 / measured);
        const tolerance = expected[index] * (4 * deviation + histogramError);
        expect(Math.abs(value - expected[index]), `figure ${index} is ${value}, not ${expected[index]}`).toBeLessThan(
          tolerance,
        );
      });
    });
  },
);

describe('continuous, M/D/1 at utilisation 0.5', () => {
  test('half of the records do not wait', () => {
    const arrivalsNanos = poisson({ ratePerSecond: 500 }).arrivalsNanos(500 * second, 42);
    const { p50, p90, mean } = meteredMs(
      runVirtually({ arrivalsNanos, executor: continuous, serviceNanos: () => milli }),
    );
    expect(p50).toBeGreaterThanOrEqual(1);
    expect(p50).toBeLessThanOrEqual(1.016);
    // Four standard deviations for 250,000 records: 0.42 % of the 90th percentile, 0.26 % of the mean.
    expect(Math.abs(p90 - 2.51575)).toBeLessThan(0.043);
    expect(Math.abs(mean - 1.5)).toBeLessThan(0.016);
  });
});

describe('the start and the end of a unit', () => {
  test('records that wait at the end of the load are drained and counted', () => {
    const arrivalsNanos = constant({ ratePerSecond: 2000 }).arrivalsNanos(10 * second, 0);
    const run = runVirtually({ arrivalsNanos, executor: continuous, serviceNanos: () => milli });
    expect(run.latenciesNanos.length).toBe(20_000);
    expect(figuresMs(run)).toMatchObject({ mean: 5000.75, p50: 5000.5, p90: 9000.5, p99: 9900.5, max: 10_000.5 });
    // One commit per millisecond, from the first arrival at 0.25 ms until all but the last are committed.
    const work = run.meter.work.total();
    expect(throughputOf(work)).toBe((19_999 * second) / (19_999.25 * milli));
    expect(busyShareOf(work)).toBe(19_999 / 19_999.25);
  });

  test('a warm-up is cut by arrival, so that a stall before its end stays in the figures', () => {
    const run = runVirtually({
      arrivalsNanos: onGrid(1000, 10_000),
      executor: continuous,
      serviceNanos: (_from, _to, start) => Math.max(0, second - start) + 0.5 * milli,
      measuredFrom: 1000,
    });
    expect(run.latenciesNanos.length).toBe(9000);
    const { mean, p99, max } = figuresMs(run);
    expect([mean.toFixed(2), p99, max]).toEqual(['28.31', 455.5, 500.5]);
  });

  test('arrivals do not depend on the server', () => {
    const load = poisson({ ratePerSecond: 1000 });
    const arrivalsNanos = load.arrivalsNanos(second, 1);
    runVirtually({ arrivalsNanos, executor: continuous, serviceNanos: () => second });
    expect(arrivalsNanos).toEqual(load.arrivalsNanos(second, 1));
  });
});
