import { commonType, ifAll, ifAny, type Signature } from './signature.ts';

const comparison: Signature = {
  result: (types) => (types.length === 2 && commonType(types) !== undefined ? 'boolean' : undefined),
  nullable: ifAny,
  takes: 'two values of one type',
};

const extreme: Signature = { result: commonType, nullable: ifAll, takes: 'values of one type' };

/** False is less than true. NaN is greater than all numbers and equals itself. Texts compare by their UTF-8 bytes. */
export const comparisonFunctions = {
  eq: comparison,
  ne: comparison,
  lt: comparison,
  le: comparison,
  gt: comparison,
  ge: comparison,
  /** Whether the first equals one of the others; null if it equals none of them and one of them is null. */
  in: {
    result: (types) => (types.length >= 2 && commonType(types) !== undefined ? 'boolean' : undefined),
    nullable: ifAny,
    takes: 'a value and at least one of its type',
  },
  /** Nulls are ignored, as in DuckDB and Spark: the result is null only if all arguments are. */
  least: extreme,
  greatest: extreme,
} as const satisfies Record<string, Signature>;
