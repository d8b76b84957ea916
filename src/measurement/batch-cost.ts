import type { Invocation } from './invocation.ts';

/** What an invocation of n records costs, commit included: `fixedNanos` + n · `perRecordNanos`. */
export interface AffineCost {
  readonly fixedNanos: number;
  readonly perRecordNanos: number;
}

/**
 * The cost of the measured invocations as a line over their sizes, by least squares; covariances are updated one by
 * one, because sums of squares would cancel (B. P. Welford, Technometrics 4 (1962)).
 */
export class BatchCost {
  #count = 0;
  #meanRecords = 0;
  #meanNanos = 0;
  #squares = 0;
  #products = 0;
  readonly #measuredFrom: number;

  constructor(measuredFrom: number) {
    this.#measuredFrom = measuredFrom;
  }

  observe({ from, to, startNanos, freeNanos }: Readonly<Invocation>): void {
    if (from < this.#measuredFrom) return;
    const records = to - from;
    const beyond = records - this.#meanRecords;
    this.#count++;
    this.#meanRecords += beyond / this.#count;
    this.#meanNanos += (freeNanos - startNanos - this.#meanNanos) / this.#count;
    this.#squares += beyond * (records - this.#meanRecords);
    this.#products += beyond * (freeNanos - startNanos - this.#meanNanos);
  }

  /** Both parts ≥ 0; null where all invocations had one size, which tells the parts not apart. */
  fit(): AffineCost | null {
    if (this.#squares === 0) return null;
    const most = this.#meanNanos / this.#meanRecords;
    const perRecordNanos = Math.min(most, Math.max(0, this.#products / this.#squares));
    return { fixedNanos: this.#meanNanos - perRecordNanos * this.#meanRecords, perRecordNanos };
  }
}

/** A size settles by a factor e in a/(1 − bλ)²: after five of these within 1 %. */
const settlingTimes = 5;

/**
 * How long micro-batches that follow one another take to find their size. Each leaves bλ of what the one before was
 * beyond it. 0 where nothing settles: all have one size, or the rate is beyond 1/b and they grow without end.
 */
export function settlingNanos(cost: AffineCost | null, ratePerSecond: number): number {
  if (cost === null) return 0;
  const idleShare = 1 - (cost.perRecordNanos * ratePerSecond) / 1e9;
  return idleShare <= 0 ? 0 : (settlingTimes * cost.fixedNanos) / idleShare ** 2;
}
