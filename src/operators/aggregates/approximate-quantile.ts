import { isNullable, specOf } from '../../columns/column-type.ts';
import { isNumber, type Accumulator, type AggregateFunction } from './aggregate.ts';
import { DDSketch } from './dd-sketch.ts';

/** An estimate of a quantile with a relative error of at most 1 %: see DDSketch. Null without values. */
class ApproximateQuantile implements Accumulator {
  readonly #sketches: DDSketch[] = [];
  readonly #quantile: number;

  constructor(quantile: number) {
    this.#quantile = quantile;
  }
  grow(capacity: number): void {
    while (this.#sketches.length < capacity) this.#sketches.push(new DDSketch());
  }
  reset(slot: number): void {
    this.#sketches[slot] = new DDSketch();
  }
  add(slot: number, value: number): void {
    this.#sketches[slot].add(value);
  }
  isNull(slot: number): boolean {
    return this.#sketches[slot].count === 0;
  }
  value(slot: number): number {
    return this.#sketches[slot].quantile(this.#quantile);
  }
}

export const approximateQuantile: AggregateFunction = {
  name: 'approximateQuantile',
  result: (argument) => (isNumber(argument) ? specOf('float', isNullable(argument)) : undefined),
  takes: 'a number',
  create: ({ quantile }) => new ApproximateQuantile(quantile!),
};
