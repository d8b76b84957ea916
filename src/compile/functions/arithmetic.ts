import { typeOf } from '../../columns/column-type.ts';
import { exactInteger } from '../../columns/exact-integer.ts';
import type { arithmeticFunctions } from '../../pipeline/functions/arithmetic.ts';
import { anyOf, type Implementation } from './implementation.ts';

/** Adding 0 turns −0 into 0, so that equal values have equal bits. */
export const arithmetic: Readonly<Record<keyof typeof arithmeticFunctions, Implementation>> = {
  add: binary('+'),
  subtract: binary('-'),
  multiply: binary('*'),
  divide: ([left, right]) => ({
    value: `(${left.value} / ${right.value} + 0)`,
    isNull: anyOf([left.isNull, right.isNull, `${right.value} === 0`]),
  }),
  remainder: ([left, right]) => ({
    value: `(${left.value} % ${right.value} + 0)`,
    isNull: anyOf([left.isNull, right.isNull, `${right.value} === 0`]),
  }),
  negate: ([argument]) => ({ value: `(0 - ${argument.value})` }),
  abs: ([argument]) => ({ value: `Math.abs(${argument.value})` }),
  floor: ([argument]) => ({ value: `Math.floor(${argument.value})` }),
  ceil: ([argument]) => ({ value: `(Math.ceil(${argument.value}) + 0)` }),
  // Math.round rounds halves up, so away from 0 only for positive numbers.
  round: ([{ value }]) => ({ value: `(Math.sign(${value}) * Math.round(Math.abs(${value})) + 0)` }),
  toInteger: ([{ value, isNull }]) => ({
    value: `(Math.trunc(${value}) + 0)`,
    isNull: anyOf([isNull, `!(Math.abs(${value}) < ${2 ** 53})`]),
  }),
  toFloat: ([argument]) => ({ value: argument.value }),
  sqrt: ([{ value, isNull }]) => ({ value: `Math.sqrt(${value})`, isNull: anyOf([isNull, `${value} < 0`]) }),
  ln: ([{ value, isNull }]) => ({ value: `Math.log(${value})`, isNull: anyOf([isNull, `${value} <= 0`]) }),
  exp: ([argument]) => ({ value: `Math.exp(${argument.value})` }),
  power: ([base, exponent], scope) => ({
    value: `${scope.parameter(power)}(${base.value}, ${exponent.value})`,
    isNull: anyOf([base.isNull, exponent.isNull, `${scope.parameter(isNoPower)}(${base.value}, ${exponent.value})`]),
  }),
};

function binary(operator: string): Implementation {
  return ([left, right], scope) => {
    const value = `(${left.value} ${operator} ${right.value} + 0)`;
    const isInteger = typeOf(left.spec) === 'integer' && typeOf(right.spec) === 'integer';
    return { value: isInteger ? `${scope.parameter(exactInteger)}${value}` : value };
  };
}

/** Whether the power would be a division by zero, or no real number. */
function isNoPower(base: number, exponent: number): boolean {
  if (base === 0) return exponent < 0;
  return base < 0 && Number.isFinite(base) && Number.isFinite(exponent) && !Number.isInteger(exponent);
}

/** IEEE 754's pow. JavaScript differs: it gives NaN for 1 to the power of NaN and for ±1 to an infinite power. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return base ** exponent + 0;
}
