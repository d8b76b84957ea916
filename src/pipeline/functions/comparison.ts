import { commonType, ifAll, ifAny, type Signature } from './signature.ts';

const comparison: Signature = {
  result: (types) => (types.length === 2 && commonType(types) !== undefined ? 'boolean' : undefined),
  nullable: ifAny,
  takes: 'two values of one type',
};

const extreme: Signature = { result: commonType, nullable: ifAll, takes: 'values of one type' };

/** The order: false below true, NaN above all numbers and equal to itself, texts by their UTF-8 bytes. */
export const comparisonFunctions = {
  eq: comparison,
  ne: comparison,
  lt: comparison,
  le: comparison,
  gt: comparison,
  ge: comparison,
  /** Whether the first is one of the others; null where it is none of those known, and one is null. */
  in: {
    result: (types) => (types.length >= 2 && commonType(types) !== undefined ? 'boolean' : undefined),
    nullable: ifAny,
    takes: 'a value and at least one of its type',
  },
  /** Nulls are passed over, as in DuckDB and Spark: null only where all are. */
  least: extreme,
  greatest: extreme,
} as const satisfies Record<string, Signature>;
