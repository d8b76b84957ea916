import { minPauseNanos, unknownRunDelay, type RunDelay } from './run-delay.ts';
import { Histogram } from '../histogram/histogram.ts';
import type { Clock } from './clock.ts';

/** How an executor waits for the next record or trigger: polling on the processor, or asleep off it. */
export type WaitPolicy = 'spin' | 'park';

/** A time in which an idle executor should have polled the clock and did not. */
export interface IdlePause {
  readonly startNanos: number;
  readonly durationNanos: number;
  /** Of it, the time for which the system is known to have run something else. */
  readonly takenNanos: number;
}

const polled = 0;
const latest = 1;
/** If two polls are further apart than this, something else ran in between. */
export const gapNanos = 5000;
/** Bounds the memory. A unit with far fewer pauses is excluded already. */
const maxPauses = 100_000;

/** The machine's monotonic clock, 0 at construction. Records when the machine held up an idle executor. */
export class RealClock implements Clock {
  /** How late waits ended, in nanoseconds. */
  readonly lateness = new Histogram();
  readonly idlePauses: IdlePause[] = [];
  /** Sum of the shorter pauses of a polling executor. */
  shortPausesNanos = 0;
  readonly #policy: WaitPolicy;
  readonly #runDelay: RunDelay;
  readonly #originMs = performance.now();
  /** Of the last two polls. Variables would be garbage: each poll would put its numbers on the heap. */
  readonly #times = new Float64Array(2);
  readonly #parking = new Int32Array(new SharedArrayBuffer(4));

  constructor(policy: WaitPolicy, runDelay: RunDelay = unknownRunDelay) {
    this.#policy = policy;
    this.#runDelay = runDelay;
  }

  /** The zero of this clock on the time line of `performance.now()`, in milliseconds. */
  get originMs(): number {
    return this.#originMs;
  }

  /**
   * The zero of this clock on the time line of `process.hrtime`, in nanoseconds. All threads share that time line,
   * while each has its own of `performance.now`.
   */
  hrtimeOrigin(): bigint {
    let closest = { apart: Infinity, origin: 0n };
    // The machine may run something else between the two readings: use the closest of several pairs.
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
    const times = this.#times;
    times[latest] = this.now();
    if (times[latest] >= nanos) return times[latest];
    const isParked = this.#policy === 'park';
    while (times[latest] < nanos) {
      times[polled] = times[latest];
      // Asleep, a wait ends about 60 µs late on Linux. With this policy that is part of the latency.
      if (isParked) Atomics.wait(this.#parking, 0, 0, (nanos - times[polled]) / 1e6);
      times[latest] = Math.round((performance.now() - this.#originMs) * 1e6);
      if (times[latest] - times[polled] > gapNanos) this.#recordPause(isParked ? nanos : times[polled], times[latest]);
    }
    this.lateness.record(times[latest] - nanos);
    return times[latest];
  }

  #recordPause(fromNanos: number, toNanos: number): void {
    const durationNanos = toNanos - fromNanos;
    if (durationNanos <= minPauseNanos) {
      if (durationNanos > gapNanos) this.#recordShortPause(durationNanos);
      return;
    }
    if (this.idlePauses.length === maxPauses) return;
    this.idlePauses.push({ startNanos: fromNanos, durationNanos, takenNanos: this.#runDelay.take(durationNanos) });
  }

  /** Otherwise what adds up while the executor is idle would be taken out of its next long invocation. */
  #recordShortPause(nanos: number): void {
    this.#runDelay.leaveOut(nanos);
    // Asleep, a wait that ends late shows how the system wakes threads, not what it gave to others.
    if (this.#policy === 'spin') this.shortPausesNanos += nanos;
  }
}
