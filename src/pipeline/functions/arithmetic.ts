import { always, areNumbers, commonType, ifAny, type Signature } from './signature.ts';

/** Of two integers, an integer: exact, or an error beyond ±2^53. If one argument is a float, a float. */
const binary: Signature = {
  result: (types) => (types.length === 2 && areNumbers(types) ? commonType(types) : undefined),
  nullable: ifAny,
  takes: 'two numbers',
};

const unary: Signature = {
  result: (types) => (types.length === 1 && areNumbers(types) ? types[0] : undefined),
  nullable: ifAny,
  takes: 'a number',
};

const floatOf = (count: number) => (types: Parameters<Signature['result']>[0]) =>
  types.length === count && areNumbers(types) ? 'float' : undefined;

/** NaN and infinities are floats like others; −0 is 0. Where engines disagree about an undefined result, it is null. */
export const arithmeticFunctions = {
  add: binary,
  subtract: binary,
  multiply: binary,
  /** Always a float; null if the divisor is 0. */
  divide: { result: floatOf(2), nullable: always, takes: 'two numbers' },
  /** Has the sign of the dividend, as in C, DuckDB, Spark and Flink; null if the divisor is 0. */
  remainder: { ...binary, nullable: always },
  negate: unary,
  abs: unary,
  floor: unary,
  ceil: unary,
  /** To the nearest whole number, halves away from 0. Keeps the type. */
  round: unary,
  /** Towards 0; null if the result is no integer within ±2^53. */
  toInteger: {
    result: (types) => (floatOf(1)(types) === undefined ? undefined : 'integer'),
    nullable: always,
    takes: 'a number',
  },
  toFloat: { result: floatOf(1), nullable: ifAny, takes: 'a number' },
  /** Null for negative numbers. Exact: IEEE 754 demands the nearest float. */
  sqrt: { result: floatOf(1), nullable: always, takes: 'a number' },
  /** The natural logarithm; null for 0 and for negative numbers. */
  ln: { result: floatOf(1), nullable: always, takes: 'a number', exact: false },
  exp: { result: floatOf(1), nullable: ifAny, takes: 'a number', exact: false },
  /** IEEE 754's pow; null for a negative power of 0, and for a fractional power of a negative number. */
  power: { result: floatOf(2), nullable: always, takes: 'two numbers', exact: false },
} as const satisfies Record<string, Signature>;
