import type { Clock } from '../clock/clock.ts';

/**
 * The observation of one invocation in this many is timed: timing each would add a clock reading to each. So is one
 * that comes this long after the last one timed: with few timed, a single disturbed one would count for many.
 */
const sampleEvery = 16;
const sampleAfterNanos = 1_000_000;

/** The cost of measuring itself: clock readings, and the time to observe invocations. */
export class HarnessCost {
  #observations = 0;
  /** Observations since the last timed one, which counts for those before it. */
  #untimed = 0;
  #timedNanos = 0;
  #lastTimedNanos = -Infinity;
  readonly #clock: Clock;
  readonly #readNanos: number;
  /** Around each invocation: start, processed, and committed where it ends with a commit. */
  readonly #readsPerInvocation: number;

  /** `readNanos`: the cost of one reading of the clock; see `clockReadNanos`. */
  constructor(clock: Clock, readNanos: number, isCommitting: boolean) {
    this.#clock = clock;
    this.#readNanos = readNanos;
    this.#readsPerInvocation = isCommitting ? 3 : 2;
  }

  /** Call it after the observation of an invocation that ended at `freeNanos`. */
  observed(freeNanos: number): void {
    this.#observations++;
    this.#untimed++;
    if (this.#untimed < sampleEvery && freeNanos - this.#lastTimedNanos < sampleAfterNanos) return;
    this.#timedNanos += this.#untimed * Math.max(0, this.#clock.now() - freeNanos - this.#readNanos);
    this.#lastTimedNanos = freeNanos;
    this.#untimed = 0;
  }

  /** The cost so far, in nanoseconds. */
  nanos(): number {
    const covered = this.#observations - this.#untimed;
    const observing = covered === 0 ? 0 : (this.#timedNanos / covered) * this.#observations;
    return observing + this.#observations * this.#readsPerInvocation * this.#readNanos;
  }
}

/** The cost of one reading of the clock in nanoseconds: the mean of many in a row. */
export function clockReadNanos(clock: Clock): number {
  const reads = 20_000;
  for (let read = 0; read < reads; read++) clock.now();
  const start = clock.now();
  for (let read = 0; read < reads; read++) clock.now();
  return (clock.now() - start) / reads;
}
