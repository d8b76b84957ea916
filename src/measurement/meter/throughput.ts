import type { Commit } from './invocation.ts';

/**
 * Records committed per second, from the last commit before the measured period to the last one within it:
 * between two commits, because a micro-batch's records all count at its commit.
 */
export class Throughput {
  #fromNanos = 0;
  #toNanos = 0;
  #records = 0;
  readonly #measuredFromNanos: number;
  readonly #measuredToNanos: number;

  /** The measured period, by the arrival of its first and last record. */
  constructor(measuredFromNanos: number, measuredToNanos: number) {
    this.#measuredFromNanos = measuredFromNanos;
    this.#measuredToNanos = measuredToNanos;
  }

  observe({ from, to, committedNanos }: Commit): void {
    if (committedNanos <= this.#measuredFromNanos) this.#fromNanos = committedNanos;
    // A run that pours all records in at once commits nothing within the period: it counts as a whole.
    else if (committedNanos <= this.#measuredToNanos || this.#measuredToNanos === this.#measuredFromNanos) {
      this.#toNanos = committedNanos;
      this.#records += to - from;
    }
  }

  /** Null where nothing was committed in the period. */
  perSecond(): number | null {
    return this.#records === 0 ? null : (this.#records * 1e9) / (this.#toNanos - this.#fromNanos);
  }
}
