import { livenessCheckMs } from '../threads/thread-end.ts';

/** The memory that both ends of a ring share. It can be sent to another thread. */
export interface RingMemory {
  readonly control: SharedArrayBuffer;
  readonly bytes: SharedArrayBuffer;
}

/** Indices in `control`. `written` and `taken` count bytes and wrap at 2^32; only their difference is used. */
const place = { written: 0, taken: 1, asleep: 2, closed: 3 } as const;

/** `capacity`: in bytes, a power of two. */
export function ringMemory(capacity: number): RingMemory {
  return { control: new SharedArrayBuffer(4 * Object.keys(place).length), bytes: new SharedArrayBuffer(capacity) };
}

/** The writing end of a ring. When the ring is full, the writer waits. */
export class RingWriter {
  readonly #control: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #isReaderGone: () => boolean;

  /** `isReaderGone`: asked while the ring is full, because a thread may end without closing its end. */
  constructor({ control, bytes }: RingMemory, isReaderGone: () => boolean) {
    this.#control = new Int32Array(control);
    this.#bytes = new Uint8Array(bytes);
    this.#isReaderGone = isReaderGone;
  }

  /** Writes the first `length` bytes of `source`, and waits while the ring is full. False: the reader is gone. */
  put(source: Uint8Array, length: number): boolean {
    const capacity = this.#bytes.length;
    for (let done = 0; done < length;) {
      const room = this.#waitForRoom();
      if (room === 0) return false;
      const start = this.#control[place.written] & (capacity - 1);
      const piece = Math.min(room, length - done, capacity - start);
      this.#bytes.set(source.subarray(done, done + piece), start);
      done += piece;
      Atomics.add(this.#control, place.written, piece);
    }
    // The reader has to start before the ring is full, or the writer would wait for it.
    if (this.#used() >= capacity / 2) this.wake();
    return true;
  }

  /** Wakes the reader if it sleeps. This is a system call, so `put` does not make it each time. */
  wake(): void {
    if (Atomics.load(this.#control, place.asleep) === 0) return;
    Atomics.store(this.#control, place.asleep, 0);
    Atomics.notify(this.#control, place.asleep);
  }

  #used(): number {
    return (this.#control[place.written] - Atomics.load(this.#control, place.taken)) | 0;
  }

  /** Returns how many bytes fit into the ring; 0 if the reader is gone. */
  #waitForRoom(): number {
    for (;;) {
      const taken = Atomics.load(this.#control, place.taken);
      if (Atomics.load(this.#control, place.closed) === 1) return 0;
      const room = this.#bytes.length - ((this.#control[place.written] - taken) | 0);
      if (room > 0) return room;
      this.wake();
      const result = Atomics.wait(this.#control, place.taken, taken, livenessCheckMs);
      if (result === 'timed-out' && this.#isReaderGone()) return 0;
    }
  }
}

/** The reading end of a ring. */
export class RingReader {
  readonly #control: Int32Array;
  readonly #bytes: Uint8Array;

  constructor({ control, bytes }: RingMemory) {
    this.#control = new Int32Array(control);
    this.#bytes = new Uint8Array(bytes);
  }

  get capacity(): number {
    return this.#bytes.length;
  }

  /** Moves the bytes that fit into `target` from `offset` on, and returns how many. */
  take(target: Uint8Array, offset: number): number {
    const capacity = this.#bytes.length;
    const taken = this.#control[place.taken];
    const length = Math.min((Atomics.load(this.#control, place.written) - taken) | 0, target.length - offset);
    const start = taken & (capacity - 1);
    const first = Math.min(length, capacity - start);
    target.set(this.#bytes.subarray(start, start + first), offset);
    target.set(this.#bytes.subarray(0, length - first), offset + first);
    Atomics.add(this.#control, place.taken, length);
    Atomics.notify(this.#control, place.taken);
    return length;
  }

  /** Sleeps until the writer wakes it or the time is over. `hasWork`: asked once a wake is heard; true: no sleep. */
  sleep(milliseconds: number, hasWork: () => boolean): void {
    Atomics.store(this.#control, place.asleep, 1);
    if (!hasWork()) Atomics.wait(this.#control, place.asleep, 1, milliseconds);
    Atomics.store(this.#control, place.asleep, 0);
  }

  isEmpty(): boolean {
    return Atomics.load(this.#control, place.written) === this.#control[place.taken];
  }

  /** Ends reading: from now on `put` returns false, also a `put` that waits. */
  close(): void {
    Atomics.store(this.#control, place.closed, 1);
    // Another value of `taken` keeps a writer that has just found no room from starting to wait.
    Atomics.add(this.#control, place.taken, 1);
    Atomics.notify(this.#control, place.taken);
  }
}
