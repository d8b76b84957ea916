import { isNullable, typeOf } from '../../columns/column-type.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { comparisonFunctions } from '../../pipeline/functions/comparison.ts';
import { atom, beside, compound, infix, named, type FunctionSql, type ValueSql } from './value-sql.ts';

export const comparisons: Readonly<Record<keyof typeof comparisonFunctions, FunctionSql>> = {
  eq: infix('='),
  ne: infix('<>'),
  lt: order('<'),
  le: order('<='),
  gt: order('>'),
  ge: order('>='),
  in: ([value, ...listed]) => compound(`${beside(value)} IN (${listed.map(({ text }) => text).join(', ')})`),
  least: extreme('LEAST'),
  greatest: extreme('GREATEST'),
};

/** Flink does not order booleans, so they are compared as numbers. */
function order(operator: string): FunctionSql {
  const common = infix(operator);
  return {
    common,
    flink: (args, nodes, dialect) => common(nodes.some(isBoolean) ? args.map(asNumber) : args, nodes, dialect),
  };
}

/** In Flink, the least of a null and a value is null. */
function extreme(name: string): FunctionSql {
  const common = named(name);
  return {
    common,
    flink(args, nodes, dialect) {
      if (!nodes.some(({ spec }) => isNullable(spec))) return common(args, nodes, dialect);
      return atom(
        args.map(({ text }) => text).reduce((left, right) => `COALESCE(${name}(${left}, ${right}), ${left}, ${right})`),
      );
    },
  };
}

function asNumber({ text }: ValueSql): ValueSql {
  return atom(`CAST(${text} AS INT)`);
}

function isBoolean({ spec }: ExpressionNode): boolean {
  return typeOf(spec) === 'boolean';
}
