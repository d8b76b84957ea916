import { type Accumulator, type AggregateFunction, grown } from './aggregate.ts';

/** The first or the last value to arrive that is not null. Null without values. */
class FirstOrLast implements Accumulator {
  #values: Float64Array = new Float64Array();
  #counts: Float64Array = new Float64Array();
  readonly #keepsFirst: boolean;

  constructor(keepsFirst: boolean) {
    this.#keepsFirst = keepsFirst;
  }
  grow(capacity: number): void {
    this.#values = grown(this.#values, capacity);
    this.#counts = grown(this.#counts, capacity);
  }
  reset(slot: number): void {
    this.#counts[slot] = 0;
  }
  add(slot: number, value: number): void {
    if (this.#counts[slot]++ === 0 || !this.#keepsFirst) this.#values[slot] = value;
  }
  isNull(slot: number): boolean {
    return this.#counts[slot] === 0;
  }
  value(slot: number): number {
    return this.#values[slot];
  }
}

function firstOrLast(name: string): AggregateFunction {
  return { name, result: (argument) => argument, takes: 'any value', create: () => new FirstOrLast(name === 'first') };
}

export const first = firstOrLast('first');
export const last = firstOrLast('last');
