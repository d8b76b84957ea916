import type { Accumulator, AggregateFunction } from './aggregate.ts';
import { NumberSets } from './number-sets.ts';

/** The number of distinct values that are not null. Never null; without values, 0. Holds all of them. */
class CountDistinct implements Accumulator {
  readonly #values = new NumberSets();

  grow(capacity: number): void {
    this.#values.grow(capacity);
  }
  reset(slot: number): void {
    this.#values.clear(slot);
  }
  add(slot: number, value: number): void {
    this.#values.add(slot, value);
  }
  isNull(): boolean {
    return false;
  }
  value(slot: number): number {
    return this.#values.size(slot);
  }
  merge(slot: number, other: number): void {
    this.#values.merge(slot, other);
  }
}

export const countDistinct: AggregateFunction = {
  name: 'countDistinct',
  result: (argument) => argument && 'integer',
  takes: 'any value',
  create: () => new CountDistinct(),
};
