import { exactInteger } from '../../columns/exact-integer.ts';
import { grown, isNumber, type Accumulator, type AggregateFunction } from './aggregate.ts';

/**
 * The sum in order of arrival, without partial sums, so that floats are rounded the same under every executor. A sum
 * of integers beyond ±2^53 is an error and not a rounded number.
 */
class Sum implements Accumulator {
  #sums: Float64Array = new Float64Array();
  readonly #exact: boolean;

  constructor(exact: boolean) {
    this.#exact = exact;
  }
  grow(capacity: number): void {
    this.#sums = grown(this.#sums, capacity);
  }
  reset(slot: number): void {
    this.#sums[slot] = 0;
  }
  add(slot: number, value: number): void {
    const sum = this.#sums[slot] + value;
    this.#sums[slot] = this.#exact ? exactInteger(sum) : sum;
  }
  isNull(): boolean {
    return false;
  }
  value(slot: number): number {
    return this.#sums[slot];
  }
}

/** As `Sum`, but null without values. The counts take as much memory as the sums, so only these have them. */
class SumOrNull implements Accumulator {
  readonly #sum: Sum;
  #counts: Float64Array = new Float64Array();

  constructor(exact: boolean) {
    this.#sum = new Sum(exact);
  }
  grow(capacity: number): void {
    this.#sum.grow(capacity);
    this.#counts = grown(this.#counts, capacity);
  }
  reset(slot: number): void {
    this.#sum.reset(slot);
    this.#counts[slot] = 0;
  }
  add(slot: number, value: number): void {
    this.#sum.add(slot, value);
    this.#counts[slot]++;
  }
  isNull(slot: number): boolean {
    return this.#counts[slot] === 0;
  }
  value(slot: number): number {
    return this.#sum.value(slot);
  }
}

export const sum: AggregateFunction = {
  name: 'sum',
  result: (argument) => (isNumber(argument) ? argument : undefined),
  takes: 'a number',
  create({ argumentType, mayBeNull }) {
    const exact = argumentType === 'integer';
    return mayBeNull ? new SumOrNull(exact) : new Sum(exact);
  },
};
