import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { microBatch, type Triggers } from '../../executors/micro-batch.ts';
import { constant } from '../../loads/constant.ts';
import { poisson } from '../../loads/poisson.ts';
import { throughputOf } from '../meter/measured-work.ts';
import {
  figuresMs,
  meteredMs,
  micro,
  milli,
  onGrid,
  quantileMs,
  runVirtually,
  second,
  type VirtualRun,
} from './virtual-run.test-program.ts';

const everyTenth: Triggers = { intervalNanos: 100 * milli, phaseNanos: 0 };
/** Time of a micro-batch: 20 ms, plus 40 µs per record. */
const serviceNanos = (from: number, to: number): number => 20 * milli + 40 * micro * (to - from);

function splitMeansMs({ meter }: VirtualRun): {
  triggerWait: number;
  queueing: number;
  processing: number;
  commit: number;
} {
  const { sums, records } = meter.split;
  const mean = (sum: number): number => sum / records / milli;
  return {
    triggerWait: mean(sums.triggerWait),
    queueing: mean(sums.queueing),
    processing: mean(sums.processing),
    commit: mean(sums.commit),
  };
}

function sizes({ invocations }: VirtualRun): number[] {
  return invocations.map(({ from, to }) => to - from);
}

/** Commits of a simulation trigger by trigger: a trigger that comes too early waits until the server is free. */
function simulated(
  arrivalsNanos: Float64Array,
  { intervalNanos, phaseNanos }: Triggers,
  service: typeof serviceNanos,
): Float64Array {
  const commits = new Float64Array(arrivalsNanos.length);
  let [free, trigger] = [0, phaseNanos];
  for (let from = 0, to = 0; from < arrivalsNanos.length; from = to) {
    const start = Math.max(free, intervalNanos === 0 ? arrivalsNanos[from] : trigger);
    trigger += Math.max(0, Math.floor((start - trigger) / intervalNanos) + 1) * intervalNanos;
    while (arrivalsNanos[to] <= start) to++;
    if (to > from) free = start + service(from, to);
    commits.fill(free, from, to);
  }
  return commits;
}

describe('micro-batch, evenly spaced records', () => {
  const arrivalsNanos = constant({ ratePerSecond: 10_000 }).arrivalsNanos(10 * second, 0);
  const run = runVirtually({ arrivalsNanos, executor: microBatch(everyTenth), serviceNanos });

  test('latencies lie evenly between those of the last and the first record of a batch', () => {
    expect(figuresMs(run)).toEqual({ mean: 110, p50: 109.95, p90: 149.95, p99: 158.95, p999: 159.85, max: 159.95 });
    expect(run.latenciesNanos.toSorted()[0]).toBe(60.05 * milli);
  });

  test('the meter has the same figures, with quantiles within half a bucket', () => {
    const exact = figuresMs(run);
    const metered = meteredMs(run);
    expect([metered.mean, metered.max]).toEqual([exact.mean, exact.max]);
    for (const name of ['p50', 'p90', 'p99', 'p999'] as const)
      expect(Math.abs(metered[name] / exact[name] - 1)).toBeLessThan(2 ** -11);
  });

  test('trigger wait takes half an interval, and the batch the rest', () => {
    expect(splitMeansMs(run)).toEqual({ triggerWait: 50, queueing: 0, processing: 60, commit: 0 });
  });

  test('the processor is busy for 60 % of the time', () => {
    // The last micro-batch is left out: the first ends at 160 ms, and each of the others 100 ms later.
    const work = run.meter.work.total();
    expect(work).toMatchObject({ busyNanos: 99 * 60 * milli, invocations: 99, records: 99_000 });
    expect([work.maxInvocationNanos, work.threadNanos]).toEqual([60 * milli, 9_960 * milli]);
  });

  test('throughput is from commit to commit', () => {
    const measured = runVirtually({
      arrivalsNanos,
      executor: microBatch(everyTenth),
      serviceNanos,
      measuredFrom: 20_000,
    });
    expect(throughputOf(measured.meter.work.total())).toBe(10_000);
  });

  test('the backlog just before each batch is one interval of records', () => {
    expect(new Set(run.meter.backlog.samples.map(({ records }) => records))).toEqual(new Set([1000]));
    // Before a commit, the records that arrived during the batch wait as well.
    expect(run.meter.backlog.max).toBe(1600);
  });

  test('commits are part of the latency, and a part of the split', () => {
    const committed = runVirtually({
      arrivalsNanos,
      executor: microBatch(everyTenth),
      serviceNanos,
      commitNanos: 10 * milli,
    });
    expect(figuresMs(committed)).toMatchObject({ mean: 120, max: 169.95 });
    expect(splitMeansMs(committed)).toEqual({ triggerWait: 50, queueing: 0, processing: 60, commit: 10 });
  });

  test('a record that arrives at a trigger belongs to it', () => {
    const onTriggers = onGrid(10_000, 100_001);
    const { latenciesNanos } = runVirtually({
      arrivalsNanos: onTriggers,
      executor: microBatch(everyTenth),
      serviceNanos,
      measuredFrom: 1,
    });
    expect([quantileMs(latenciesNanos, 50, 100), quantileMs(latenciesNanos, 1, 1)]).toEqual([109.9, 159.9]);
  });

  test('a phase moves the triggers and changes nothing else', () => {
    const triggers = { intervalNanos: 100 * milli, phaseNanos: 30 * milli };
    const shifted = runVirtually({
      arrivalsNanos,
      executor: microBatch(triggers),
      serviceNanos,
      measuredFrom: 300,
    });
    expect(shifted.invocations[0].startNanos).toBe(30 * milli);
    expect(quantileMs(shifted.latenciesNanos.slice(0, 99_000), 50, 100)).toBe(109.95);
  });
});

describe('micro-batch, Poisson arrivals', () => {
  const arrivalsNanos = poisson({ ratePerSecond: 100 }).arrivalsNanos(1000 * second, 3);
  const service = (from: number, to: number): number => 20 * milli + 2 * milli * (to - from);
  const run = runVirtually({
    arrivalsNanos,
    executor: microBatch(everyTenth),
    serviceNanos: service,
  });

  test('figures are over records, not over batches, so that large batches count more', () => {
    const { mean, p50, p90, p99, p999 } = figuresMs(run);
    const expected = { mean: [92, 0.5], p50: [92, 0.7], p90: [132.09, 0.6], p99: [146.3, 0.9], p999: [154.35, 1.8] };
    for (const [name, value] of Object.entries({ mean, p50, p90, p99, p999 })) {
      const [known, tolerance] = expected[name as keyof typeof expected];
      expect(Math.abs(value - known), `${name} is ${value}, not ${known}`).toBeLessThan(tolerance);
    }
    expect(Math.abs(splitMeansMs(run).processing - 42)).toBeLessThan(0.5);
  });

  test('commits each record at the time of the simulation', () => {
    expect(run.commitsNanos).toEqual(simulated(arrivalsNanos, everyTenth, service));
  });

  test('batches of a thousand records differ too little in size to show', () => {
    const dense = poisson({ ratePerSecond: 10_000 }).arrivalsNanos(50 * second, 3);
    const { mean, p50, p90, p99, p999 } = meteredMs(
      runVirtually({ arrivalsNanos: dense, executor: microBatch(everyTenth), serviceNanos }),
    );
    const expected = [110.04, 110.04, 150.04, 159.24, 161.35];
    [mean, p50, p90, p99, p999].forEach((value, index) =>
      expect(Math.abs(value - expected[index]), `figure ${index} is ${value}`).toBeLessThan(0.42),
    );
  });
});

test('micro-batch, any arrivals, triggers and services: commits each record at the time of the simulation', () => {
  const triggers = fc
    .nat(60)
    .chain((intervalNanos) =>
      fc.record({ intervalNanos: fc.constant(intervalNanos), phaseNanos: fc.nat(Math.max(0, intervalNanos - 1)) }),
    );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0), fc.nat(40)), { maxLength: 60 }),
      triggers,
      fc.nat(90),
      fc.nat(10),
      (gaps, each, fixed, perRecord) => {
        let now = 0;
        const arrivalsNanos = Float64Array.from(gaps, (gap) => (now += gap));
        const service = (from: number, to: number): number => fixed + perRecord * (to - from);
        const run = runVirtually({ arrivalsNanos, executor: microBatch(each), serviceNanos: service });
        expect(run.commitsNanos).toEqual(simulated(arrivalsNanos, each, service));
      },
    ),
    { numRuns: 500 },
  );
});

// The capacity of the triggers is (1 − a/T)/b = 20,000 per second, that of the server 1/b = 25,000.
describe('micro-batch near and above the capacity of its triggers', () => {
  const steady = (ratePerSecond: number): VirtualRun => {
    const run = (arrivalsNanos: Float64Array, measuredFrom: number): VirtualRun =>
      runVirtually({
        arrivalsNanos,
        executor: microBatch(everyTenth),
        serviceNanos,
        measuredFrom,
      });
    const arrivalsNanos = constant({ ratePerSecond }).arrivalsNanos(16 * second, 0);
    // Only whole batches of the final size: a part of one would bias the means.
    const settled = run(arrivalsNanos, 0)
      .invocations.filter(({ startNanos }) => startNanos > 8 * second)
      .slice(0, -3);
    return run(arrivalsNanos.slice(0, settled.at(-1)!.to), settled[0].from);
  };

  test.each([19_000, 20_000])('at %d records per second each batch ends before the next trigger', (ratePerSecond) => {
    const run = steady(ratePerSecond);
    expect(new Set(sizes(run))).toEqual(new Set([ratePerSecond / 10]));
    const { mean, max } = figuresMs(run);
    const tookMs = 20 + 0.004 * ratePerSecond;
    expect(mean).toBeCloseTo(50 + tookMs, 3);
    expect(Math.abs(max - (100 + tookMs))).toBeLessThan(1000 / ratePerSecond);
  });

  test.each([
    { ratePerSecond: 21_000, size: 2625, tookMs: 125 },
    { ratePerSecond: 22_000, size: 3666.7, tookMs: 166.67 },
  ])('at $ratePerSecond batches grow to $size records and no further', ({ ratePerSecond, size, tookMs }) => {
    const run = steady(ratePerSecond);
    expect(Math.abs(sizes(run).at(-2)! - size)).toBeLessThan(1);
    const { mean, max } = figuresMs(run);
    const gapMs = 1000 / ratePerSecond;
    expect(Math.abs(mean - 1.5 * tookMs)).toBeLessThan(gapMs);
    expect(Math.abs(max - 2 * tookMs)).toBeLessThan(2 * gapMs);
    expect(Math.abs(Math.min(...run.latenciesNanos.slice(0, 50_000)) / milli - tookMs)).toBeLessThan(2 * gapMs);
  });

  test('if batches overrun, some records start before their trigger, and no part of their latency is negative', () => {
    const { triggerWait, queueing, processing } = splitMeansMs(steady(22_000));
    expect(triggerWait + queueing + processing).toBeCloseTo(250, 1);
    expect(triggerWait).toBeCloseTo(39.62, 1);
    expect(queueing).toBeCloseTo(43.7, 1);
    expect(processing).toBeCloseTo(166.67, 1);
  });

  test('at 26,000 records per second batches grow without end', () => {
    const all = sizes(steady(26_000)).slice(0, -1);
    expect(all.every((size, index) => index === 0 || size > all[index - 1])).toBe(true);
  });
});

describe('micro-batch without an interval', () => {
  const triggers: Triggers = { intervalNanos: 0, phaseNanos: 0 };
  const service = (from: number, to: number): number => milli + 10 * micro * (to - from);

  test.each([
    { ratePerSecond: 50_000, size: 100, known: [2.98, 3.78, 3.96, 3.98] },
    { ratePerSecond: 80_000, size: 400, known: [7.4875, 9.4875, 9.9375, 9.9875] },
  ])('at $ratePerSecond records per second batches settle at $size records', ({ ratePerSecond, size, known }) => {
    const arrivalsNanos = constant({ ratePerSecond }).arrivalsNanos(2 * second, 0);
    const run = runVirtually({ arrivalsNanos, executor: microBatch(triggers), serviceNanos: service });
    const settled = run.invocations.slice(100, 150);
    expect(new Set(settled.map(({ from, to }) => to - from))).toEqual(new Set([size]));
    const latenciesNanos = run.latenciesNanos.slice(settled[0].from, settled[49].to);
    const { p50, p90, p99, max } = figuresMs({ ...run, latenciesNanos });
    expect([p50, p90, p99, max]).toEqual(known);
  });

  test('each batch is closer to that size than the one before', () => {
    const arrivalsNanos = constant({ ratePerSecond: 50_000 }).arrivalsNanos(0.1 * second, 0);
    const run = runVirtually({ arrivalsNanos, executor: microBatch(triggers), serviceNanos: service });
    // The deviation from 100 halves each time, because bλ = ½.
    expect(sizes(run).slice(0, 9)).toEqual([1, 50, 75, 88, 94, 97, 98, 99, 100]);
  });

  test('all waiting is queueing', () => {
    const arrivalsNanos = constant({ ratePerSecond: 50_000 }).arrivalsNanos(second, 0);
    expect(
      splitMeansMs(runVirtually({ arrivalsNanos, executor: microBatch(triggers), serviceNanos: service })).triggerWait,
    ).toBe(0);
  });

  test('with Poisson arrivals the mean latency is three milliseconds', () => {
    const arrivalsNanos = poisson({ ratePerSecond: 50_000 }).arrivalsNanos(10 * second, 5);
    const run = runVirtually({ arrivalsNanos, executor: microBatch(triggers), serviceNanos: service });
    const { mean, p50, p90, p99, p999 } = figuresMs(run);
    const known = { mean: 3.0167, p50: 3.011, p90: 3.83, p99: 4.198, p999: 4.42 };
    for (const [name, value] of Object.entries({ mean, p50, p90, p99, p999 })) {
      expect(Math.abs(value / known[name as keyof typeof known] - 1), name).toBeLessThan(
        name === 'p999' ? 0.014 : 0.007,
      );
    }
    expect(run.commitsNanos).toEqual(simulated(arrivalsNanos, triggers, service));

    // A batch has a·λ/(1 − bλ) records, and its time the standard deviation b·√(λD/(1 − b²λ²)).
    const settled = run.invocations.slice(100, -1);
    const tookMs = settled.map(({ startNanos, committedNanos }) => (committedNanos - startNanos) / milli);
    const meanMs = tookMs.reduce((sum, took) => sum + took, 0) / settled.length;
    expect((settled.at(-1)!.to - settled[0].from) / settled.length).toBeCloseTo(100, 0);
    expect(Math.sqrt(tookMs.reduce((sum, took) => sum + (took - meanMs) ** 2, 0) / settled.length)).toBeCloseTo(
      0.1155,
      2,
    );
  });
});
