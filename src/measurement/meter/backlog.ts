import type { Commit } from './invocation.ts';

export interface BacklogSample {
  readonly nanos: number;
  /** Records that have arrived and whose effect is not yet committed. */
  readonly records: number;
  /** How long the first of them has waited. */
  readonly waitedNanos: number;
}

/**
 * How many records wait. Samples are taken just before a commit or the invocation that ends in it, the first one
 * after each sample time: at one phase of the trigger, or of the epoch, because the sawtooth between triggers has a slope of its own.
 */
export class Backlog {
  readonly samples: BacklogSample[] = [];
  max = 0;
  readonly #arrivalsNanos: Float64Array;
  readonly #measuredFrom: number;
  readonly #sampleNanos: number;
  #arrived = 0;
  #nextSampleNanos = 0;

  constructor(arrivalsNanos: Float64Array, measuredFrom: number, sampleNanos: number) {
    this.#arrivalsNanos = arrivalsNanos;
    this.#measuredFrom = measuredFrom;
    this.#sampleNanos = sampleNanos;
  }

  observe({ from, to, startNanos, committedNanos }: Commit): void {
    if (from >= this.#measuredFrom && startNanos >= this.#nextSampleNanos) {
      this.samples.push({
        nanos: startNanos,
        records: this.#arrivedAt(startNanos) - from,
        waitedNanos: startNanos - this.#arrivalsNanos[from],
      });
      this.#nextSampleNanos = (Math.floor(startNanos / this.#sampleNanos) + 1) * this.#sampleNanos;
    }
    if (to > this.#measuredFrom) this.max = Math.max(this.max, this.#arrivedAt(committedNanos) - from);
  }

  /** How many records have arrived by then; times must not descend from call to call. */
  #arrivedAt(nanos: number): number {
    while (this.#arrived < this.#arrivalsNanos.length && this.#arrivalsNanos[this.#arrived] <= nanos) this.#arrived++;
    return this.#arrived;
  }
}
