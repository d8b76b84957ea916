import type { CellCode } from '../../operators/operator.ts';
import type { logicFunctions } from '../../pipeline/functions/logic.ts';
import { anyOf, isFalse, isTrue, type Implementation } from './implementation.ts';

export const logic: Readonly<Record<keyof typeof logicFunctions, Implementation>> = {
  and: ([left, right]) => ({ value: `(${left.value} && ${right.value})`, ...unlessDecided([left, right], isFalse) }),
  or: ([left, right]) => ({ value: `(${isTrue(left)} || ${isTrue(right)})`, ...unlessDecided([left, right], isTrue) }),
  not: ([argument]) => ({ value: `!${argument.value}` }),
};

/** Three-valued logic: null if an argument is null, unless another one decides the result. */
function unlessDecided(args: readonly CellCode[], decides: (argument: CellCode) => string): { isNull?: string } {
  const anyNull = anyOf(args.map(({ isNull }) => isNull));
  return anyNull === undefined ? {} : { isNull: `(${anyNull} && !${anyOf(args.map(decides))})` };
}
