import type { Clock } from './clock.ts';

/** Reads around each invocation: its start, processed, committed. */
const readsPerInvocation = 3;
/** One invocation in this many has its observation timed: timing all would add a clock read to each. */
const sampleEvery = 16;

/** What measuring itself costs: clock reads, and the time spent on observing an invocation. */
export class HarnessCost {
  #observations = 0;
  #sampledNanos = 0;
  #samples = 0;
  readonly #clock: Clock;
  readonly #readNanos: number;

  /** `readNanos`: what one reading of the clock costs; see `clockReadNanos`. */
  constructor(clock: Clock, readNanos: number) {
    this.#clock = clock;
    this.#readNanos = readNanos;
  }

  /** Call when the observing is done that followed on an invocation free at `freeNanos`. */
  observed(freeNanos: number): void {
    if (this.#observations++ % sampleEvery !== 0) return;
    this.#sampledNanos += Math.max(0, this.#clock.now() - freeNanos - this.#readNanos);
    this.#samples++;
  }

  nanos(): number {
    const observing = this.#samples === 0 ? 0 : (this.#sampledNanos / this.#samples) * this.#observations;
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
