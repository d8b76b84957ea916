import { describe, expect, test } from 'vitest';
import { continuous } from '../../executors/continuous.ts';
import { microBatch, type Triggers } from '../../executors/micro-batch.ts';
import { constant } from '../../loads/constant.ts';
import { figuresMs, meteredMs, micro, milli, onGrid, runVirtually, second } from './virtual-run.test-program.ts';

/**
 * Latencies in milliseconds of a client with one connection, which sends every millisecond unless it waits for an
 * answer: the stall of each period meets one record.
 */
function closedLoop(): number[] {
  const latencies: number[] = [];
  for (let sent = 0; sent < 100_000;) {
    const latency = Math.max(0, 1000 - (sent % 10_000)) + 0.5;
    latencies.push(latency);
    sent = Math.ceil(sent + latency);
  }
  return latencies;
}

/**
 * A latency, and those that HdrHistogram adds for the records that should have been sent each millisecond meanwhile.
 */
function backFilled(latency: number): number[] {
  return Array.from({ length: Math.max(1, Math.floor(latency)) }, (_, index) => latency - index);
}

function figuresOf(milliseconds: readonly number[]): ReturnType<typeof figuresMs> {
  return figuresMs({ latenciesNanos: Float64Array.from(milliseconds, (ms) => ms * milli) });
}

describe('continuous, a server that stalls for the first of every ten seconds', () => {
  const run = runVirtually({
    arrivalsNanos: onGrid(1000, 100_000),
    executor: continuous,
    serviceNanos(_from, _to, startNanos) {
      const intoPeriod = startNanos % (10 * second);
      return Math.max(0, second - intoPeriod) + 0.5 * milli;
    },
  });

  test('latency counts from the intended arrival, so it shows every record that the stall delays', () => {
    const { mean, ...quantiles } = figuresMs(run);
    expect(mean).toBeCloseTo(100.55, 6);
    expect(quantiles).toEqual({ p50: 0.5, p90: 500.5, p99: 950.5, p999: 995.5, max: 1000.5 });
  });

  test('the meter has the same figures, within half a bucket', () => {
    const known = { mean: 100.55, p50: 0.5, p90: 500.5, p99: 950.5, p999: 995.5, max: 1000.5 };
    const metered = meteredMs(run);
    for (const [name, value] of Object.entries(known))
      expect(Math.abs(metered[name as keyof typeof known] / value - 1), name).toBeLessThan(2 ** -11);
  });

  test('the uncorrected latency shows the stall in only one record of ten thousand', () => {
    const { uncorrected } = run.meter.latency;
    expect([uncorrected.count, uncorrected.mean! / milli, uncorrected.max! / milli]).toEqual([100_000, 0.6, 1000.5]);
    expect(uncorrected.quantile(999, 1000)).toBeCloseTo(0.5 * milli, -3);
    expect(uncorrected.max).toBeLessThanOrEqual(run.meter.latency.all().max!);
  });

  test('a client that waits for each answer sends nine tenths of the load and sees only ten late records', () => {
    const { mean, p50, p99, p999, max } = figuresOf(closedLoop());
    expect(closedLoop().length).toBe(90_000);
    expect([mean.toFixed(3), p50, p99, p999, max]).toEqual(['0.611', 0.5, 0.5, 0.5, 1000.5]);
  });

  test('filling in what such a client did not send still misses the records of the drain', () => {
    const { mean, p50, p90, p99, p999, max } = figuresOf(closedLoop().flatMap(backFilled));
    expect([mean.toFixed(2), p50, p90, p99, p999, max]).toEqual(['50.56', 0.5, 1.5, 901.5, 991.5, 1000.5]);
  });

  test('the backlog is largest just before the first commit after a stall', () => {
    expect(run.meter.backlog.max).toBe(1001);
  });
});

describe('micro-batch, one batch that takes a second longer', () => {
  const triggers: Triggers = { intervalNanos: 100 * milli, phaseNanos: 0 };
  const run = runVirtually({
    arrivalsNanos: constant({ ratePerSecond: 10_000 }).arrivalsNanos(10 * second, 0),
    executor: microBatch(triggers),
    serviceNanos: (from, to, startNanos) =>
      20 * milli + 40 * micro * (to - from) + (startNanos === 5 * second ? second : 0),
  });

  test('the next batches start at once until they have caught up, and then keep the phase of the triggers', () => {
    const around = run.invocations.filter(({ startNanos }) => startNanos >= 5 * second && startNanos <= 7 * second);
    expect(around.map(({ startNanos, from, to }) => [startNanos / milli, to - from])).toEqual([
      [5000, 1000],
      [6060, 10_600],
      [6504, 4440],
      [6701.6, 1976],
      [6800.64, 990],
      [6900, 994],
      [7000, 1000],
    ]);
  });

  test('the latencies are those of the formula', () => {
    const { mean, ...quantiles } = figuresMs(run);
    expect(mean).toBeCloseTo(227.052, 3);
    expect(quantiles).toEqual({ p50: 120.75, p90: 622.75, p99: 1403.95, p999: 1493.95, max: 1503.95 });
  });

  test('the sum of the latencies is the backlog over time, to the nanosecond', () => {
    expect(run.meter.latency.all().sum).toBe(22_705_207_680_000n);
  });

  test('the split separates trigger wait, queueing and processing', () => {
    const { sums, records } = run.meter.split;
    const means = [sums.triggerWait, sums.queueing, sums.processing].map((sum) => sum / records / milli);
    expect(means.map((mean) => mean.toFixed(3))).toEqual(['49.700', '59.774', '117.579']);
  });
});
