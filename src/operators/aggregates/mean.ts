import { isNullable, specOf } from '../../columns/column-type.ts';
import { grown, isNumber, type Accumulator, type AggregateFunction } from './aggregate.ts';

/** The sum in order of arrival, divided by the count. Null without values. */
class Mean implements Accumulator {
  #sums: Float64Array = new Float64Array();
  #counts: Float64Array = new Float64Array();

  grow(capacity: number): void {
    this.#sums = grown(this.#sums, capacity);
    this.#counts = grown(this.#counts, capacity);
  }
  reset(slot: number): void {
    this.#sums[slot] = 0;
    this.#counts[slot] = 0;
  }
  add(slot: number, value: number): void {
    this.#sums[slot] += value;
    this.#counts[slot]++;
  }
  isNull(slot: number): boolean {
    return this.#counts[slot] === 0;
  }
  value(slot: number): number {
    // The quotient of the smallest numbers may round to −0. Adding 0 turns that into 0.
    return this.#sums[slot] / this.#counts[slot] + 0;
  }
}

export const mean: AggregateFunction = {
  name: 'mean',
  result: (argument) => (isNumber(argument) ? specOf('float', isNullable(argument)) : undefined),
  takes: 'a number',
  create: () => new Mean(),
};
