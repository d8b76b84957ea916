import { typeOf, type ColumnSpec, type ColumnType } from '../../columns/column-type.ts';
import type { Dictionary } from '../../columns/dictionary.ts';

/**
 * The running value of one aggregate for many groups, with a slot for each. Nulls are never added, as in SQL. As
 * arguments and results, texts are dictionary codes, and booleans are 0 and 1.
 */
export interface Accumulator {
  /** Makes room for at least this many slots. New ones are empty. */
  grow(capacity: number): void;
  /** Empties a slot. */
  reset(slot: number): void;
  add(slot: number, value: number): void;
  /** Whether the aggregate of the values added so far is null. */
  isNull(slot: number): boolean;
  value(slot: number): number;
  /** Adds the values of another slot. Only where their order has no effect, not even on rounding or on errors. */
  merge?(slot: number, other: number): void;
}

export type MergingAccumulator = Accumulator & Required<Pick<Accumulator, 'merge'>>;

export interface AccumulatorOptions {
  readonly argumentType: ColumnType | undefined;
  /** Whether a group may have no values, so that `isNull` is asked. */
  readonly mayBeNull: boolean;
  /** Only that of a quantile has one. */
  readonly quantile: number | undefined;
  /** Holds the texts that are added. */
  readonly dictionary: Dictionary;
}

/** An aggregate function: one file each, listed in index.ts. */
export interface AggregateFunction {
  readonly name: string;
  /** The spec of the result, or undefined if the function does not take this argument. */
  readonly result: (argument: ColumnSpec | undefined) => ColumnSpec | undefined;
  /** The argument in words, for error messages. */
  readonly takes: string;
  readonly create: (options: AccumulatorOptions) => Accumulator;
}

/** Whether the argument of an aggregate is a number. */
export function isNumber(argument: ColumnSpec | undefined): argument is ColumnSpec {
  return argument !== undefined && ['integer', 'float'].includes(typeOf(argument));
}

/** A larger copy of per-slot numbers. New slots are 0. */
export function grown(values: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity);
  larger.set(values);
  return larger;
}
