import { Histogram } from './histogram.ts';
import type { Clock } from './clock.ts';

/** How an executor passes the time until the next record or trigger: on the processor, or off it. */
export type WaitPolicy = 'spin' | 'park';

/** A wait that ended later than it should have. */
export interface LateWait {
  readonly untilNanos: number;
  readonly lateNanos: number;
}

/** A wait that ends later than this is noted one by one, for a judgement on the machine. */
const notedNanos = 1_000_000;
/** Notes are bounded: a machine that is late this often is judged long before. */
const maxNotes = 100_000;

/** The machine's monotonic clock, from the moment of construction on. Notes how late its waits end. */
export class RealClock implements Clock {
  readonly lateness = new Histogram();
  readonly lateWaits: LateWait[] = [];
  readonly #policy: WaitPolicy;
  readonly #originMs = performance.now();
  readonly #parking = new Int32Array(new SharedArrayBuffer(4));

  constructor(policy: WaitPolicy) {
    this.#policy = policy;
  }

  /** The start of the run on the time line of `performance.now()`, in milliseconds. */
  get originMs(): number {
    return this.#originMs;
  }

  now(): number {
    return Math.round((performance.now() - this.#originMs) * 1e6);
  }

  waitUntil(nanos: number): number {
    let now = this.now();
    if (now >= nanos) return now;
    while (now < nanos) {
      // Off the processor, a wait ends some 60 µs late on Linux: with this policy that is part of the latency.
      if (this.#policy === 'park') Atomics.wait(this.#parking, 0, 0, (nanos - now) / 1e6);
      now = this.now();
    }
    this.#note(nanos, now - nanos);
    return now;
  }

  #note(untilNanos: number, lateNanos: number): void {
    this.lateness.record(lateNanos);
    if (lateNanos > notedNanos && this.lateWaits.length < maxNotes) this.lateWaits.push({ untilNanos, lateNanos });
  }
}
