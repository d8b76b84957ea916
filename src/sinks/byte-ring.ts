import { lookEveryMs } from './thread-end.ts';

/** What the two ends of a ring share; it can be sent to another thread. */
export interface RingMemory {
  readonly control: SharedArrayBuffer;
  readonly bytes: SharedArrayBuffer;
}

/** Places in `control`. The counts wrap at 2^32: their difference is what counts. */
const place = { written: 0, taken: 1, asleep: 2, closed: 3 } as const;

/** `capacity`: a power of two. */
export function ringMemory(capacity: number): RingMemory {
  return { control: new SharedArrayBuffer(4 * Object.keys(place).length), bytes: new SharedArrayBuffer(capacity) };
}

/** The end that bytes go into. Bounded: a writer that is too far ahead has to wait. */
export class RingWriter {
  readonly #control: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #isReaderGone: () => boolean;

  /** `isReaderGone`: asked while there is no room, because a thread may end without closing its end. */
  constructor({ control, bytes }: RingMemory, isReaderGone: () => boolean) {
    this.#control = new Int32Array(control);
    this.#bytes = new Uint8Array(bytes);
    this.#isReaderGone = isReaderGone;
  }

  /** Puts in the first `length` bytes of `source`, and waits as long as there is no room. False: the reader has gone. */
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
    // A reader that sleeps on would leave the writer to wait.
    if (this.#used() >= capacity / 2) this.wake();
    return true;
  }

  /** Ends the sleep of the reader, if it sleeps: a system call, hence not made for each byte. */
  wake(): void {
    if (Atomics.load(this.#control, place.asleep) === 0) return;
    Atomics.store(this.#control, place.asleep, 0);
    Atomics.notify(this.#control, place.asleep);
  }

  #used(): number {
    return (this.#control[place.written] - Atomics.load(this.#control, place.taken)) | 0;
  }

  /** Returns the bytes that there is room for; 0: the reader has gone. */
  #waitForRoom(): number {
    for (;;) {
      const taken = Atomics.load(this.#control, place.taken);
      if (Atomics.load(this.#control, place.closed) === 1) return 0;
      const room = this.#bytes.length - ((this.#control[place.written] - taken) | 0);
      if (room > 0) return room;
      this.wake();
      if (Atomics.wait(this.#control, place.taken, taken, lookEveryMs) === 'timed-out' && this.#isReaderGone())
        return 0;
    }
  }
}

/** The end that bytes come out of. */
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

  /** Takes what is there and fits into `target` from `offset` on; returns how many bytes that were. */
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

  /** Sleeps until the writer wakes it, or the time is over; not at all where `mayStayAwake` says so once a wake would be heard. */
  sleep(milliseconds: number, mayStayAwake: () => boolean): void {
    Atomics.store(this.#control, place.asleep, 1);
    if (!mayStayAwake()) Atomics.wait(this.#control, place.asleep, 1, milliseconds);
    Atomics.store(this.#control, place.asleep, 0);
  }

  isEmpty(): boolean {
    return Atomics.load(this.#control, place.written) === this.#control[place.taken];
  }

  /** Nothing is taken any more: a writer that waits, or would, is told. */
  close(): void {
    Atomics.store(this.#control, place.closed, 1);
    // Changed, so that a writer that has just found no room does not begin to wait.
    Atomics.add(this.#control, place.taken, 1);
    Atomics.notify(this.#control, place.taken);
  }
}
