import { describe, expect, test } from 'vitest';
import { continuous } from '../executors/continuous.ts';
import { microBatch, type Triggers } from '../executors/micro-batch.ts';
import { constant } from '../loads/constant.ts';
import { figuresMs, meteredMs, micro, milli, onGrid, runVirtually, second } from './virtual-run.test-program.ts';

describe('continuous, a server that stands still for the first of every ten seconds', () => {
  const run = runVirtually({
    arrivalsNanos: onGrid(1000, 100_000),
    executor: continuous,
    serviceNanos(_from, _to, startNanos) {
      const intoPeriod = startNanos % (10 * second);
      return Math.max(0, second - intoPeriod) + 0.5 * milli;
    },
  });

  test('latency counts from the intended arrival, so each record that the stall held up is in it', () => {
    const { mean, ...quantiles } = figuresMs(run);
    expect(mean).toBeCloseTo(100.55, 6);
    expect(quantiles).toEqual({ p50: 0.5, p90: 500.5, p99: 950.5, p999: 995.5, max: 1000.5 });
  });

  test('the meter says the same, within half a bucket', () => {
    const known = { mean: 100.55, p50: 0.5, p90: 500.5, p99: 950.5, p999: 995.5, max: 1000.5 };
    const metered = meteredMs(run);
    for (const [name, value] of Object.entries(known)) expect(Math.abs(metered[name as keyof typeof known] / value - 1), name).toBeLessThan(2 ** -11);
  });

  test('the uncorrected latency, kept beside it, hides the stall behind one record in ten thousand', () => {
    const { uncorrected } = run.meter.latency;
    expect([uncorrected.count, uncorrected.mean! / milli, uncorrected.max! / milli]).toEqual([100_000, 0.6, 1000.5]);
    expect(uncorrected.quantile(999, 1000)).toBeCloseTo(0.5 * milli, -3);
    expect(uncorrected.max).toBeLessThanOrEqual(run.meter.latency.all().max!);
  });

  test('the backlog just before the first commit after a stall is its largest', () => {
    expect(run.meter.backlog.max).toBe(1001);
  });
});

describe('micro-batch, one batch that takes a second longer', () => {
  const triggers: Triggers = { intervalNanos: 100 * milli, phaseNanos: 0 };
  const run = runVirtually({
    arrivalsNanos: constant({ ratePerSecond: 10_000 }).arrivalsNanos(10 * second, 0),
    executor: microBatch(triggers),
    triggers,
    serviceNanos: (from, to, startNanos) => 20 * milli + 40 * micro * (to - from) + (startNanos === 5 * second ? second : 0),
  });

  test('the batches after it start at once until the triggers are caught up with, and then keep their phase', () => {
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

  test('the latency of every record is known', () => {
    const { mean, ...quantiles } = figuresMs(run);
    expect(mean).toBeCloseTo(227.052, 3);
    expect(quantiles).toEqual({ p50: 120.75, p90: 622.75, p99: 1403.95, p999: 1493.95, max: 1503.95 });
  });

  test('the sum of the latencies is the backlog over time, to the nanosecond', () => {
    expect(run.meter.latency.all().sum).toBe(22_705_207_680_000n);
  });

  test('the split tells waiting for triggers, waiting for the server and processing apart', () => {
    const { sums, records } = run.meter.split;
    const means = [sums.triggerWait, sums.queueing, sums.processing].map((sum) => sum / records / milli);
    expect(means.map((mean) => mean.toFixed(3))).toEqual(['49.700', '59.774', '117.579']);
  });
});
