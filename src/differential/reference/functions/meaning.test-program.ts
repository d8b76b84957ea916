import type { ColumnType, Value } from '../../../columns/column-type.ts';

/** Thrown if an integer is beyond the range in which it is exact: the run has no answer. */
export class Overflow extends Error {}

export function exact(sum: bigint): number {
  if (sum > 2n ** 53n - 1n || sum < 1n - 2n ** 53n) throw new Overflow();
  return Number(sum);
}

/** The value of a function, from its arguments' values. */
export interface Meaning {
  /** Whether it is called with nulls. Other functions are null if an argument is. */
  readonly takesNull?: boolean;
  readonly value: (values: never[], types: readonly ColumnType[]) => Value;
}

/** A function that computes only the arguments that it needs. */
export interface Choice {
  readonly choose: (args: readonly (() => Value)[]) => Value;
}

export type Present = NonNullable<Value>;
