import type { Value } from '../../../columns/column-type.ts';
import type { comparisonFunctions } from '../../../pipeline/functions/comparison.ts';
import { compareValues } from '../compare.test-program.ts';
import type { Meaning, Present } from './meaning.test-program.ts';

export const comparisons: Readonly<Record<keyof typeof comparisonFunctions, Meaning>> = {
  eq: comparison((order) => order === 0),
  ne: comparison((order) => order !== 0),
  lt: comparison((order) => order < 0),
  le: comparison((order) => order <= 0),
  gt: comparison((order) => order > 0),
  ge: comparison((order) => order >= 0),
  in: {
    takesNull: true,
    value: ([value, ...listed]: Value[], [type]) => {
      if (value === null) return null;
      if (listed.some((each) => each !== null && compareValues(type, each, value) === 0)) return true;
      return listed.includes(null) ? null : false;
    },
  },
  least: extreme((sorted) => sorted[0]),
  greatest: extreme((sorted) => sorted[sorted.length - 1]),
};

function comparison(holds: (order: number) => boolean): Meaning {
  return { value: ([left, right]: Present[], [type]) => holds(compareValues(type, left, right)) };
}

function extreme(pick: (sorted: readonly Present[]) => Value | undefined): Meaning {
  return {
    takesNull: true,
    value: (values: Value[], [type]) =>
      pick(values.filter((value) => value !== null).sort((left, right) => compareValues(type, left, right))) ?? null,
  };
}
