import { specOf } from '../../columns/column-type.ts';
import { grown, isNumber, type Accumulator, type AggregateFunction } from './aggregate.ts';

/**
 * The sample variance (divided by n − 1), in one pass in order of arrival and without the cancellation of sums of
 * squares. Null for fewer than two values.
 *
 * Source: B. P. Welford, Note on a Method for Calculating Corrected Sums of Squares and Products, Technometrics 4
 * (1962).
 */
class Variance implements Accumulator {
  #counts: Float64Array = new Float64Array();
  #means: Float64Array = new Float64Array();
  /** Sums of squared distances from the mean. */
  #squares: Float64Array = new Float64Array();

  grow(capacity: number): void {
    this.#counts = grown(this.#counts, capacity);
    this.#means = grown(this.#means, capacity);
    this.#squares = grown(this.#squares, capacity);
  }
  reset(slot: number): void {
    this.#counts[slot] = 0;
    this.#means[slot] = 0;
    this.#squares[slot] = 0;
  }
  add(slot: number, value: number): void {
    const distance = value - this.#means[slot];
    this.#means[slot] += distance / ++this.#counts[slot];
    this.#squares[slot] += distance * (value - this.#means[slot]);
  }
  isNull(slot: number): boolean {
    return this.#counts[slot] < 2;
  }
  value(slot: number): number {
    return this.#squares[slot] / (this.#counts[slot] - 1);
  }
}

class StandardDeviation extends Variance {
  override value(slot: number): number {
    return Math.sqrt(super.value(slot));
  }
}

function spread(name: string, create: () => Accumulator): AggregateFunction {
  return {
    name,
    result: (argument) => (isNumber(argument) ? specOf('float', true) : undefined),
    takes: 'a number',
    create,
  };
}

export const variance = spread('variance', () => new Variance());
/** The square root of the sample variance. */
export const standardDeviation = spread('standardDeviation', () => new StandardDeviation());
