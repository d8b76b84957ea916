import type { Clock } from '../clock/clock.ts';

/** Reads around each invocation: its start, processed, committed. */
const readsPerInvocation = 3;
/**
 * One invocation in this many has its observation timed, since timing all would add a clock reading to each; and each
 * that comes this long after the last one timed, since of a few that are timed one disturbed would pass for all.
 */
const sampleEvery = 16;
const sampleAfterNanos = 1_000_000;

/** What measuring itself costs: clock reads, and the time spent on observing an invocation. */
export class HarnessCost {
  #observations = 0;
  /** Those since the last one timed; it stands for those before. */
  #untimed = 0;
  #timedNanos = 0;
  #lastTimedNanos = -Infinity;
  readonly #clock: Clock;
  readonly #readNanos: number;

  /** `readNanos`: what one reading of the clock costs; see `clockReadNanos`. */
  constructor(clock: Clock, readNanos: number) {
    this.#clock = clock;
    this.#readNanos = readNanos;
  }

  /** Call when the observing is done that followed on an invocation free at `freeNanos`. */
  observed(freeNanos: number): void {
    this.#observations++;
    this.#untimed++;
    if (this.#untimed < sampleEvery && freeNanos - this.#lastTimedNanos < sampleAfterNanos) return;
    this.#timedNanos += this.#untimed * Math.max(0, this.#clock.now() - freeNanos - this.#readNanos);
    this.#lastTimedNanos = freeNanos;
    this.#untimed = 0;
  }

  nanos(): number {
    const stoodFor = this.#observations - this.#untimed;
    const observing = stoodFor === 0 ? 0 : (this.#timedNanos / stoodFor) * this.#observations;
    return observing + this.#observations * readsPerInvocation * this.#readNanos;
  }
}

/** The cost of one reading of the clock: the mean of many in a row. */
export function clockReadNanos(clock: Clock): number {
  const reads = 20_000;
  for (let read = 0; read < reads; read++) clock.now();
  const start = clock.now();
  for (let read = 0; read < reads; read++) clock.now();
  return (clock.now() - start) / reads;
}
