import type { Accumulator, AggregateFunction } from './aggregate.ts';

/** The number of distinct values that are not null. Never null; without values, 0. Holds all of them. */
class CountDistinct implements Accumulator {
  readonly #values: Set<number>[] = [];

  grow(capacity: number): void {
    while (this.#values.length < capacity) this.#values.push(new Set());
  }
  reset(slot: number): void {
    this.#values[slot].clear();
  }
  add(slot: number, value: number): void {
    this.#values[slot].add(value);
  }
  isNull(): boolean {
    return false;
  }
  value(slot: number): number {
    return this.#values[slot].size;
  }
  merge(slot: number, other: number): void {
    for (const value of this.#values[other]) this.#values[slot].add(value);
  }
}

export const countDistinct: AggregateFunction = {
  name: 'countDistinct',
  result: (argument) => argument && 'integer',
  takes: 'any value',
  create: () => new CountDistinct(),
};
