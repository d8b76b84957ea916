/** The largest relative error of a quantile. */
const relativeError = 0.01;
const gamma = (1 + relativeError) / (1 - relativeError);
const logGamma = Math.log(gamma);
/** Numbers closer to 0 have too few bits for a relative error of 1 %. They count as 0. */
const smallestNormal = 2 ** -1022;

/**
 * Counts of numbers in buckets (γ^(k−1), γ^k] of their magnitude, γ = 1.01 / 0.99. The q-quantile of n numbers is the
 * one with rank ⌊q(n − 1)⌋, counted from 0. The estimate is within 1 % of it, and exact for infinities. NaN is above
 * all numbers. The order of arrival cannot matter. Memory: 115 buckets for each factor of 10 between the numbers.
 * Unlike in the paper, buckets are never merged: doubles fill at most 71,000 for each sign.
 *
 * Source: Masson, Rim and Lee, DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees,
 * VLDB 2019.
 */
export class DDSketch {
  readonly #positive = new Buckets();
  readonly #negative = new Buckets();
  #zeros = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    this.#count++;
    if (value >= smallestNormal) this.#positive.increment(bucketOf(value));
    else if (value <= -smallestNormal) this.#negative.increment(bucketOf(-value));
    else if (!Number.isNaN(value)) this.#zeros++;
  }

  /** @param quantile between 0 and 1 */
  quantile(quantile: number): number {
    let below = Math.floor(quantile * (this.#count - 1));
    for (const bucket of this.#negative.ascending().toReversed())
      if ((below -= this.#negative.count(bucket)) < 0) return -middleOf(bucket);
    if ((below -= this.#zeros) < 0) return 0;
    for (const bucket of this.#positive.ascending())
      if ((below -= this.#positive.count(bucket)) < 0) return middleOf(bucket);
    return NaN;
  }
}

/** The counts of numbers of one sign. */
class Buckets {
  readonly #counts = new Map<number, number>();
  /** Undefined since a bucket was added. */
  #ascending: readonly number[] | undefined;

  increment(bucket: number): void {
    const count = this.#counts.get(bucket);
    if (count === undefined) this.#ascending = undefined;
    this.#counts.set(bucket, (count ?? 0) + 1);
  }

  count(bucket: number): number {
    return this.#counts.get(bucket)!;
  }

  /** Sorted only when buckets were added: after a while they hardly are, and quantiles are asked for at each row. */
  ascending(): readonly number[] {
    return (this.#ascending ??= [...this.#counts.keys()].sort((left, right) => (left < right ? -1 : 1)));
  }
}

function bucketOf(magnitude: number): number {
  return Math.ceil(Math.log(magnitude) / logGamma);
}

/** 2γ^k / (γ + 1): all numbers of the bucket are within the relative error of it. */
function middleOf(bucket: number): number {
  if (bucket === Infinity) return Infinity;
  return Math.min(Math.exp((bucket - 1) * logGamma) * ((2 * gamma) / (gamma + 1)), Number.MAX_VALUE);
}
