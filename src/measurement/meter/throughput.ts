import type { Commit } from './invocation.ts';

/**
 * Records committed per second, from the last commit before the measured period to the last one within it. Between two
 * commits, because all records of a micro-batch count at its commit.
 */
export class Throughput {
  #fromNanos = 0;
  #toNanos = 0;
  #records = 0;
  readonly #measuredFromNanos: number;
  readonly #measuredToNanos: number;

  /** The measured period: the arrivals of its first and last record. */
  constructor(measuredFromNanos: number, measuredToNanos: number) {
    this.#measuredFromNanos = measuredFromNanos;
    this.#measuredToNanos = measuredToNanos;
  }

  observe({ from, to, committedNanos }: Commit): void {
    if (committedNanos <= this.#measuredFromNanos) this.#fromNanos = committedNanos;
    // If all records arrive at once, the period is empty: count all commits.
    else if (committedNanos <= this.#measuredToNanos || this.#measuredToNanos === this.#measuredFromNanos) {
      this.#toNanos = committedNanos;
      this.#records += to - from;
    }
  }

  /** Null if nothing was committed in the period. */
  perSecond(): number | null {
    return this.#records === 0 ? null : (this.#records * 1e9) / (this.#toNanos - this.#fromNanos);
  }
}
