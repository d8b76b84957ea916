import { typeOf, type ColumnType } from '../../columns/column-type.ts';
import { type Accumulator, type AggregateFunction, grown } from './aggregate.ts';

/**
 * The smallest or the largest value. Texts compare by their UTF-8 bytes; NaN is above all numbers, as in DuckDB and
 * Spark. Null without values.
 */
class Extreme implements Accumulator {
  #extremes: Float64Array = new Float64Array();
  #counts: Float64Array = new Float64Array();
  readonly #isBetter: (value: number, than: number) => boolean;

  constructor(isBetter: (value: number, than: number) => boolean) {
    this.#isBetter = isBetter;
  }
  grow(capacity: number): void {
    this.#extremes = grown(this.#extremes, capacity);
    this.#counts = grown(this.#counts, capacity);
  }
  reset(slot: number): void {
    this.#counts[slot] = 0;
  }
  add(slot: number, value: number): void {
    if (this.#counts[slot]++ === 0 || this.#isBetter(value, this.#extremes[slot])) this.#extremes[slot] = value;
  }
  isNull(slot: number): boolean {
    return this.#counts[slot] === 0;
  }
  value(slot: number): number {
    return this.#extremes[slot];
  }
  merge(slot: number, other: number): void {
    if (!this.isNull(other)) this.add(slot, this.#extremes[other]);
  }
}

function extreme(name: string, isBetter: (value: number, than: number) => boolean): AggregateFunction {
  const accepted: readonly ColumnType[] = ['integer', 'float', 'timestamp', 'text'];
  return {
    name,
    result: (argument) => (argument !== undefined && accepted.includes(typeOf(argument)) ? argument : undefined),
    takes: 'a number, a timestamp or a text',
    create: ({ argumentType, dictionary }) =>
      new Extreme(argumentType === 'text' ? (value, than) => isBetter(dictionary.compare(value, than), 0) : isBetter),
  };
}

export const min = extreme('min', (value, than) => value < than || (Number.isNaN(than) && !Number.isNaN(value)));
export const max = extreme('max', (value, than) => value > than || (Number.isNaN(value) && !Number.isNaN(than)));
