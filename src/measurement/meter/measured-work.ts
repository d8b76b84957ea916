import type { Commit, Invocation } from './invocation.ts';
import type { UnitObserver } from './deferred-commits.ts';

/** Invocations, and the commits of their records. Times are in nanoseconds. */
export interface Work {
  readonly invocations: number;
  readonly commits: number;
  readonly records: number;
  /** Processing, and the commit or the handover to the thread that commits. */
  readonly busyNanos: number;
  /** The part before the commits. */
  readonly processingNanos: number;
  /** Time that the system gave to others in the middle of these invocations; not part of the two above. */
  readonly takenNanos: number;
  readonly maxInvocationNanos: number;
}

/** The work on the measured records, and the time that it took. */
export interface WorkInTime extends Work {
  /** From the commit before the first of these commits, or the start of the unit, to the last of them. */
  readonly fromNanos: number;
  readonly toNanos: number;
  /** Between the same two on the thread of the executor: from the end of one invocation to that of another. */
  readonly threadNanos: number;
}

/** Sums of work, changed in place: there may be tens of millions of invocations. */
type Sums = { -readonly [Member in keyof Work]: Work[Member] };

function noWork(): Sums {
  const time = { busyNanos: 0, processingNanos: 0, takenNanos: 0, maxInvocationNanos: 0 };
  return { invocations: 0, commits: 0, records: 0, ...time };
}

function clear(sums: Sums): void {
  sums.invocations = 0;
  sums.commits = 0;
  sums.records = 0;
  sums.busyNanos = 0;
  sums.processingNanos = 0;
  sums.takenNanos = 0;
  sums.maxInvocationNanos = 0;
}

function add(sums: Sums, work: Work): void {
  sums.invocations += work.invocations;
  sums.commits += work.commits;
  sums.records += work.records;
  sums.busyNanos += work.busyNanos;
  sums.processingNanos += work.processingNanos;
  sums.takenNanos += work.takenNanos;
  sums.maxInvocationNanos = Math.max(sums.maxInvocationNanos, work.maxInvocationNanos);
}

/** When the commit before the measured ones was done, the last one, and the one before that. */
interface Ends {
  start: number;
  beforeLast: number;
  last: number;
}

/**
 * The work that rates, costs and shares of a unit are about: all of them the same invocations and the same time. It is
 * every commit that holds a measured record, apart from the last one. The end of the records cuts its micro-batch
 * short, so that fewer records take the time of an interval.
 */
export class MeasuredWork implements UnitObserver {
  /** Busy time of the whole unit, with its warm-up. */
  allBusyNanos = 0;
  readonly #measuredFrom: number;
  readonly #allAtOnce: boolean;
  /** Since the last commit, in that commit, and in those before it. */
  #open = noWork();
  #last = noWork();
  readonly #earlier = noWork();
  #freeNanos = 0;
  readonly #commits: Ends = { start: 0, beforeLast: 0, last: 0 };
  /** When the executor's thread was done with the records of these commits. */
  readonly #thread: Ends = { start: 0, beforeLast: 0, last: 0 };

  /** `allAtOnce`: all records arrive at the start, so that no micro-batch is cut short. */
  constructor(measuredFrom: number, allAtOnce: boolean) {
    this.#measuredFrom = measuredFrom;
    this.#allAtOnce = allAtOnce;
  }

  observe({ from, to, startNanos, processedNanos, freeNanos, takenNanos }: Readonly<Invocation>): void {
    const busyNanos = Math.max(0, freeNanos - startNanos - takenNanos);
    const open = this.#open;
    open.invocations++;
    open.records += to - from;
    open.busyNanos += busyNanos;
    // Nobody knows in which part time was taken.
    const share = takenNanos === 0 ? 1 : busyNanos / (freeNanos - startNanos);
    open.processingNanos += (processedNanos - startNanos) * share;
    open.takenNanos += takenNanos;
    open.maxInvocationNanos = Math.max(open.maxInvocationNanos, busyNanos);
    this.allBusyNanos += busyNanos;
    this.#freeNanos = freeNanos;
  }

  observeCommit({ to, committedNanos }: Commit): void {
    const isMeasured = to > this.#measuredFrom;
    if (isMeasured) {
      add(this.#earlier, this.#last);
      const counted = this.#last;
      this.#last = this.#open;
      this.#last.commits = 1;
      this.#open = counted;
    }
    clear(this.#open);
    moveOn(this.#commits, committedNanos, isMeasured);
    moveOn(this.#thread, this.#freeNanos, isMeasured);
  }

  /** Call it after the last commit. Without a measured record all is 0. */
  total(): WorkInTime {
    const withLast = this.#allAtOnce || this.#earlier.commits === 0;
    const work = noWork();
    add(work, this.#earlier);
    if (withLast) add(work, this.#last);
    const end = withLast ? 'last' : 'beforeLast';
    return {
      ...work,
      fromNanos: this.#commits.start,
      toNanos: this.#commits[end],
      threadNanos: this.#thread[end] - this.#thread.start,
    };
  }
}

function moveOn(ends: Ends, nanos: number, isMeasured: boolean): void {
  if (!isMeasured) ends.start = nanos;
  ends.beforeLast = isMeasured ? ends.last : nanos;
  ends.last = nanos;
}

/** Records per second; null without work. */
export function throughputOf({ records, fromNanos, toNanos }: WorkInTime): number | null {
  return records === 0 ? null : (records * 1e9) / (toNanos - fromNanos);
}

/** Null without work. */
export function busyNanosPerRecord({ records, busyNanos }: Work): number | null {
  return records === 0 ? null : busyNanos / records;
}

/** The share of the time of its thread in which the executor was busy; null without work. */
export function busyShareOf({ records, busyNanos, threadNanos }: WorkInTime): number | null {
  return records === 0 ? null : busyNanos / threadNanos;
}

/** The mean time of an invocation with its commit or handover; null without work. */
export function meanInvocationNanos({ invocations, busyNanos }: Work): number | null {
  return invocations === 0 ? null : busyNanos / invocations;
}
