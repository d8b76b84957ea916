import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { continuous } from '../../executors/continuous.ts';
import { microBatch, type Triggers } from '../../executors/micro-batch.ts';
import { constant } from '../../loads/constant.ts';
import { poisson } from '../../loads/poisson.ts';
import type { VirtualEpoch } from './virtual-epochs.test-program.ts';
import { throughputOf } from '../meter/measured-work.ts';
import {
  figuresMs,
  meteredMs,
  micro,
  milli,
  runVirtually,
  second,
  type VirtualOptions,
  type VirtualRun,
} from './virtual-run.test-program.ts';

const everyTenth: VirtualEpoch = { epochNanos: 100 * milli, phaseNanos: 0 };

/** When each record is committed: at the end of each epoch, all records whose executor was free by then. */
function simulated(
  { invocations }: VirtualRun,
  { epochNanos, phaseNanos }: VirtualEpoch,
  commitNanos: number,
): number[] {
  const handedNanos = invocations.flatMap(({ from, to, freeNanos }) =>
    Array.from({ length: to - from }, () => freeNanos),
  );
  const commits: number[] = [];
  for (let [due, free] = [phaseNanos, 0]; commits.length < handedNanos.length;) {
    const start = Math.max(due, free);
    const covered = handedNanos.slice(commits.length).filter((nanos) => nanos <= start).length;
    if (covered > 0) free = start + commitNanos;
    for (let record = 0; record < covered; record++) commits.push(free);
    while (due <= start) due += epochNanos;
  }
  return commits;
}

/** Continuous, 1000 records/s, 0.1 ms per record, 5 ms per commit. */
function evenly(changes: Partial<VirtualOptions> = {}): VirtualRun {
  const arrivalsNanos = constant({ ratePerSecond: 1000 }).arrivalsNanos(10 * second, 0);
  return runVirtually({
    arrivalsNanos,
    executor: continuous,
    serviceNanos: () => 100 * micro,
    commitNanos: 5 * milli,
    epoch: everyTenth,
    ...changes,
  });
}

describe('continuous with a commit at the end of each epoch', () => {
  const run = evenly();

  test('has latencies that lie evenly between those of the last and the first record of an epoch', () => {
    const { mean, p50, p90, p99, max } = figuresMs(run);
    expect({ mean, p50, p90, p99, max }).toEqual({ mean: 55, p50: 54.5, p90: 94.5, p99: 103.5, max: 104.5 });
    expect(run.latenciesNanos.toSorted()[0]).toBe(5.5 * milli);
  });

  test('has these latencies in the meter, with quantiles within half a bucket', () => {
    const [exact, metered] = [figuresMs(run), meteredMs(run)];
    expect([metered.mean, metered.max]).toEqual([exact.mean, exact.max]);
    for (const name of ['p50', 'p90', 'p99', 'p999'] as const)
      expect(Math.abs(metered[name] / exact[name] - 1)).toBeLessThan(2 ** -11);
  });

  test('has no wait other than that for the commit', () => {
    const { sums, records } = run.meter.split;
    expect([sums.triggerWait, sums.queueing, sums.processing / records / milli, sums.commit / records / milli]).toEqual(
      [0, 0, 0.1, 54.9],
    );
  });

  test('has a busy time without the commits of another thread', () => {
    // The last commit is left out.
    const { busyNanos, invocations, commits } = run.meter.work.total();
    expect([busyNanos, invocations, commits]).toEqual([9_900 * 100 * micro, 9_900, 99]);
  });

  test('has a backlog of one epoch of records just before each commit', () => {
    expect(new Set(run.meter.backlog.samples.map(({ records }) => records))).toEqual(new Set([100]));
    // Five more arrive during the commit.
    expect(run.meter.backlog.max).toBe(105);
  });

  test('has a throughput from commit to commit', () => {
    expect(throughputOf(evenly({ measuredFrom: 2000 }).meter.work.total())).toBe(1000);
  });

  test('commits the last records even if no others follow', () => {
    const few = evenly({ arrivalsNanos: Float64Array.of(10 * milli, 730 * milli) });
    expect(few.commits).toEqual([
      { from: 0, to: 1, startNanos: 100 * milli, committedNanos: 105 * milli, workNanos: 5 * milli },
      { from: 1, to: 2, startNanos: 800 * milli, committedNanos: 805 * milli, workNanos: 5 * milli },
    ]);
  });

  test('has the phase of its epochs', () => {
    const { committedNanos } = evenly({ epoch: { ...everyTenth, phaseNanos: 33 * milli } }).commits[0];
    expect(committedNanos).toBe(38 * milli);
  });

  test('has commits one after the other if they take longer than an epoch', () => {
    const { commits } = evenly({ commitNanos: 130 * milli });
    expect(commits.slice(0, 4).map(({ startNanos }) => startNanos / milli)).toEqual([100, 230, 360, 490]);
    expect(commits.slice(1, -1).every(({ from, to }) => to - from === 130)).toBe(true);
  });
});

describe('micro-batch with a commit at the end of each epoch', () => {
  const triggers: Triggers = { intervalNanos: 20 * milli, phaseNanos: 0 };
  const run = evenly({
    executor: microBatch(triggers),
    serviceNanos: (from, to) => milli + 100 * micro * (to - from),
  });

  test('waits for its trigger, then for the end of the epoch', () => {
    // Batches of 20 records, which take 3 ms each.
    const { sums, records } = run.meter.split;
    expect([sums.triggerWait / records / milli, sums.queueing, sums.processing / records / milli]).toEqual([10, 0, 3]);
    // From 3 ms after the triggers at 0, 20 … 80 ms of an epoch until its end, plus the commit.
    expect(sums.commit / records / milli).toBe((97 + 77 + 57 + 37 + 17) / 5 + 5);
  });
});

test('every record is committed at the end of the epoch in which its invocation ended', () => {
  const times = fc.record({
    service: fc.integer({ min: 0, max: 3000 }),
    interval: fc.option(fc.integer({ min: 0, max: 20_000 })),
    epoch: fc.integer({ min: 1, max: 20_000 }),
    phase: fc.nat(),
    commit: fc.nat(30_000),
    seed: fc.nat(1000),
  });
  fc.assert(
    fc.property(times, ({ service, interval, epoch: epochMicros, phase, commit, seed }) => {
      const arrivalsNanos = poisson({ ratePerSecond: 1000 }).arrivalsNanos(0.1 * second, seed);
      const triggers = interval === null ? undefined : { intervalNanos: interval * micro, phaseNanos: 0 };
      const executor = triggers === undefined ? continuous : microBatch(triggers);
      const epoch = { epochNanos: epochMicros * micro, phaseNanos: (phase % epochMicros) * micro };
      const run = runVirtually({
        arrivalsNanos,
        executor,
        ...(triggers && { triggers }),
        serviceNanos: () => service * micro,
        commitNanos: commit * micro,
        epoch,
      });
      expect([...run.commitsNanos]).toEqual(simulated(run, epoch, commit * micro));
    }),
  );
});
