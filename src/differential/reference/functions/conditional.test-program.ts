import type { Value } from '../../../columns/column-type.ts';
import type { conditionalFunctions } from '../../../pipeline/functions/conditional.ts';
import { compareValues } from '../compare.test-program.ts';
import type { Choice, Meaning } from './meaning.test-program.ts';

export const conditional: Readonly<Record<keyof typeof conditionalFunctions, Meaning | Choice>> = {
  isNull: { takesNull: true, value: ([value]: Value[]) => value === null },
  nullIf: {
    takesNull: true,
    value: ([value, other]: Value[], [type]) =>
      value !== null && other !== null && compareValues(type, value, other) === 0 ? null : value,
  },
  case: {
    choose(args) {
      for (let index = 0; index + 1 < args.length; index += 2) {
        if (args[index]() === true) return args[index + 1]();
      }
      return args.length % 2 === 0 ? null : args[args.length - 1]();
    },
  },
  coalesce: {
    choose(args) {
      for (const argument of args) {
        const value = argument();
        if (value !== null) return value;
      }
      return null;
    },
  },
};
