import { lookEveryMs } from './thread-end.ts';

/** What the thread of a sink tells, in nanoseconds since the start of the run. */
export interface CommitObserver {
  /** Readers see all rows of the records before `position`. Only of sinks that show rows before their commit. */
  visible(position: number, nanos: number): void;
  /** The effect of all records before `position` is committed; of such sinks it is durable, of others visible too. `workNanos`: spent on it and on
   * the writes since the one before. */
  committed(position: number, startNanos: number, committedNanos: number, workNanos: number): void;
}

export type CommitEventMemory = SharedArrayBuffer;

const kind = { visible: 1, committed: 2, failed: 3 } as const;
const fields = 5;
/**
 * A power of two, and far more than can come between two looks: each event needs a new position, all positions there
 * are share one, and the executor looks after each position that it hands over.
 */
const capacity = 64;
const countBytes = 8;

export function commitEventMemory(): CommitEventMemory {
  return new SharedArrayBuffer(countBytes + capacity * fields * Float64Array.BYTES_PER_ELEMENT);
}

/** Events from the thread of a sink to that of the executor, which looks for them when it has time. */
abstract class CommitEventRing {
  /** How many were told: changes by one for each, and wraps. */
  protected readonly told: Int32Array;
  readonly #fields: Float64Array;

  constructor(memory: CommitEventMemory) {
    this.told = new Int32Array(memory, 0, 1);
    this.#fields = new Float64Array(memory, countBytes);
  }

  protected fieldsOf(event: number): Float64Array {
    const start = (event & (capacity - 1)) * fields;
    return this.#fields.subarray(start, start + fields);
  }
}

export class CommitEventTeller extends CommitEventRing implements CommitObserver {
  visible(position: number, nanos: number): void {
    this.#tell(kind.visible, position, nanos, nanos);
  }

  committed(position: number, startNanos: number, committedNanos: number, workNanos: number): void {
    this.#tell(kind.committed, position, startNanos, committedNanos, workNanos);
  }

  /** Nothing more will come. */
  failed(): void {
    this.#tell(kind.failed, 0, 0, 0);
  }

  #tell(...event: readonly number[]): void {
    this.fieldsOf(this.told[0]).set(event);
    Atomics.add(this.told, 0, 1);
    Atomics.notify(this.told, 0);
  }
}

export class CommitEventListener extends CommitEventRing {
  #heard = 0;

  /** Hands on what was told since. False: the sink failed. */
  collect(observer: CommitObserver): boolean {
    const told = Atomics.load(this.told, 0);
    for (; this.#heard !== told; this.#heard = (this.#heard + 1) | 0) {
      const [what, position, startNanos, nanos, workNanos] = this.fieldsOf(this.#heard);
      if (what === kind.failed) return false;
      if (what === kind.visible) observer.visible(position, nanos);
      else observer.committed(position, startNanos, nanos, workNanos);
    }
    return true;
  }

  /** Returns once something was told that was not collected. False: nothing was, and the teller is gone. */
  wait(isTellerGone: () => boolean): boolean {
    while (Atomics.wait(this.told, 0, this.#heard, lookEveryMs) === 'timed-out') {
      // What it told last may have come since.
      if (isTellerGone()) return Atomics.load(this.told, 0) !== this.#heard;
    }
    return true;
  }
}
