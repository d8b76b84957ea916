import { type Accumulator, type AggregateFunction, grown } from './aggregate.ts';

/** The number of rows or, with an argument, of values that are not null. Never null. */
class Count implements Accumulator {
  #counts: Float64Array = new Float64Array();

  grow(capacity: number): void {
    this.#counts = grown(this.#counts, capacity);
  }
  reset(slot: number): void {
    this.#counts[slot] = 0;
  }
  add(slot: number): void {
    this.#counts[slot]++;
  }
  isNull(): boolean {
    return false;
  }
  value(slot: number): number {
    return this.#counts[slot];
  }
  merge(slot: number, other: number): void {
    this.#counts[slot] += this.#counts[other];
  }
}

export const count: AggregateFunction = {
  name: 'count',
  result: () => 'integer',
  takes: 'any value',
  create: () => new Count(),
};
