import { typeOf } from '../../columns/column-type.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { arithmeticFunctions } from '../../pipeline/functions/arithmetic.ts';
import { refuse } from '../refusal.ts';
import { atom, beside, compound, infix, named, type FunctionSql, type Template, type ValueSql } from './value-sql.ts';

/** Where engines would fail or disagree about an undefined result, the SQL gives null. */
export const arithmetic: Readonly<Record<keyof typeof arithmeticFunctions, FunctionSql>> = {
  add: infix('+'),
  subtract: infix('-'),
  multiply: infix('*'),
  divide: {
    common: ([left, right], [, divisor]) => compound(`${beside(left)} / ${nullIfZero(right, divisor)}`),
    // For whole numbers, Flink's division drops the fraction.
    flink: ([left, right], [, divisor]) => compound(`CAST(${left.text} AS DOUBLE) / ${nullIfZero(right, divisor)}`),
  },
  remainder: {
    common: ([left, right], [, divisor]) => compound(`${beside(left)} % ${nullIfZero(right, divisor)}`),
    flink: ([left, right], nodes) =>
      nodes.every(({ spec }) => typeOf(spec) === 'integer')
        ? compound(`${beside(left)} % ${nullIfZero(right, nodes[1])}`)
        : refuse('Flink has no remainder of doubles'),
  },
  // Two minus signs in a row would begin a comment.
  negate: ([argument]) =>
    compound(`-${argument.atomic && !argument.text.startsWith('-') ? argument.text : `(${argument.text})`}`),
  abs: named('ABS'),
  floor: ofFloats({ common: named('FLOOR'), spark: sparkWhole('FLOOR') }),
  ceil: ofFloats({ common: named('CEIL'), spark: sparkWhole('CEIL') }),
  round: ofFloats({ common: named('ROUND'), flink: flinkRound }),
  toInteger: ofFloats({
    common: ([argument]) =>
      atom(`CASE WHEN ABS(${argument.text}) < 9007199254740992 THEN CAST(${argument.text} AS BIGINT) END`),
    // DuckDB's CAST rounds.
    duckdb: ([argument]) =>
      atom(`CASE WHEN ABS(${argument.text}) < 9007199254740992 THEN CAST(TRUNC(${argument.text}) AS BIGINT) END`),
  }),
  toFloat: ([argument]) => atom(`CAST(${argument.text} AS DOUBLE)`),
  sqrt: ([argument]) => atom(`CASE WHEN ${beside(argument)} < 0 THEN NULL ELSE SQRT(${argument.text}) END`),
  ln: ([argument]) => atom(`CASE WHEN ${beside(argument)} <= 0 THEN NULL ELSE LN(${argument.text}) END`),
  exp: named('EXP'),
  power: ([base, exponent], nodes, { float }) => {
    const [b, e] = [beside(base), beside(exponent)];
    const isFractional =
      typeOf(nodes[1].spec) === 'integer'
        ? undefined
        : `(${b} < 0 AND ${b} > ${float(-Infinity)} AND ${e} <> FLOOR(${exponent.text}))`;
    const isZeroDivided = `(${b} = 0 AND ${e} < 0)`;
    const isUndefined = [isZeroDivided, isFractional].filter(Boolean).join(' OR ');
    return atom(`CASE WHEN ${isUndefined} THEN NULL ELSE POWER(${base.text}, ${exponent.text}) END`);
  },
};

/** Leaves integers unchanged. */
function ofFloats(entry: FunctionSql): FunctionSql {
  if (typeof entry === 'function') return unlessInteger(entry);
  return Object.fromEntries(
    Object.entries(entry).map(([dialect, template]) => [dialect, unlessInteger(template)]),
  ) as typeof entry;
}

function unlessInteger(template: Template): Template {
  return (args, nodes, dialect) => (typeOf(nodes[0].spec) === 'integer' ? args[0] : template(args, nodes, dialect));
}

/** Spark gives a 64-bit integer, which is too small for large doubles. Those have no fraction anyway. */
function sparkWhole(name: string): Template {
  return ([{ text }]) =>
    atom(`CASE WHEN ABS(${text}) < 9007199254740992 THEN CAST(${name}(${text}) AS DOUBLE) ELSE ${text} END`);
}

/** Flink rounds decimals, and fails for NaN and infinities, which are none. */
function flinkRound([{ text }]: readonly ValueSql[]): ValueSql {
  return atom(`CASE WHEN ABS(${text}) < 9007199254740992 THEN ROUND(${text}) ELSE ${text} END`);
}

function nullIfZero(value: ValueSql, node: ExpressionNode): string {
  return node.kind === 'literal' && node.value !== 0 ? beside(value) : `NULLIF(${value.text}, 0)`;
}
