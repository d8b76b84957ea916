import type { arithmeticFunctions } from '../../../pipeline/functions/arithmetic.ts';
import { exact, type Meaning } from './meaning.test-program.ts';

export const arithmetic: Readonly<Record<keyof typeof arithmeticFunctions, Meaning>> = {
  add: binary(
    (left, right) => left + right,
    (left, right) => left + right,
  ),
  subtract: binary(
    (left, right) => left - right,
    (left, right) => left - right,
  ),
  multiply: binary(
    (left, right) => left * right,
    (left, right) => left * right,
  ),
  divide: { value: ([left, right]: number[]) => (right === 0 ? null : left / right) },
  remainder: { value: ([left, right]: number[]) => (right === 0 ? null : left % right) },
  negate: unary((value) => -value),
  abs: unary((value) => (value < 0 ? -value : value)),
  floor: unary((value) => Math.floor(value)),
  ceil: unary((value) => -Math.floor(-value)),
  round: unary((value) => (value < 0 ? -halfUp(-value) : halfUp(value))),
  toInteger: unary((value) => (Number.isSafeInteger(Math.trunc(value)) ? Math.trunc(value) : null)),
  toFloat: unary((value) => value),
  sqrt: unary((value) => (value < 0 ? null : Math.sqrt(value))),
  ln: unary((value) => (value <= 0 ? null : Math.log(value))),
  exp: unary((value) => Math.exp(value)),
  power: { value: ([base, exponent]: number[]) => power(base, exponent) },
};

function binary(
  floats: (left: number, right: number) => number,
  integers: (left: bigint, right: bigint) => bigint,
): Meaning {
  return {
    value: ([left, right]: number[], types) =>
      types.includes('float') ? floats(left, right) : exact(integers(BigInt(left), BigInt(right))),
  };
}

function unary(value: (argument: number) => number | null): Meaning {
  return { value: ([argument]: number[]) => value(argument) };
}

/** The fraction of a float is exact, so it can be compared with one half. */
function halfUp(value: number): number {
  const whole = Math.floor(value);
  return value - whole < 0.5 || !Number.isFinite(value) ? whole : whole + 1;
}

function power(base: number, exponent: number): number | null {
  if (base === 0 && exponent < 0) return null;
  if (base < 0 && base !== -Infinity && Number.isFinite(exponent) && exponent % 1 !== 0) return null;
  if (base === 1) return 1;
  if (base === -1 && (exponent === Infinity || exponent === -Infinity)) return 1;
  return Math.pow(base, exponent);
}
