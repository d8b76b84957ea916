import type { RunObserver } from './deferred-commits.ts';
import type { Commit, Invocation } from './invocation.ts';

/** What differs from the times of the invocation only where another thread commits. */
interface DeferredTimes {
  readonly free: Float64Array;
  readonly visible: Float64Array;
  /** Of the commit whose last invocation this is; NaN where it is none's. */
  readonly commitStart: Float64Array;
  /** Of the same commit. */
  readonly commitWork: Float64Array;
}

/**
 * Notes what is observed of a run, and tells it to another observer when the run is over. So measuring takes some
 * stores for each invocation out of the run, and nothing for each record: figures are worked out afterwards.
 *
 * It holds 32 bytes for each invocation, 64 where another thread commits, and 8 for each row.
 */
export class InvocationLog implements RunObserver {
  readonly #to: Uint32Array;
  readonly #start: Float64Array;
  readonly #processed: Float64Array;
  readonly #committed: Float64Array;
  readonly #rowEnd: Uint32Array;
  readonly #deferred: DeferredTimes | null;
  #causes: Float64Array;
  #length = 0;
  #rows = 0;

  /**
   * Has room for `recordCount` invocations; rows may be any number.
   *
   * @param isDeferred whether another thread commits; else each invocation is its own commit, visible with it
   */
  constructor(recordCount: number, isDeferred: boolean) {
    // Written to beforehand, because the first touch of each page would be part of a latency, and memory would grow with
    // the number of invocations, so that executors could not be compared by it.
    const column = (): Float64Array => new Float64Array(recordCount).fill(NaN);
    this.#to = new Uint32Array(recordCount).fill(1);
    this.#rowEnd = new Uint32Array(recordCount).fill(1);
    this.#start = column();
    this.#processed = column();
    this.#committed = column();
    this.#deferred = isDeferred
      ? { free: column(), visible: column(), commitStart: column(), commitWork: column() }
      : null;
    this.#causes = new Float64Array(recordCount);
  }

  /** Invocations come in order, each from the record at which the one before ended. */
  observe({
    to,
    startNanos,
    processedNanos,
    freeNanos,
    visibleNanos,
    committedNanos,
    causes,
    rows,
  }: Readonly<Invocation>): void {
    const index = this.#length++;
    this.#to[index] = to;
    this.#start[index] = startNanos;
    this.#processed[index] = processedNanos;
    this.#committed[index] = committedNanos;
    if (rows > 0) this.#appendCauses(causes, rows);
    this.#rowEnd[index] = this.#rows;
    if (this.#deferred === null) return;
    this.#deferred.free[index] = freeNanos;
    this.#deferred.visible[index] = visibleNanos;
  }

  /** Comes after the last invocation that the commit covers. */
  observeCommit({ startNanos, workNanos = NaN }: Readonly<Commit>): void {
    if (this.#deferred === null) return;
    this.#deferred.commitStart[this.#length - 1] = startNanos;
    this.#deferred.commitWork[this.#length - 1] = workNanos;
  }

  /** Tells all invocations and commits in their order, by one object that is reused. */
  replay(observer: RunObserver): void {
    const invocation: Invocation = {
      from: 0,
      to: 0,
      startNanos: 0,
      processedNanos: 0,
      freeNanos: 0,
      visibleNanos: 0,
      committedNanos: 0,
      causes: this.#causes,
      rows: 0,
    };
    let rowsBefore = 0;
    let commitFrom = 0;
    for (let index = 0; index < this.#length; index++) {
      invocation.from = invocation.to;
      this.#read(index, rowsBefore, invocation);
      observer.observe(invocation);
      rowsBefore = this.#rowEnd[index];
      const { to, startNanos, committedNanos } = invocation;
      const commitStart = this.#deferred?.commitStart[index] ?? startNanos;
      if (Number.isNaN(commitStart)) continue;
      const workNanos = this.#deferred?.commitWork[index];
      observer.observeCommit({
        from: commitFrom,
        to,
        startNanos: commitStart,
        committedNanos,
        ...(workNanos !== undefined && { workNanos }),
      });
      commitFrom = to;
    }
  }

  #read(index: number, rowsBefore: number, invocation: Invocation): void {
    invocation.to = this.#to[index];
    invocation.startNanos = this.#start[index];
    invocation.processedNanos = this.#processed[index];
    invocation.committedNanos = this.#committed[index];
    invocation.freeNanos = this.#deferred?.free[index] ?? invocation.committedNanos;
    invocation.visibleNanos = this.#deferred?.visible[index] ?? invocation.committedNanos;
    invocation.rows = this.#rowEnd[index] - rowsBefore;
    if (invocation.rows > 0) invocation.causes = this.#causes.subarray(rowsBefore, this.#rowEnd[index]);
  }

  #appendCauses(causes: Float64Array, rows: number): void {
    const end = this.#rows + rows;
    if (end > this.#causes.length) this.#makeRoomForCauses(end);
    for (let row = 0; row < rows; row++) this.#causes[this.#rows + row] = causes[row];
    this.#rows = end;
  }

  #makeRoomForCauses(needed: number): void {
    const causes = new Float64Array(Math.max(needed, 2 * this.#causes.length));
    causes.set(this.#causes);
    this.#causes = causes;
  }
}
