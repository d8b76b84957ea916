import { typeOf } from '../columns/column-type.ts';
import type { CellCode } from '../operators/operator.ts';
import type { FunctionName } from '../pipeline/functions.ts';

/** Names that generated code has for what the functions need from outside. */
interface Scope {
  readonly dictionary: string;
  readonly exactInteger: string;
}

/** The code of a call: its value and, where that is not simply "null if any argument is", its null test. */
interface CallCode {
  readonly value: string;
  readonly isNull?: string | undefined;
}

type Implementation = (args: readonly CellCode[], scope: Scope) => CallCode;

/** What each function of expressions computes, as JavaScript; its types stand in pipeline/functions.ts. */
export const javascriptFunctions: Readonly<Record<FunctionName, Implementation>> = {
  add: arithmetic('+'),
  subtract: arithmetic('-'),
  multiply: arithmetic('*'),
  divide: ([left, right]) => ({
    // Adding 0 turns −0 into 0, so that equal values have equal bits.
    value: `(${left.value} / ${right.value} + 0)`,
    isNull: anyOf([`${right.value} === 0`, left.isNull, right.isNull]),
  }),
  eq: ([left, right]) => ({ value: equal(left, right) }),
  ne: ([left, right]) => ({ value: `!${equal(left, right)}` }),
  lt: ([left, right], scope) => ({ value: less(left, right, scope) }),
  ge: ([left, right], scope) => ({ value: `!${less(left, right, scope)}` }),
  gt: ([left, right], scope) => ({ value: less(right, left, scope) }),
  le: ([left, right], scope) => ({ value: `!${less(right, left, scope)}` }),
  and: ([left, right]) => ({ value: `(${left.value} && ${right.value})`, ...unlessDecided([left, right], isFalse) }),
  or: ([left, right]) => ({ value: `(${isTrue(left)} || ${isTrue(right)})`, ...unlessDecided([left, right], isTrue) }),
  not: ([argument]) => ({ value: `!${argument.value}` }),
  isNull: ([argument]) => ({ value: argument.isNull ?? 'false' }),
};

/** The condition that any of these holds, or undefined where there is none to hold. */
export function anyOf(conditions: readonly (string | undefined)[]): string | undefined {
  const possible = conditions.filter((condition) => condition !== undefined);
  return possible.length === 0 ? undefined : `(${possible.join(' || ')})`;
}

function arithmetic(operator: string): Implementation {
  return ([left, right], { exactInteger }) => {
    const value = `(${left.value} ${operator} ${right.value} + 0)`;
    const isInteger = typeOf(left.spec) === 'integer' && typeOf(right.spec) === 'integer';
    return { value: isInteger ? `${exactInteger}${value}` : value };
  };
}

/** NaN equals itself, and is above every number: the order of DuckDB and Spark, which JavaScript does not share. */
function equal(left: CellCode, right: CellCode): string {
  const same = `${left.value} === ${right.value}`;
  return isFloat(left, right) ? `(${same} || (${isNaN(left)} && ${isNaN(right)}))` : `(${same})`;
}

function less(left: CellCode, right: CellCode, { dictionary }: Scope): string {
  if (typeOf(left.spec) === 'text') return `(${dictionary}.compare(${left.value}, ${right.value}) < 0)`;
  const smaller = `${left.value} < ${right.value}`;
  return isFloat(left, right) ? `(${smaller} || (${isNaN(right)} && !${isNaN(left)}))` : `(${smaller})`;
}

function isFloat(...cells: readonly CellCode[]): boolean {
  return cells.some(({ spec }) => typeOf(spec) === 'float');
}

function isNaN({ value }: CellCode): string {
  return `(${value} !== ${value})`;
}

function isTrue({ value, isNull }: CellCode): string {
  return isNull === undefined ? value : `(!${isNull} && ${value})`;
}

function isFalse({ value, isNull }: CellCode): string {
  return isNull === undefined ? `!${value}` : `(!${isNull} && !${value})`;
}

/** Three-valued logic: null where an argument is, unless another one decides the result. */
function unlessDecided(args: readonly CellCode[], decides: (argument: CellCode) => string): { isNull?: string } {
  const anyNull = anyOf(args.map(({ isNull }) => isNull));
  return anyNull === undefined ? {} : { isNull: `(${anyNull} && !${anyOf(args.map(decides))})` };
}
