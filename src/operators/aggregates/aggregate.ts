import type { ColumnSpec, ColumnType } from '../../columns/column-type.ts';
import type { Dictionary } from '../../columns/dictionary.ts';

/**
 * The running value of one aggregate for many groups, a slot each. Nulls are never added, as in SQL.
 * Texts are dictionary codes and booleans 0 and 1, in and out.
 */
export interface Accumulator {
  /** Makes room for at least this many slots, new ones empty. */
  grow(capacity: number): void;
  /** Makes a slot as it was before anything was added. */
  reset(slot: number): void;
  add(slot: number, value: number): void;
  /** True where no value was added and the aggregate of nothing is null. */
  isNull(slot: number): boolean;
  value(slot: number): number;
}

/** An aggregate function: one file each, listed in index.ts. */
export interface AggregateFunction {
  readonly name: string;
  /** The spec of the result, or undefined where the function does not take this argument. */
  readonly result: (argument: ColumnSpec | undefined) => ColumnSpec | undefined;
  readonly takes: string;
  /** The dictionary is that of the texts added; which quantile, is said to quantiles only. */
  readonly create: (argumentType: ColumnType | undefined, dictionary: Dictionary, quantile?: number) => Accumulator;
}

/** A larger copy of per-slot numbers, new slots 0. */
export function grown(values: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity);
  larger.set(values);
  return larger;
}
