import type { Commit, Invocation } from './invocation.ts';

/** What is told of a run: each invocation, once all that there is to know of it is known, and each commit. */
export interface RunObserver {
  observe(invocation: Readonly<Invocation>): void;
  observeCommit(commit: Readonly<Commit>): void;
}

/** Invocations observed at once at the most, so that measuring a whole epoch does not hold up the record that comes next. */
const observedAtOnce = 4;

/** Fields of one invocation in the queue. */
const field = { to: 0, start: 1, processed: 2, free: 3, visible: 4, rows: 5 } as const;
const fields = Object.keys(field).length;

/**
 * Invocations whose effect is committed later, by another thread: each waits here for the commit that covers it, and
 * is observed then, in its order. Commits may be told late: what counts are the times that they name.
 */
export class DeferredCommits {
  readonly #visibleAt: 'write' | 'commit';
  readonly #invocation: Invocation;
  readonly #commits: Commit[] = [];
  #queue = new Float64Array(1024 * fields);
  /** Places of the first invocation in the queue, of the first one whose visibility is not known, and behind the last. */
  #first = 0;
  #hidden = 0;
  #end = 0;
  #causes = new Float64Array(1024);
  #firstCause = 0;
  #endCause = 0;
  #told = 0;

  /** `visibleAt`: whether the sink shows rows as soon as it writes them, which `visible` tells, or with their commit. */
  constructor(visibleAt: 'write' | 'commit') {
    this.#visibleAt = visibleAt;
    const none = { from: 0, to: 0, startNanos: 0, processedNanos: 0, freeNanos: 0, visibleNanos: 0, committedNanos: 0 };
    this.#invocation = { ...none, causes: this.#causes, rows: 0 };
  }

  /** Up to where commits have been told. */
  get position(): number {
    return this.#told;
  }

  /** An invocation that has been handed over, at `freeNanos`. */
  handedOver({
    to,
    startNanos,
    processedNanos,
    freeNanos,
    causes,
    rows,
  }: Readonly<Omit<Invocation, 'visibleNanos' | 'committedNanos'>>): void {
    if (this.#end + fields > this.#queue.length) this.#makeRoom();
    this.#queue[this.#end + field.to] = to;
    this.#queue[this.#end + field.start] = startNanos;
    this.#queue[this.#end + field.processed] = processedNanos;
    this.#queue[this.#end + field.free] = freeNanos;
    // Without rows there is nothing that could be seen later.
    this.#queue[this.#end + field.visible] = freeNanos;
    this.#queue[this.#end + field.rows] = rows;
    this.#end += fields;
    if (rows > 0) this.#addCauses(causes, rows);
  }

  visible(position: number, nanos: number): void {
    for (; this.#hidden < this.#end && this.#queue[this.#hidden + field.to] <= position; this.#hidden += fields) {
      if (this.#queue[this.#hidden + field.rows] > 0) this.#queue[this.#hidden + field.visible] = nanos;
    }
  }

  committed(position: number, startNanos: number, committedNanos: number, workNanos: number): void {
    if (position > this.#told)
      this.#commits.push({ from: this.#told, to: position, startNanos, committedNanos, workNanos });
    this.#told = Math.max(this.#told, position);
  }

  /** Has some observed of those whose commit has been told. */
  observeSome(observer: RunObserver): void {
    this.#observe(observer, observedAtOnce);
  }

  /** Has all observed whose commit has been told. */
  observeAll(observer: RunObserver): void {
    this.#observe(observer, Infinity);
  }

  #observe(observer: RunObserver, limit: number): void {
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
    // Two threads' readings of one clock may differ by some hundred nanoseconds.
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

/** `numbers` with its part `waiting` in front, or a larger one where then less than half would be free, or less than `needed`. */
function movedToFront(
  numbers: Float64Array<ArrayBuffer>,
  waiting: Float64Array,
  needed: number,
): Float64Array<ArrayBuffer> {
  const least = Math.max(2 * waiting.length, waiting.length + needed);
  const target = least <= numbers.length ? numbers : new Float64Array(2 ** Math.ceil(Math.log2(least)));
  // A typed array set from a part of its own memory behaves as if that were copied first.
  target.set(waiting);
  return target;
}
