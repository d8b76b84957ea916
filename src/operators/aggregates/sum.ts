import type { ColumnType } from '../../columns/column-type.ts';
import { exactInteger } from '../../columns/exact-integer.ts';
import { grown, isNumber, type Accumulator, type AggregateFunction } from './aggregate.ts';

/**
 * The sum in order of arrival, without partial sums, so that floats are rounded the same under every executor. A sum
 * of integers beyond ±2^53 is an error and not a rounded number. Null without values.
 */
class Sum implements Accumulator {
  #sums: Float64Array = new Float64Array();
  #counts: Float64Array = new Float64Array();
  readonly #exact: boolean;

  constructor(type: ColumnType | undefined) {
    this.#exact = type === 'integer';
  }
  grow(capacity: number): void {
    this.#sums = grown(this.#sums, capacity);
    this.#counts = grown(this.#counts, capacity);
  }
  reset(slot: number): void {
    this.#sums[slot] = 0;
    this.#counts[slot] = 0;
  }
  add(slot: number, value: number): void {
    const sum = this.#sums[slot] + value;
    this.#sums[slot] = this.#exact ? exactInteger(sum) : sum;
    this.#counts[slot]++;
  }
  isNull(slot: number): boolean {
    return this.#counts[slot] === 0;
  }
  value(slot: number): number {
    return this.#sums[slot];
  }
}

export const sum: AggregateFunction = {
  name: 'sum',
  result: (argument) => (isNumber(argument) ? argument : undefined),
  takes: 'a number',
  create: (type) => new Sum(type),
};
