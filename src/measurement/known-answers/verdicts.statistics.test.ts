import { describe, expect, test } from 'vitest';
import { continuous } from '../../executors/continuous.ts';
import { microBatch, type Triggers } from '../../executors/micro-batch.ts';
import { constant } from '../../loads/constant.ts';
import { poisson } from '../../loads/poisson.ts';
import { arrivalsOf } from '../../loads/rate-curve.ts';
import { burst } from '../../loads/burst.ts';
import { ramp } from '../../loads/ramp.ts';
import { slope } from '../../statistics/slope.ts';
import { Backlog } from '../meter/backlog.ts';
import { settlingNanos } from '../meter/batch-cost.ts';
import { growthOf, keepsUp, type LoadEvidence, type Verdict } from '../meter/keeps-up.ts';
import { micro, milli, onGrid, runVirtually, second, type VirtualOptions } from './virtual-run.test-program.ts';
import { meanInvocationNanos } from '../meter/measured-work.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';

const everyTenth: Triggers = { intervalNanos: 100 * milli, phaseNanos: 0 };
const atOnce: Triggers = { intervalNanos: 0, phaseNanos: 0 };
/** Time of a micro-batch: 20 ms, plus 40 µs per record. */
const batchNanos = (from: number, to: number): number => 20 * milli + 40 * micro * (to - from);

/** What the verdict on a unit in virtual time depends on. */
function evidenceOf(
  { triggers, ...options }: Omit<VirtualOptions, 'executor'> & { readonly triggers?: Triggers },
  periodNanos = 0,
): LoadEvidence {
  const { arrivalsNanos, epoch, measuredFrom = 0 } = options;
  const [first, last] = [arrivalsNanos[measuredFrom], arrivalsNanos.at(-1)!];
  const intervalNanos = triggers?.intervalNanos ?? 0;
  const epochNanos = epoch?.epochNanos ?? 0;
  const sampleNanos = Math.max(intervalNanos, epochNanos, last / 200);
  const { meter } = runVirtually({
    sampleNanos,
    ...options,
    executor: triggers === undefined ? continuous : microBatch(triggers),
  });
  return {
    samples: meter.backlog.samples,
    measuredNanos: last - first,
    intervalNanos,
    meanInvocationNanos: meanInvocationNanos(meter.work.total())!,
    epochNanos,
    meanEpochWorkNanos: meter.epochWork.meanNanos(),
    settlingNanos: settlingNanos(
      meter.batchCost.fit(),
      ((arrivalsNanos.length - measuredFrom) / (last - first)) * second,
    ),
    periodNanos,
  };
}

const evenly = (ratePerSecond: number, seconds: number): Float64Array =>
  constant({ ratePerSecond }).arrivalsNanos(seconds * second, 0);

describe('the backlog of a healthy micro-batch is a sawtooth', () => {
  const arrivalsNanos = evenly(10_000, 10);
  const { invocations } = runVirtually({
    arrivalsNanos,
    executor: microBatch(everyTenth),
    serviceNanos: batchNanos,
  });
  /** Records that have arrived since the last trigger, at each millisecond. */
  const sawtooth = (intervals: number): number[] =>
    Array.from({ length: intervals * 100 }, (_, index) => 10 * (index % 100) + 5);

  test.each([3, 10, 30])('whose slope over %d whole intervals is λ/m², not 0', (intervals) => {
    const records = sawtooth(intervals);
    const perMilli = slope(
      records.map((_, index) => index),
      records,
    )!;
    // The rate is 10 records per millisecond; sampling reduces the height of the tooth by a hundredth.
    expect((perMilli / 10) * intervals ** 2).toBeCloseTo(1, 1);
  });

  test('so it is sampled once per interval, at the same phase, where its slope is 0', () => {
    const backlog = new Backlog(arrivalsNanos, 0, everyTenth.intervalNanos);
    for (const invocation of invocations) backlog.observe(invocation);
    expect(backlog.samples.length).toBe(100);
    expect(
      slope(
        backlog.samples.map(({ nanos }) => nanos),
        backlog.samples.map(({ records }) => records),
      ),
    ).toBe(0);
    expect(growthOf(evidenceOf({ arrivalsNanos, triggers: everyTenth, serviceNanos: batchNanos }))).toEqual({
      share: 0,
      low: 0,
      high: 0,
    });
  });
});

describe('Poisson arrivals, 100,000 constant services', () => {
  const services = 100_000;
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);
  const arrivals = seeds.map((seed) =>
    poisson({ ratePerSecond: 1000 })
      .arrivalsNanos(1.03 * services * milli, seed)
      .subarray(0, services),
  );

  /** The verdict on a server that these arrivals keep busy for this share of the time; above 1, it falls behind. */
  function verdict(arrivalsNanos: Float64Array, utilization: number): Verdict {
    const clock = new VirtualClock();
    const measuredNanos = arrivalsNanos.at(-1)!;
    const backlog = new Backlog(arrivalsNanos, 0, measuredNanos / 200);
    const invocation = {
      from: 0,
      to: 0,
      startNanos: 0,
      processedNanos: 0,
      committedNanos: 0,
      causes: new Float64Array(),
      rows: 0,
    };
    continuous.run({
      arrivalsNanos,
      clock,
      invoke: () => clock.advance(Math.round(utilization * milli)),
      commit: () => {},
      observe(from, to, startNanos, _, committedNanos) {
        invocation.from = from;
        invocation.to = to;
        invocation.startNanos = startNanos;
        invocation.committedNanos = committedNanos;
        backlog.observe(invocation);
      },
    });
    return keepsUp({
      samples: backlog.samples,
      measuredNanos,
      intervalNanos: 0,
      meanInvocationNanos: utilization * milli,
      epochNanos: 0,
      meanEpochWorkNanos: 0,
      settlingNanos: 0,
      periodNanos: 0,
    });
  }

  const shares = (utilization: number, count = seeds.length): Record<Verdict, number> => {
    const verdicts = arrivals.slice(0, count).map((each) => verdict(each, utilization));
    const share = (one: Verdict): number => verdicts.filter((each) => each === one).length / count;
    return { yes: share('yes'), no: share('no'), inconclusive: share('inconclusive') };
  };

  test('a stable queue keeps up, also at 0.9 and 0.95', () => {
    expect(shares(0.5, 2)).toEqual({ yes: 1, no: 0, inconclusive: 0 });
    expect(shares(0.9, 10)).toEqual({ yes: 1, no: 0, inconclusive: 0 });
    const { yes, no } = shares(0.95);
    expect(no).toBeLessThanOrEqual(0.01);
    expect(yes).toBeGreaterThanOrEqual(0.99);
  });

  test('a load 2 % above capacity is found in at least 99 % of runs', () => {
    expect(shares(1.02).no).toBeGreaterThanOrEqual(0.99);
    expect(shares(1.05, 5).no).toBe(1);
  });

  test('at capacity, where a backlog varies without bound, runs are mostly inconclusive', () => {
    const { yes, no, inconclusive } = shares(1, 60);
    expect(no).toBeLessThanOrEqual(0.02);
    expect(inconclusive).toBeGreaterThan(yes);
  });

  test('a limit on the rise of the p99 between halves would call a seventh of stable queues growing', () => {
    const p99 = (latencies: Float64Array): number => latencies.toSorted()[Math.ceil(0.99 * latencies.length) - 1];
    const grows = arrivals.slice(0, 50).filter((arrivalsNanos) => {
      let free = 0;
      const latencies = arrivalsNanos.map((arrival) => (free = Math.max(free, arrival) + 0.9 * milli) - arrival);
      return p99(latencies.subarray(services / 2)) > 1.2 * p99(latencies.subarray(0, services / 2));
    });
    // It does in 14 % of 2000 runs. None of 50 would be three standard deviations away.
    expect(grows.length).toBeGreaterThan(0);
    expect(grows.length).toBeLessThan(17);
  });
});

describe('the verdict on a unit', () => {
  const verdict = (...args: Parameters<typeof evidenceOf>): Verdict => keepsUp(evidenceOf(...args));
  const continuously = (utilization: number): Verdict =>
    verdict({ arrivalsNanos: evenly(utilization * 1000, 10), serviceNanos: () => milli });
  const inBatches = (ratePerSecond: number, seconds: number, triggers = everyTenth, warmUpSeconds = 0): Verdict =>
    verdict({
      arrivalsNanos: evenly(ratePerSecond, seconds),
      triggers,
      serviceNanos: batchNanos,
      measuredFrom: warmUpSeconds * ratePerSecond,
    });

  test('continuous, evenly spaced: yes up to the capacity, no from 1 % above it', () => {
    expect([0.5, 0.99, 1].map(continuously)).toEqual(['yes', 'yes', 'yes']);
    expect([1.01, 1.02, 2].map(continuously)).toEqual(['no', 'no', 'no']);
  });

  test('yes for batches of a second within capacity, and for a queue at 90 % utilisation', () => {
    const everySecond: Triggers = { intervalNanos: second, phaseNanos: 0.3 * second };
    const afterTwoSeconds = { triggers: everySecond, serviceNanos: batchNanos, measuredFrom: 20_000 };
    expect(verdict({ arrivalsNanos: evenly(10_000, 14), ...afterTwoSeconds })).toBe('yes');
    expect(
      verdict({ arrivalsNanos: poisson({ ratePerSecond: 10_000 }).arrivalsNanos(14 * second, 1), ...afterTwoSeconds }),
    ).toBe('yes');
    expect(
      verdict({
        arrivalsNanos: poisson({ ratePerSecond: 900 }).arrivalsNanos(100 * second, 1),
        serviceNanos: () => milli,
      }),
    ).toBe('yes');
  });

  test('yes for batches within capacity, however many records they hold', () => {
    const arrivalsNanos = evenly(10_000, 10);
    const { meter } = runVirtually({
      arrivalsNanos,
      executor: microBatch(everyTenth),
      serviceNanos: batchNanos,
    });
    expect(meter.backlog.max).toBe(1600);
    expect(inBatches(10_000, 10)).toBe('yes');
  });

  test('yes for batches up to the capacity of their triggers; above it they take longer than the interval', () => {
    expect([19_000, 20_000].map((rate) => inBatches(rate, 8))).toEqual(['yes', 'yes']);
    expect([20_500, 21_000, 22_000, 26_000].map((rate) => inBatches(rate, 8))).toEqual(['no', 'no', 'no', 'no']);
  });

  test('without an interval the capacity is 1/b, once batches have reached their final size', () => {
    // They reach it in 5 times 0.5 s and 5 times 12.5 s; above 25,000 never.
    expect([20_000, 24_000].map((rate) => inBatches(rate, 13, atOnce, 3))).toEqual(['yes', 'inconclusive']);
    expect(inBatches(26_000, 13, atOnce, 3)).toBe('no');
  });

  test('inconclusive for a unit that ends before that, or has fewer than ten intervals', () => {
    expect(inBatches(23_000, 10, atOnce)).toBe('inconclusive');
    expect([0.9, 1].map((seconds) => inBatches(10_000, seconds))).toEqual(['inconclusive', 'yes']);
    expect([0.9, 1].map((seconds) => inBatches(24_000, seconds))).toEqual(['inconclusive', 'no']);
  });

  test('yes for a server that stalls every ten seconds and recovers each time', () => {
    const serviceNanos = (_from: number, _to: number, start: number): number =>
      Math.max(0, second - (start % (10 * second))) + 0.5 * milli;
    expect(verdict({ arrivalsNanos: onGrid(1000, 100_000), serviceNanos })).toBe('yes');
  });

  test('a single stall, at any time, does not count as growth', () => {
    for (const at of [0, 2, 5, 8, 9.8]) {
      const serviceNanos = (_from: number, _to: number, start: number): number =>
        0.5 * milli + (start === at * second ? 0.3 * second : 0);
      expect(verdict({ arrivalsNanos: onGrid(1000, 10_000), serviceNanos }), `stall at ${at} s`).not.toBe('no');
    }
  });

  test('yes for bursts above capacity that are drained within their period, else no', () => {
    const bursts = (peakPerSecond: number): Float64Array =>
      arrivalsOf(burst.curve({ ratePerSecond: 5000, peakPerSecond, onMs: 500, everyMs: 2000 }), 9.3 * second);
    // From within the second period: before the first period there is no burst to drain.
    const of = { serviceNanos: () => 100 * micro, measuredFrom: 18_000 };
    expect(verdict({ arrivalsNanos: bursts(15_000), ...of }, 2 * second)).toBe('yes');
    // A mean of 10,250 per second, at a capacity of 10,000.
    expect(verdict({ arrivalsNanos: bursts(26_000), ...of }, 2 * second)).toBe('no');
  });

  test('yes for a rate that rises within the capacity, which makes batches larger, not late', () => {
    const arrivalsNanos = arrivalsOf(
      ramp.curve({ ratePerSecond: 2000, toPerSecond: 18_000, overMs: 10_000 }),
      10 * second,
    );
    expect(verdict({ arrivalsNanos, triggers: everyTenth, serviceNanos: batchNanos })).toBe('yes');
  });
});

describe('continuous with a commit at the end of each epoch', () => {
  const epoch = { epochNanos: 100 * milli, phaseNanos: 0 };
  const withCommits = (commitMs: number): LoadEvidence =>
    evidenceOf({
      arrivalsNanos: evenly(1000, 5),
      measuredFrom: 500,
      serviceNanos: () => 100 * micro,
      commitNanos: commitMs * milli,
      epoch,
    });

  test.each([5, 95, 100])('keeps up if a commit takes %d of 100 ms', (commitMs) => {
    expect(withCommits(commitMs).meanEpochWorkNanos).toBe(commitMs * milli);
    expect(keepsUp(withCommits(commitMs))).toBe('yes');
  });

  test.each([101, 130, 300])(
    'does not keep up if it takes %d ms, though the backlog is stable, because epochs only get longer',
    (commitMs) => {
      expect(growthOf(withCommits(commitMs))?.high ?? 0).toBeLessThan(0.005);
      expect(keepsUp(withCommits(commitMs))).toBe('no');
    },
  );
});
