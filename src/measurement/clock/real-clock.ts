import { Histogram } from '../histogram/histogram.ts';
import type { Clock } from './clock.ts';

/** How an executor passes the time until the next record or trigger: on the processor, or off it. */
export type WaitPolicy = 'spin' | 'park';

/** A time while the executor was idle and yet not asked whether a record is due. */
export interface IdlePause {
  readonly startNanos: number;
  readonly durationNanos: number;
}

/** A poll usually takes under 1 µs; a pause beyond this was not the program's. */
const notedNanos = 1_000_000;
/** Notes are bounded: a machine that is late this often is judged long before. */
const maxNotes = 100_000;

/** The machine's monotonic clock, from the moment of construction on. Notes where the machine held up an idle executor. */
export class RealClock implements Clock {
  /** How late waits ended, in nanoseconds. */
  readonly lateness = new Histogram();
  readonly idlePauses: IdlePause[] = [];
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

  /** The start of the run on the time line of `process.hrtime`, which all threads share; theirs of `performance.now` differ. */
  hrtimeOrigin(): bigint {
    let closest = { apart: Infinity, origin: 0n };
    // Between two readings the machine may do something else: of some pairs the closest one counts.
    for (let pair = 0; pair < 20; pair++) {
      const before = process.hrtime.bigint();
      const now = this.now();
      const apart = Number(process.hrtime.bigint() - before);
      if (apart < closest.apart) closest = { apart, origin: before + BigInt(Math.round(apart / 2) - now) };
    }
    return closest.origin;
  }

  now(): number {
    return Math.round((performance.now() - this.#originMs) * 1e6);
  }

  waitUntil(nanos: number): number {
    let now = this.now();
    if (now >= nanos) return now;
    while (now < nanos) {
      const polled = now;
      // Off the processor, a wait ends some 60 µs late on Linux: with this policy that is part of the latency.
      if (this.#policy === 'park') Atomics.wait(this.#parking, 0, 0, (nanos - polled) / 1e6);
      now = this.now();
      this.#notePause(this.#policy === 'park' ? nanos : polled, now);
    }
    this.lateness.record(now - nanos);
    return now;
  }

  #notePause(fromNanos: number, toNanos: number): void {
    if (toNanos - fromNanos <= notedNanos || this.idlePauses.length === maxNotes) return;
    this.idlePauses.push({ startNanos: fromNanos, durationNanos: toNanos - fromNanos });
  }
}
