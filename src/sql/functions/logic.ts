import type { logicFunctions } from '../../pipeline/functions/logic.ts';
import { beside, compound, infix, type FunctionSql } from './value-sql.ts';

export const logic: Readonly<Record<keyof typeof logicFunctions, FunctionSql>> = {
  and: infix('AND'),
  or: infix('OR'),
  not: ([argument]) => compound(`NOT ${beside(argument)}`),
};
