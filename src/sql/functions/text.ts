import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { textFunctions } from '../../pipeline/functions/text.ts';
import { asBigint, atom, compound, infix, named, type FunctionSql, type Template } from './value-sql.ts';

const small = 'abcdefghijklmnopqrstuvwxyz';
const large = small.toUpperCase();

/** LOWER and UPPER also change other letters, in each engine by its own version of Unicode. */
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
    // SPLIT_INDEX counts from 0, and gives null after the last part.
    flink: ([{ text: whole }, separator], [, , part]) =>
      atom(`COALESCE(SPLIT_INDEX(${whole}, ${separator.text}, ${plain(part) - 1}), SUBSTRING(${whole}, 1, 0))`),
  },
  concat: infix('||'),
  startsWith: { common: named('STARTSWITH'), duckdb: named('STARTS_WITH') },
  endsWith: { common: named('ENDSWITH'), duckdb: named('ENDS_WITH') },
  contains: {
    common: named('CONTAINS'),
    flink: ([argument, part]) => compound(`POSITION(${part.text} IN ${argument.text}) > 0`),
  },
};

/** A literal as a plain number: some engines do not accept a 64-bit integer here. */
function plain(node: ExpressionNode): number {
  if (node.kind !== 'literal') throw new TypeError(`expected a literal, not a ${node.kind}`);
  return Number(node.value);
}
