import type { UnitObserver } from './deferred-commits.ts';
import type { Commit, Invocation } from './invocation.ts';

/** Times that differ from those of the invocation only if another thread commits. */
interface DeferredTimes {
  readonly free: Float64Array;
  readonly visible: Float64Array;
  /** Start of the commit whose last invocation this is; NaN if it is the last one of none. */
  readonly commitStart: Float64Array;
  /** Work of the same commit. */
  readonly commitWork: Float64Array;
}

/**
 * Records what is observed during a measurement, and replays it to another observer afterwards. So measuring costs a
 * few stores per invocation and nothing per record; the figures are computed afterwards.
 *
 * Takes 32 bytes per invocation, 64 if another thread commits, and 8 per row.
 */
export class InvocationLog implements UnitObserver {
  /** It has room for all. */
  readonly waitedNanos = 0;
  readonly #to: Uint32Array;
  readonly #start: Float64Array;
  readonly #processed: Float64Array;
  readonly #committed: Float64Array;
  readonly #rowEnd: Uint32Array;
  readonly #deferred: DeferredTimes | null;
  /** By the index of the invocation; few have any. */
  readonly #taken = new Map<number, number>();
  #causes: Float64Array;
  #length = 0;
  #rows = 0;

  /**
   * Has room for `recordCount` invocations and any number of rows.
   *
   * @param isDeferred whether another thread commits; else each invocation ends in its own commit and is visible then
   */
  constructor(recordCount: number, isDeferred: boolean) {
    // Filled beforehand: the first write to a page would be part of a latency, and the memory of a unit would depend on
    // its number of invocations, so that executors could not be compared by it.
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

  /** Call it in order: each invocation starts with the record at which the one before ended. */
  observe({
    to,
    startNanos,
    processedNanos,
    freeNanos,
    visibleNanos,
    committedNanos,
    takenNanos,
    causes,
    rows,
  }: Readonly<Invocation>): void {
    const index = this.#length++;
    this.#to[index] = to;
    this.#start[index] = startNanos;
    this.#processed[index] = processedNanos;
    this.#committed[index] = committedNanos;
    if (takenNanos > 0) this.#taken.set(index, takenNanos);
    if (rows > 0) this.#appendCauses(causes, rows);
    this.#rowEnd[index] = this.#rows;
    if (this.#deferred === null) return;
    this.#deferred.free[index] = freeNanos;
    this.#deferred.visible[index] = visibleNanos;
  }

  /** Call it after the last invocation that the commit covers. */
  observeCommit({ startNanos, workNanos = NaN }: Readonly<Commit>): void {
    if (this.#deferred === null) return;
    this.#deferred.commitStart[this.#length - 1] = startNanos;
    this.#deferred.commitWork[this.#length - 1] = workNanos;
  }

  /** Whether the system took time in the middle of any invocation. */
  get hasTaken(): boolean {
    return this.#taken.size > 0;
  }

  /** Passes all invocations and commits to the observer, in order. One object is reused for all invocations. */
  replay(observer: UnitObserver): void {
    const invocation: Invocation = {
      from: 0,
      to: 0,
      startNanos: 0,
      processedNanos: 0,
      freeNanos: 0,
      visibleNanos: 0,
      committedNanos: 0,
      takenNanos: 0,
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
    invocation.takenNanos = this.#taken.get(index) ?? 0;
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
