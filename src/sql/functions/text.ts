import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { textFunctions } from '../../pipeline/functions/text.ts';
import { asBigint, atom, compound, infix, named, type FunctionSql, type Template } from './value-sql.ts';

const small = 'abcdefghijklmnopqrstuvwxyz';
const large = small.toUpperCase();

/** LOWER and UPPER of the engines change other letters too, each by its version of Unicode. */
const translate =
  (from: string, to: string): Template =>
  ([argument]) =>
    atom(`TRANSLATE(${argument.text}, '${from}', '${to}')`);

export const text: Readonly<Record<keyof typeof textFunctions, FunctionSql>> = {
  lower: translate(large, small),
  upper: translate(small, large),
  trim: ([argument]) => atom(`TRIM(BOTH ' ' FROM ${argument.text})`),
  length: { common: asBigint(named('CHAR_LENGTH')), duckdb: named('LENGTH') },
  substring: ([argument], [, start, length]) => atom(`SUBSTRING(${argument.text}, ${plain(start)}, ${plain(length)})`),
  splitPart: {
    common: ([argument, separator], [, , part]) =>
      atom(`SPLIT_PART(${argument.text}, ${separator.text}, ${plain(part)})`),
    // Counts from 0, and gives null beyond the last part.
    flink: ([argument, separator], [, , part]) =>
      atom(
        `COALESCE(SPLIT_INDEX(${argument.text}, ${separator.text}, ${plain(part) - 1}), SUBSTRING(${argument.text}, 1, 0))`,
      ),
  },
  concat: infix('||'),
  startsWith: { common: named('STARTSWITH'), duckdb: named('STARTS_WITH') },
  endsWith: { common: named('ENDSWITH'), duckdb: named('ENDS_WITH') },
  contains: {
    common: named('CONTAINS'),
    flink: ([argument, part]) => compound(`POSITION(${part.text} IN ${argument.text}) > 0`),
  },
};

/** A number that is a literal by the function's contract: as a 64-bit one, some engines would not take it. */
function plain(node: ExpressionNode): number {
  if (node.kind !== 'literal') throw new TypeError(`expected a literal, not a ${node.kind}`);
  return Number(node.value);
}
