import type { Commit } from './invocation.ts';

export interface BacklogSample {
  readonly nanos: number;
  /** Records that have arrived and whose effect is not yet committed. */
  readonly records: number;
  /** How long the first of them has waited since its arrival. */
  readonly waitedNanos: number;
}

/**
 * Samples how many records wait. A sample belongs to the first commit after each sample time, and is taken just before
 * that commit, or before the invocation that ends in it. So all samples have the same phase of the trigger or epoch:
 * the sawtooth between triggers has a slope of its own.
 */
export class Backlog {
  readonly samples: BacklogSample[] = [];
  /** The largest backlog just before a commit of measured records. */
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

  /** How many records have arrived by `nanos`, which must not decrease from call to call. */
  #arrivedAt(nanos: number): number {
    while (this.#arrived < this.#arrivalsNanos.length && this.#arrivalsNanos[this.#arrived] <= nanos) this.#arrived++;
    return this.#arrived;
  }
}
