import { typeOf } from '../../columns/column-type.ts';
import type { CellCode } from '../../operators/operator.ts';
import type { comparisonFunctions } from '../../pipeline/functions/comparison.ts';
import { anyOf, type Choice, type Implementation, type Scope } from './implementation.ts';

export const comparisons: Readonly<Record<keyof typeof comparisonFunctions, Implementation | Choice>> = {
  eq: ([left, right]) => ({ value: equal(left, right) }),
  ne: ([left, right]) => ({ value: `!${equal(left, right)}` }),
  lt: ([left, right], scope) => ({ value: less(left, right, scope) }),
  ge: ([left, right], scope) => ({ value: `!${less(left, right, scope)}` }),
  gt: ([left, right], scope) => ({ value: less(right, left, scope) }),
  le: ([left, right], scope) => ({ value: `!${less(right, left, scope)}` }),
  in: ([value, ...listed]) => {
    const found = anyOf(listed.map((each) => and(isThere(each), equal(value, each))))!;
    const anyNull = anyOf(listed.map(({ isNull }) => isNull));
    return { value: found, isNull: anyOf([value.isNull, anyNull && `(${anyNull} && !${found})`]) };
  },
  least: extreme((cell, chosen, scope) => less(cell, chosen, scope)),
  greatest: extreme((cell, chosen, scope) => less(chosen, cell, scope)),
};

/** Each argument replaces the one chosen so far if it is better. */
function extreme(isBetter: (cell: CellCode, chosen: CellCode, scope: Scope) => string): Choice {
  return {
    choose(args, assign, chosen, writer) {
      // First an argument that cannot be null, if there is one: then the chosen value is never null.
      const [first, ...rest] = args
        .map((argument) => argument())
        .sort((left, right) => Number(left.isNull !== undefined) - Number(right.isNull !== undefined));
      assign(first);
      for (const cell of rest) {
        const better = anyOf([chosen.isNull, isBetter(cell, chosen, writer)])!;
        writer.block(`if (${and(isThere(cell), better)})`, () => assign(cell));
      }
    },
  };
}

/** NaN equals itself and is above all numbers, as in DuckDB and Spark and unlike in JavaScript. */
export function equal(left: CellCode, right: CellCode): string {
  const same = `${left.value} === ${right.value}`;
  return isFloat(left, right) ? `(${same} || (${isNaN(left)} && ${isNaN(right)}))` : `(${same})`;
}

function less(left: CellCode, right: CellCode, scope: Scope): string {
  if (typeOf(left.spec) === 'text')
    return `(${scope.parameter(scope.dictionary)}.compare(${left.value}, ${right.value}) < 0)`;
  const smaller = `${left.value} < ${right.value}`;
  return isFloat(left, right) ? `(${smaller} || (${isNaN(right)} && !${isNaN(left)}))` : `(${smaller})`;
}

function isFloat(...cells: readonly CellCode[]): boolean {
  return cells.some(({ spec }) => typeOf(spec) === 'float');
}

function isNaN({ value }: CellCode): string {
  return `(${value} !== ${value})`;
}

function isThere({ isNull }: CellCode): string | undefined {
  return isNull && `!${isNull}`;
}

function and(first: string | undefined, second: string): string {
  return first === undefined ? second : `(${first} && ${second})`;
}
