import type { Value } from '../../../columns/column-type.ts';
import type { logicFunctions } from '../../../pipeline/functions/logic.ts';
import type { Meaning } from './meaning.test-program.ts';

export const logic: Readonly<Record<keyof typeof logicFunctions, Meaning>> = {
  and: {
    takesNull: true,
    value: (values: Value[]) => (values.includes(false) ? false : values.includes(null) ? null : true),
  },
  or: {
    takesNull: true,
    value: (values: Value[]) => (values.includes(true) ? true : values.includes(null) ? null : false),
  },
  not: { value: ([value]: boolean[]) => !value },
};
