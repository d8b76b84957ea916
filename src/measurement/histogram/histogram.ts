import { endianness } from 'node:os';

/** Values that share a count: `low` ≤ value ≤ `high`, both whole numbers. */
export interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The low part of the sum stays in (−2^52, 0], so that adding a value below 2^53 never rounds. */
const sumUnit = 2 ** 52;

/**
 * The bits of a double, which give the bucket: the high word holds the exponent and the first 20 bits of the fraction.
 * Integer shifts of the value itself would wrap at 2^31 ns, which is 2.1 s.
 */
const doubleView = new Float64Array(1);
const wordView = new Int32Array(doubleView.buffer);
const highWord = endianness() === 'LE' ? 1 : 0;
const exponentBias = 1023;
const fractionBits = 20;

/**
 * Counts whole numbers from 0 to 2^53 − 1, usually nanoseconds, in buckets whose width grows with the value: one bucket
 * per value below 2^subBucketBits, then 2^subBucketBits buckets per octave. A quantile is the midpoint of a bucket, so
 * its error is at most 2^-(subBucketBits + 1) of the value: 0.05 % with the default of 10 bits, which take 352 KiB.
 * Count, minimum, maximum, sum and mean are exact.
 *
 * Source: the layout of Gil Tene's HdrHistogram (hdrhistogram.org).
 */
export class Histogram {
  readonly #subBucketBits: number;
  readonly #subBuckets: number;
  /** Shifting the high word by so much leaves the exponent and the first `#subBucketBits` bits of the fraction. */
  readonly #fractionShift: number;
  /** The shifted high word of the value 2^subBucketBits, less the index of its bucket. */
  readonly #firstOctave: number;
  /** Doubles, because 32-bit counts could overflow. */
  readonly #counts: Float64Array;
  #count = 0;
  #min = Infinity;
  #max = -Infinity;
  /** The sum is `#sumHigh` · 2^52 + `#sumLow`. */
  #sumHigh = 0;
  #sumLow = 0;

  constructor(subBucketBits = 10) {
    if (!Number.isInteger(subBucketBits) || subBucketBits < 1 || subBucketBits > fractionBits) {
      throw new RangeError(`subBucketBits is ${subBucketBits}, not a whole number from 1 to ${fractionBits}`);
    }
    this.#subBucketBits = subBucketBits;
    this.#subBuckets = 2 ** subBucketBits;
    this.#fractionShift = fractionBits - subBucketBits;
    this.#firstOctave = (exponentBias + subBucketBits - 1) << subBucketBits;
    this.#counts = new Float64Array((54 - subBucketBits) * this.#subBuckets);
  }

  /** Throws RangeError unless `value` is a whole number from 0 to 2^53 − 1. */
  record(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw notRecordable(value);
    this.#counts[this.indexOf(value)]++;
    this.#count++;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    this.#sumLow += value;
    if (this.#sumLow > 0) this.#carry();
  }

  /** Records `value` `count` times. Throws RangeError unless both are whole numbers from 0 to 2^53 − 1. */
  recordMany(value: number, count: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw notRecordable(value);
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`a count of ${count} is not a whole number from 0 on`);
    if (count === 0) return;
    this.#counts[this.indexOf(value)] += count;
    this.#count += count;
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
    if (value * count <= Number.MAX_SAFE_INTEGER) this.#sumLow += value * count;
    else this.#addLargeToSum(BigInt(value) * BigInt(count));
    if (this.#sumLow > 0) this.#carry();
  }

  /** Adds the records of `other`. Throws RangeError unless both have the same number of sub-buckets. */
  merge(other: Histogram): void {
    if (other.#subBucketBits !== this.#subBucketBits) {
      throw new RangeError(
        `histograms with ${this.#subBucketBits} and ${other.#subBucketBits} sub-bucket bits cannot merge`,
      );
    }
    for (let index = 0; index < this.#counts.length; index++) this.#counts[index] += other.#counts[index];
    this.#count += other.#count;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    this.#sumHigh += other.#sumHigh;
    this.#sumLow += other.#sumLow;
    // The sum of two low parts may leave the range in which adding a value does not round.
    if (this.#sumLow <= -sumUnit) {
      this.#sumLow += sumUnit;
      this.#sumHigh--;
    }
  }

  /** Removes all records. */
  clear(): void {
    if (this.#count > 0) this.#counts.fill(0, this.indexOf(this.#min), this.indexOf(this.#max) + 1);
    this.#count = 0;
    this.#min = Infinity;
    this.#max = -Infinity;
    this.#sumHigh = 0;
    this.#sumLow = 0;
  }

  get subBucketBits(): number {
    return this.#subBucketBits;
  }

  get count(): number {
    return this.#count;
  }

  get min(): number | null {
    return this.#count === 0 ? null : this.#min;
  }

  get max(): number | null {
    return this.#count === 0 ? null : this.#max;
  }

  get sum(): bigint {
    return BigInt(this.#sumHigh) * BigInt(sumUnit) + BigInt(this.#sumLow);
  }

  get mean(): number | null {
    if (this.#count === 0) return null;
    const count = BigInt(this.#count);
    return Number(this.sum / count) + Number(this.sum % count) / this.#count;
  }

  /**
   * The value at the nearest rank, ⌈count · numerator / denominator⌉: the midpoint of its bucket, limited to the range
   * from the smallest to the largest record. The quantile is two whole numbers, so that no rounding moves the rank.
   * Null without records. Throws RangeError unless 0 ≤ numerator ≤ denominator and denominator ≥ 1.
   */
  quantile(numerator: number, denominator: number): number | null {
    requireFraction(numerator, denominator);
    if (this.#count === 0) return null;
    const index = this.#indexAtRank(nearestRank(this.#count, numerator, denominator));
    const low = this.lowerEdge(index);
    const midpoint = low + (this.upperEdge(index) - low) / 2;
    return Math.min(this.#max, Math.max(this.#min, midpoint));
  }

  /** The quantile, or null with fewer than 10/(1 − q) records, which are too few for an estimate. */
  quantileIfEnough(numerator: number, denominator: number): number | null {
    requireFraction(numerator, denominator);
    const enough = this.#count * (denominator - numerator) >= 10 * denominator;
    return enough ? this.quantile(numerator, denominator) : null;
  }

  /** The buckets that hold records, in ascending order. */
  *buckets(): Generator<Bucket, void> {
    if (this.#count === 0) return;
    const last = this.indexOf(this.#max);
    for (let index = this.indexOf(this.#min); index <= last; index++) {
      const count = this.#counts[index];
      if (count > 0) yield { low: this.lowerEdge(index), high: this.upperEdge(index), count };
    }
  }

  /** Index of the bucket that holds `value`, a whole number from 0 to 2^53 − 1. */
  indexOf(value: number): number {
    if (value < this.#subBuckets) return value;
    doubleView[0] = value;
    return (wordView[highWord] >> this.#fractionShift) - this.#firstOctave;
  }

  /** Smallest value of bucket `index`. */
  lowerEdge(index: number): number {
    if (index < this.#subBuckets) return index;
    const widthBits = (index >> this.#subBucketBits) - 1;
    return (index - widthBits * this.#subBuckets) * 2 ** widthBits;
  }

  /** Largest value of bucket `index`. */
  upperEdge(index: number): number {
    const widthBits = Math.max(0, (index >> this.#subBucketBits) - 1);
    return this.lowerEdge(index) + (2 ** widthBits - 1);
  }

  #indexAtRank(rank: number): number {
    let index = this.indexOf(this.#min);
    for (let upTo = this.#counts[index]; upTo < rank; upTo += this.#counts[index]) index++;
    return index;
  }

  #carry(): void {
    const units = Math.ceil(this.#sumLow / sumUnit);
    this.#sumLow -= units * sumUnit;
    this.#sumHigh += units;
  }

  #addLargeToSum(amount: bigint): void {
    this.#sumHigh += Number(amount / BigInt(sumUnit));
    this.#sumLow += Number(amount % BigInt(sumUnit));
  }
}

function notRecordable(value: number): RangeError {
  return new RangeError(`cannot record ${value}: not a whole number from 0 to 2^53 − 1`);
}

function requireFraction(numerator: number, denominator: number): void {
  const whole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  if (!whole || denominator < 1 || numerator < 0 || numerator > denominator) {
    throw new RangeError(`${numerator}/${denominator} is not a quantile`);
  }
}

/** ⌈count · numerator / denominator⌉, at least 1. In BigInt, because the product may pass 2^53. */
function nearestRank(count: number, numerator: number, denominator: number): number {
  const divisor = BigInt(denominator);
  const rank = (BigInt(count) * BigInt(numerator) + divisor - 1n) / divisor;
  return Math.max(1, Number(rank));
}
