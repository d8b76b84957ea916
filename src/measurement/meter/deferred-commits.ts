import type { Commit, Invocation } from './invocation.ts';

/** Receives each invocation of a unit once all its times are known, and each commit. */
export interface UnitObserver {
  observe(invocation: Readonly<Invocation>): void;
  observeCommit(commit: Readonly<Commit>): void;
}

/** Limits the invocations observed in one call, so that observing a whole epoch does not delay the next record. */
const observedAtOnce = 4;

/** Places of an invocation's fields in the queue. */
const field = { to: 0, start: 1, processed: 2, free: 3, visible: 4, taken: 5, rows: 6 } as const;
const fields = Object.keys(field).length;

/**
 * Holds invocations that another thread commits. Each waits here for the commit that covers it, and is then observed,
 * in order. Commits may be reported late: only the times that they carry count.
 */
export class DeferredCommits {
  readonly #visibleAt: 'write' | 'commit';
  readonly #invocation: Invocation;
  readonly #commits: Commit[] = [];
  #queue = new Float64Array(1024 * fields);
  /** Places of the first invocation in the queue, the first one not known to be visible, and the end of the queue. */
  #first = 0;
  #hidden = 0;
  #end = 0;
  #causes = new Float64Array(1024);
  #firstCause = 0;
  #endCause = 0;
  /** Up to which record commits are known. */
  #position = 0;

  /** `visibleAt`: whether the sink shows rows when it writes them, which `visible` reports, or when it commits them. */
  constructor(visibleAt: 'write' | 'commit') {
    this.#visibleAt = visibleAt;
    const none = { from: 0, to: 0, startNanos: 0, processedNanos: 0, freeNanos: 0, visibleNanos: 0, committedNanos: 0 };
    this.#invocation = { ...none, takenNanos: 0, causes: this.#causes, rows: 0 };
  }

  /** Up to which record commits are known. */
  get position(): number {
    return this.#position;
  }

  /** An invocation was handed over, at `freeNanos`. */
  handedOver({
    to,
    startNanos,
    processedNanos,
    freeNanos,
    takenNanos,
    causes,
    rows,
  }: Readonly<Omit<Invocation, 'visibleNanos' | 'committedNanos'>>): void {
    if (this.#end + fields > this.#queue.length) this.#makeRoom();
    this.#queue[this.#end + field.to] = to;
    this.#queue[this.#end + field.start] = startNanos;
    this.#queue[this.#end + field.processed] = processedNanos;
    this.#queue[this.#end + field.free] = freeNanos;
    // An invocation without rows has nothing to show later.
    this.#queue[this.#end + field.visible] = freeNanos;
    this.#queue[this.#end + field.taken] = takenNanos;
    this.#queue[this.#end + field.rows] = rows;
    this.#end += fields;
    if (rows > 0) this.#addCauses(causes, rows);
  }

  /** Readers can see the rows of all records before `position` since `nanos`. */
  visible(position: number, nanos: number): void {
    for (; this.#hidden < this.#end && this.#queue[this.#hidden + field.to] <= position; this.#hidden += fields) {
      if (this.#queue[this.#hidden + field.rows] > 0) this.#queue[this.#hidden + field.visible] = nanos;
    }
  }

  /** The effect of all records before `position` is committed. */
  committed(position: number, startNanos: number, committedNanos: number, workNanos: number): void {
    if (position <= this.#position) return;
    this.#commits.push({ from: this.#position, to: position, startNanos, committedNanos, workNanos });
    this.#position = position;
  }

  /** Passes a few of the invocations whose commit is known to the observer. */
  observeSome(observer: UnitObserver): void {
    this.#observe(observer, observedAtOnce);
  }

  /** Passes all invocations whose commit is known to the observer. */
  observeAll(observer: UnitObserver): void {
    this.#observe(observer, Infinity);
  }

  #observe(observer: UnitObserver, limit: number): void {
    for (let observed = 0; observed < limit && this.#commits.length > 0; observed++) {
      const [commit] = this.#commits;
      observer.observe(this.#firstCommitted(commit));
      if (this.#invocation.to < commit.to) continue;
      observer.observeCommit(commit);
      this.#commits.shift();
    }
  }

  #firstCommitted({ committedNanos }: Commit): Invocation {
    const { processedNanos, visibleNanos } = this.#take();
    const visible = this.#visibleAt === 'write' ? visibleNanos : committedNanos;
    // Readings of the same clock by two threads may differ by some hundred nanoseconds.
    this.#invocation.visibleNanos = Math.max(processedNanos, visible);
    this.#invocation.committedNanos = Math.max(this.#invocation.visibleNanos, committedNanos);
    return this.#invocation;
  }

  #take(): Invocation {
    const invocation = this.#invocation;
    const place = this.#first;
    invocation.from = invocation.to;
    invocation.to = this.#queue[place + field.to];
    invocation.startNanos = this.#queue[place + field.start];
    invocation.processedNanos = this.#queue[place + field.processed];
    invocation.freeNanos = this.#queue[place + field.free];
    invocation.visibleNanos = this.#queue[place + field.visible];
    invocation.takenNanos = this.#queue[place + field.taken];
    invocation.rows = this.#queue[place + field.rows];
    invocation.causes = this.#causes.subarray(this.#firstCause, this.#firstCause + invocation.rows);
    this.#first += fields;
    this.#hidden = Math.max(this.#hidden, this.#first);
    this.#firstCause += invocation.rows;
    return invocation;
  }

  #addCauses(causes: Float64Array, rows: number): void {
    if (this.#endCause + rows > this.#causes.length) this.#makeRoomForCauses(rows);
    for (let row = 0; row < rows; row++) this.#causes[this.#endCause + row] = causes[row];
    this.#endCause += rows;
  }

  #makeRoom(): void {
    const waiting = this.#queue.subarray(this.#first, this.#end);
    this.#queue = movedToFront(this.#queue, waiting, fields);
    this.#hidden -= this.#first;
    [this.#first, this.#end] = [0, waiting.length];
  }

  #makeRoomForCauses(rows: number): void {
    const waiting = this.#causes.subarray(this.#firstCause, this.#endCause);
    this.#causes = movedToFront(this.#causes, waiting, rows);
    [this.#firstCause, this.#endCause] = [0, waiting.length];
  }
}

/**
 * Moves `waiting`, a part of `numbers`, to the front. Returns `numbers`, or a larger array if less than half of it, or
 * less than `needed`, would be free.
 */
function movedToFront(
  numbers: Float64Array<ArrayBuffer>,
  waiting: Float64Array,
  needed: number,
): Float64Array<ArrayBuffer> {
  const least = Math.max(2 * waiting.length, waiting.length + needed);
  const target = least <= numbers.length ? numbers : new Float64Array(2 ** Math.ceil(Math.log2(least)));
  // `set` copes with overlapping memory.
  target.set(waiting);
  return target;
}
