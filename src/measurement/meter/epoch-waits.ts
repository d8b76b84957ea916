import { Histogram } from '../histogram/histogram.ts';
import type { Commit, Invocation } from './invocation.ts';

/** When the epochs of a unit end, in nanoseconds since its start: at the phase and each whole epoch after it. */
export interface EpochEnds {
  readonly epochNanos: number;
  readonly phaseNanos: number;
}

/**
 * How long records waited for the end of their epoch, before which no effect is visible: the least that their latencies
 * can have been, whatever the machine did to the commits.
 */
export class EpochWaits {
  readonly #waits = new Histogram();
  readonly #ends: EpochEnds;
  #longestCommitNanos = 0;

  constructor(ends: EpochEnds) {
    this.#ends = ends;
  }

  observeEffect(arrivalNanos: number, { visibleNanos }: Readonly<Invocation>): void {
    const { epochNanos, phaseNanos } = this.#ends;
    const endNanos = Math.floor((visibleNanos - phaseNanos) / epochNanos) * epochNanos + phaseNanos;
    this.#waits.record(Math.max(0, endNanos - arrivalNanos));
  }

  observeCommit({ startNanos, committedNanos }: Commit): void {
    this.#longestCommitNanos = Math.max(this.#longestCommitNanos, committedNanos - startNanos);
  }

  /**
   * Null where a commit can have been visible more than an epoch after the end of its own: then that is not known.
   *
   * @param delayNanos by which the machine can have delayed a commit
   */
  waits(delayNanos: number): Histogram | null {
    return this.#longestCommitNanos + delayNanos < this.#ends.epochNanos ? this.#waits : null;
  }
}
