import type { conditionalFunctions } from '../../pipeline/functions/conditional.ts';
import { atom, beside, compound, named, type FunctionSql } from './value-sql.ts';

export const conditional: Readonly<Record<keyof typeof conditionalFunctions, FunctionSql>> = {
  isNull: ([argument]) => compound(`${beside(argument)} IS NULL`),
  case: (args) => {
    const branches = args.flatMap(({ text }, index) =>
      index % 2 === 1 ? [`WHEN ${args[index - 1].text} THEN ${text}`] : [],
    );
    const otherwise = args.length % 2 === 1 ? [`ELSE ${args[args.length - 1].text}`] : [];
    return atom(['CASE', ...branches, ...otherwise, 'END'].join(' '));
  },
  coalesce: named('COALESCE'),
  nullIf: named('NULLIF'),
};
