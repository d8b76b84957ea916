import assert from 'node:assert';
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { fate } from '../../columns/fate.ts';
import type { Executor } from '../../executors/executor.ts';
import { encodeHdr } from '../histogram/hdr-encoding.ts';
import { DeferredCommits, type UnitObserver } from '../meter/deferred-commits.ts';
import type { Commit, Invocation } from '../meter/invocation.ts';
import { Meter } from '../meter/meter.ts';
import type { Burst } from '../meter/recovery.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';
import { VirtualEpochs, type VirtualEpoch } from './virtual-epochs.test-program.ts';

export const second = 1e9;
export const milli = 1e6;
export const micro = 1e3;

/** A run whose invocations take a time given by a formula, so that its figures are known beforehand. */
export interface VirtualOptions {
  readonly arrivalsNanos: Float64Array;
  readonly executor: Executor;
  /** The time of an invocation for the records [from, to). */
  readonly serviceNanos: (from: number, to: number, startNanos: number) => number;
  readonly commitNanos?: number;
  /** Another thread commits at the end of each epoch; absent if each invocation ends in its own commit. */
  readonly epoch?: VirtualEpoch;
  readonly measuredFrom?: number;
  readonly sampleNanos?: number;
  readonly burst?: Burst;
  /** Absent for a clock that waits exactly. */
  readonly clock?: VirtualClock;
  /** Time that was taken from the invocation that has just ended; absent where nothing disturbs the run. */
  readonly takenNanos?: () => number;
}

export interface VirtualRun {
  readonly meter: Meter;
  /** Latency of each measured record, in order of arrival. */
  readonly latenciesNanos: Float64Array;
  /** Time of the commit of every record. */
  readonly commitsNanos: Float64Array;
  readonly invocations: readonly Readonly<Omit<Invocation, 'causes' | 'rows'>>[];
  readonly commits: readonly Commit[];
}

/** Drives the records in virtual time, and checks the invariants of every run. */
export function runVirtually(options: VirtualOptions): VirtualRun {
  const {
    arrivalsNanos,
    executor,
    serviceNanos,
    measuredFrom = 0,
    sampleNanos = second,
    clock = new VirtualClock(),
    burst,
  } = options;
  const fates = new Uint8Array(arrivalsNanos.length).fill(fate.absorbed);
  const dueNanos = (arrival: number): number => executor.dueNanos(arrival);
  const meter = new Meter({ arrivalsNanos, fates, measuredFrom, dueNanos, sampleNanos, burst });
  const invocations: VirtualRun['invocations'][number][] = [];
  const commits: Commit[] = [];
  const commitsNanos = new Float64Array(arrivalsNanos.length);
  const committing = committingOf(options, clock, {
    observe(invocation) {
      invocations.push({ ...invocation });
      commitsNanos.fill(invocation.committedNanos, invocation.from, invocation.to);
      meter.observe(invocation);
    },
    observeCommit(commit) {
      commits.push(commit);
      meter.observeCommit(commit);
    },
  });
  executor.run({
    arrivalsNanos,
    clock,
    invoke: (from, to) => clock.advance(serviceNanos(from, to, clock.now())),
    commit: committing.commit,
    observe(from, to, startNanos, processedNanos, freeNanos) {
      committing.observe({
        from,
        to,
        startNanos,
        processedNanos,
        freeNanos,
        visibleNanos: freeNanos,
        committedNanos: freeNanos,
        takenNanos: options.takenNanos?.() ?? 0,
        causes: new Float64Array(),
        rows: 0,
      });
    },
  });
  committing.settle();
  const latenciesNanos = commitsNanos.map((commit, record) => commit - arrivalsNanos[record]).slice(measuredFrom);
  const run = { meter, latenciesNanos, commitsNanos, invocations, commits };
  checkInvariants(options, run, dueNanos);
  return run;
}

/** Commits each invocation in this thread, or at the end of each epoch in another one. */
function committingOf({ epoch, commitNanos = 0 }: VirtualOptions, clock: VirtualClock, observer: UnitObserver) {
  if (epoch === undefined) {
    const observe = (invocation: Invocation): void => {
      observer.observe(invocation);
      observer.observeCommit(invocation);
    };
    return { commit: () => clock.advance(commitNanos), observe, settle: () => {} };
  }
  const deferred = new DeferredCommits('commit');
  const epochs = new VirtualEpochs(epoch, commitNanos, deferred);
  const observe = (invocation: Invocation): void => {
    deferred.handedOver(invocation);
    deferred.observeSome(observer);
  };
  const settle = (): void => {
    epochs.settle();
    deferred.observeAll(observer);
  };
  return { commit: (position: number) => epochs.handOver(position, clock.now()), observe, settle };
}

/** The value at nearest rank ⌈count · numerator / denominator⌉, in milliseconds. */
export function quantileMs(valuesNanos: Float64Array, numerator: number, denominator: number): number {
  return valuesNanos.toSorted()[Math.ceil((valuesNanos.length * numerator) / denominator) - 1] / milli;
}

/** The exact figures of the latency, in milliseconds. */
export function figuresMs({
  latenciesNanos,
}: Pick<VirtualRun, 'latenciesNanos'>): Record<'mean' | 'p50' | 'p90' | 'p99' | 'p999' | 'max', number> {
  return {
    mean: latenciesNanos.reduce((sum, latency) => sum + latency, 0) / latenciesNanos.length / milli,
    p50: quantileMs(latenciesNanos, 50, 100),
    p90: quantileMs(latenciesNanos, 90, 100),
    p99: quantileMs(latenciesNanos, 99, 100),
    p999: quantileMs(latenciesNanos, 999, 1000),
    max: quantileMs(latenciesNanos, 1, 1),
  };
}

/** The same figures from the meter's histogram, which rounds quantiles. */
export function meteredMs({ meter }: VirtualRun): Record<'mean' | 'p50' | 'p90' | 'p99' | 'p999' | 'max', number> {
  const latency = meter.latency.all();
  return {
    mean: latency.mean! / milli,
    p50: latency.quantile(50, 100)! / milli,
    p90: latency.quantile(90, 100)! / milli,
    p99: latency.quantile(99, 100)! / milli,
    p999: latency.quantile(999, 1000)! / milli,
    max: latency.max! / milli,
  };
}

/** Record i arrives at i/rate, so that some arrive exactly at a trigger. */
export function onGrid(ratePerSecond: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => Math.round((index * second) / ratePerSecond));
}

function checkInvariants(options: VirtualOptions, run: VirtualRun, dueNanos: (arrival: number) => number): void {
  checkCoverage(options, run);
  checkBacklog(options, run);
  checkBusyTime(options, run);
  checkSplit(options, run, dueNanos);
  checkSlowest(run);
  checkTimeline(options, run);
  assert.equal(
    decodeFromCompressedBase64(encodeHdr(run.meter.latency.all())).totalCount,
    run.latenciesNanos.length,
    'the encoded histogram holds all records',
  );
  if ((options.measuredFrom ?? 0) === 0) {
    assert.equal(
      run.meter.latency.all().sum,
      backlogIntegral(options.arrivalsNanos, run),
      "Little's law: the integral of the backlog is the sum of latencies",
    );
  }
}

/** Every record is in one invocation, in order, and measured if it arrived after the warm-up. */
function checkCoverage({ arrivalsNanos, measuredFrom = 0 }: VirtualOptions, { meter, invocations }: VirtualRun): void {
  let next = 0;
  for (const { from, to, startNanos, processedNanos, committedNanos } of invocations) {
    assert(from === next && to > from && startNanos <= processedNanos && processedNanos <= committedNanos);
    assert(arrivalsNanos[to - 1] <= startNanos, 'no record before its arrival');
    next = to;
  }
  assert.equal(next, arrivalsNanos.length);
  assert.equal(meter.latency.all().count, arrivalsNanos.length - measuredFrom);
}

/** Arrivals are commits plus backlog, at every sample. */
function checkBacklog({ arrivalsNanos }: VirtualOptions, { meter, commitsNanos, commits }: VirtualRun): void {
  const committedAt = new Map(commits.map(({ startNanos, from }) => [startNanos, from]));
  for (const { nanos, records } of meter.backlog.samples) {
    const committed = committedAt.get(nanos)!;
    assert(committed === 0 || commitsNanos[committed - 1] <= nanos);
    assert.equal(records, countUpTo(arrivalsNanos, nanos) - committed);
  }
}

/** Busy time is that of the invocations by their formula, plus that of commits in their own thread. */
function checkBusyTime(
  { serviceNanos, commitNanos = 0, epoch }: VirtualOptions,
  { meter, invocations }: VirtualRun,
): void {
  const ownCommitNanos = epoch === undefined ? commitNanos : 0;
  const busy = invocations.reduce(
    (sum, { from, to, startNanos }) => sum + serviceNanos(from, to, startNanos) + ownCommitNanos,
    0,
  );
  assert.equal(meter.work.allBusyNanos, busy);
}

/** For each record the parts are ≥ 0 and add up to the latency, which is no less than the uncorrected one. */
function checkSplit(options: VirtualOptions, run: VirtualRun, dueNanos: (arrival: number) => number): void {
  const { arrivalsNanos, measuredFrom = 0 } = options;
  const { meter, latenciesNanos, invocations } = run;
  const sums = { triggerWait: 0, queueing: 0, processing: 0, commit: 0 };
  for (const { from, to, startNanos, processedNanos, committedNanos } of invocations) {
    for (let record = Math.max(from, measuredFrom); record < to; record++) {
      const due = dueNanos(arrivalsNanos[record]);
      const triggerWait = Math.min(startNanos, due) - arrivalsNanos[record];
      const queueing = Math.max(0, startNanos - due);
      assert(triggerWait >= 0);
      assert(latenciesNanos[record - measuredFrom] >= committedNanos - startNanos, 'no less than uncorrected');
      assert(triggerWait + queueing + committedNanos - startNanos === latenciesNanos[record - measuredFrom]);
      sums.triggerWait += triggerWait;
      sums.queueing += queueing;
      sums.processing += processedNanos - startNanos;
      sums.commit += committedNanos - processedNanos;
    }
  }
  assert.deepEqual(meter.split.sums, sums);
}

/** The slowest hundredth has the right mean, within the width of a bucket, and no negative part. */
function checkSlowest({ meter, latenciesNanos }: VirtualRun): void {
  const slowest = meter.split.slowestHundredth();
  if (latenciesNanos.length < 1000) return assert.equal(slowest, null);
  const expected = latenciesNanos.toSorted().slice(-Math.floor(latenciesNanos.length / 100));
  assert.equal(slowest!.records, expected.length);
  const mean = Object.values(slowest!.sums).reduce((sum, part) => sum + part, 0) / slowest!.records;
  const exact = expected.reduce((sum, latency) => sum + latency, 0) / expected.length;
  assert(Math.abs(mean / exact - 1) < 2 ** -10, `${mean} is not ${exact}`);
  assert(Object.values(slowest!.sums).every((part) => part >= 0));
}

/** Each slice has the records that arrived in it, with their latencies. */
function checkTimeline(
  { arrivalsNanos, measuredFrom = 0 }: VirtualOptions,
  { meter, latenciesNanos, commitsNanos }: VirtualRun,
): void {
  const { startNanos, sliceNanos } = meter.timeline;
  const slices = meter.timeline.slices();
  let first = measuredFrom;
  for (const [index, slice] of slices.entries()) {
    const end = startNanos + (index + 1) * sliceNanos;
    const next = countUpTo(arrivalsNanos, end - 1);
    assert.equal(slice.records, next - first);
    const longest = latenciesNanos
      .slice(first - measuredFrom, next - measuredFrom)
      .reduce((max, latency) => Math.max(max, latency), -1);
    assert.equal(slice.maxNanos ?? -1, longest);
    assert(slice.backlog >= next - countUpTo(commitsNanos, end - 1), 'no less than the backlog at its end');
    first = next;
  }
  assert.equal(first, arrivalsNanos.length);
  // A slice's backlog may hold records of the warm-up, which `backlog.max` does not count.
  if (measuredFrom === 0) assert(slices.every(({ backlog }) => backlog <= meter.backlog.max));
}

/** ∫ backlog dt, event by event, as an exact integer. */
function backlogIntegral(arrivalsNanos: Float64Array, { commits }: VirtualRun): bigint {
  let integral = 0n;
  let [now, backlog, arrived] = [0, 0, 0];
  const passUntil = (nanos: number): void => {
    if (backlog > 0) integral += BigInt(backlog * (nanos - now));
    now = nanos;
  };
  for (const { from, to, committedNanos } of commits) {
    for (; arrivalsNanos[arrived] <= committedNanos; arrived++) {
      passUntil(arrivalsNanos[arrived]);
      backlog++;
    }
    passUntil(committedNanos);
    backlog -= to - from;
  }
  assert.equal(backlog, 0);
  return integral;
}

function countUpTo(arrivalsNanos: Float64Array, nanos: number): number {
  let [low, high] = [0, arrivalsNanos.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (arrivalsNanos[middle] <= nanos) low = middle + 1;
    else high = middle;
  }
  return low;
}
