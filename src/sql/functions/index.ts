import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { FunctionName } from '../../pipeline/functions/index.ts';
import type { Dialect } from '../dialect.ts';
import { arithmetic } from './arithmetic.ts';
import { comparisons } from './comparison.ts';
import { conditional } from './conditional.ts';
import { logic } from './logic.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { templateOf, type FunctionSql, type ValueSql } from './value-sql.ts';

/** What each function of expressions is in SQL. Its types are in pipeline/functions/. */
const functions: Readonly<Record<FunctionName, FunctionSql>> = {
  ...arithmetic,
  ...comparisons,
  ...logic,
  ...conditional,
  ...text,
  ...time,
};

export function callSql(
  name: FunctionName,
  dialect: Dialect,
  args: readonly ValueSql[],
  nodes: readonly ExpressionNode[],
): ValueSql {
  return templateOf(functions[name], dialect.name)(args, nodes, dialect);
}
