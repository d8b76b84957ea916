import { livenessCheckMs } from '../threads/thread-end.ts';

/** Receives what the thread of a sink reports. Times are nanoseconds since the start of the unit. */
export interface CommitObserver {
  /** Readers see all rows of the records before `position`. Reported only by sinks that show rows before the commit. */
  visible(position: number, nanos: number): void;
  /**
   * The records before `position` are committed: their effect is durable and, in sinks that show rows only at the
   * commit, visible.
   *
   * @param workNanos spent on this commit, and on the writes since the one before
   */
  committed(position: number, startNanos: number, committedNanos: number, workNanos: number): void;
}

export type CommitEventMemory = SharedArrayBuffer;

const kind = { visible: 1, committed: 2, failed: 3 } as const;
const fields = 5;
/**
 * Events that fit: a power of two, and far more than can come between two calls of `collect`. An event needs a new
 * position, one event covers all positions that are there, and the executor collects after each position it hands over.
 */
const capacity = 64;
const countBytes = 8;

export function commitEventMemory(): CommitEventMemory {
  return new SharedArrayBuffer(countBytes + capacity * fields * Float64Array.BYTES_PER_ELEMENT);
}

/** Events from the thread of a sink to that of the executor, which reads them when it has time. */
abstract class CommitEventRing {
  /** How many events were written; wraps. */
  protected readonly written: Int32Array;
  readonly #fields: Float64Array;

  constructor(memory: CommitEventMemory) {
    this.written = new Int32Array(memory, 0, 1);
    this.#fields = new Float64Array(memory, countBytes);
  }

  protected fieldsOf(event: number): Float64Array {
    const start = (event & (capacity - 1)) * fields;
    return this.#fields.subarray(start, start + fields);
  }
}

export class CommitEventWriter extends CommitEventRing implements CommitObserver {
  visible(position: number, nanos: number): void {
    this.#write(kind.visible, position, nanos, nanos);
  }

  committed(position: number, startNanos: number, committedNanos: number, workNanos: number): void {
    this.#write(kind.committed, position, startNanos, committedNanos, workNanos);
  }

  /** The last event: the sink has failed. */
  failed(): void {
    this.#write(kind.failed, 0, 0, 0);
  }

  #write(...event: readonly number[]): void {
    this.fieldsOf(this.written[0]).set(event);
    Atomics.add(this.written, 0, 1);
    Atomics.notify(this.written, 0);
  }
}

export class CommitEventReader extends CommitEventRing {
  #read = 0;

  /** Passes new events to the observer. False: the sink has failed. */
  collect(observer: CommitObserver): boolean {
    const written = Atomics.load(this.written, 0);
    for (; this.#read !== written; this.#read = (this.#read + 1) | 0) {
      const [what, position, startNanos, nanos, workNanos] = this.fieldsOf(this.#read);
      if (what === kind.failed) return false;
      if (what === kind.visible) observer.visible(position, nanos);
      else observer.committed(position, startNanos, nanos, workNanos);
    }
    return true;
  }

  /** Returns once there is an event to collect. False: there is none, and the writer is gone. */
  wait(isWriterGone: () => boolean): boolean {
    while (Atomics.wait(this.written, 0, this.#read, livenessCheckMs) === 'timed-out') {
      // Its last event may have come since.
      if (isWriterGone()) return Atomics.load(this.written, 0) !== this.#read;
    }
    return true;
  }
}
