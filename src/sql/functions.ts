import { typeOf } from '../columns/column-type.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import type { FunctionName } from '../pipeline/functions.ts';
import type { DialectName } from './dialect.ts';

/** SQL of a value. `atomic`: it can stand beside any operator without parentheses. */
export interface ValueSql {
  readonly text: string;
  readonly atomic: boolean;
}

/** `nodes` are the arguments of which `args` are the SQL. */
type Template = (args: readonly ValueSql[], nodes: readonly ExpressionNode[]) => ValueSql;

/** One template for all dialects, or one for each that differs beside the common one. */
type Entry = Template | ({ readonly common: Template } & Partial<Readonly<Record<DialectName, Template>>>);

/** What each function of expressions is in SQL; its types stand in pipeline/functions.ts. */
const functions: Readonly<Record<FunctionName, Entry>> = {
  add: infix('+'),
  subtract: infix('-'),
  multiply: infix('*'),
  divide: {
    common: ([left, right], [, divisor]) => ({ text: `${beside(left)} / ${nullIfZero(right, divisor)}`, atomic: false }),
    // Between whole numbers, Flink's division leaves the fraction out.
    flink: ([left, right], [, divisor]) => ({ text: `CAST(${left.text} AS DOUBLE) / ${nullIfZero(right, divisor)}`, atomic: false }),
  },
  eq: infix('='),
  ne: infix('<>'),
  lt: order('<'),
  le: order('<='),
  gt: order('>'),
  ge: order('>='),
  and: infix('AND'),
  or: infix('OR'),
  not: ([argument]) => ({ text: `NOT ${beside(argument)}`, atomic: false }),
  isNull: ([argument]) => ({ text: `${beside(argument)} IS NULL`, atomic: false }),
};

export function callSql(name: FunctionName, dialect: DialectName, args: readonly ValueSql[], nodes: readonly ExpressionNode[]): ValueSql {
  const entry = functions[name];
  const template = typeof entry === 'function' ? entry : (entry[dialect] ?? entry.common);
  return template(args, nodes);
}

function infix(operator: string): Template {
  return ([left, right]) => ({ text: `${beside(left)} ${operator} ${beside(right)}`, atomic: false });
}

/** Flink does not order booleans. */
function order(operator: string): Entry {
  const common = infix(operator);
  const asNumber = ({ text }: ValueSql): ValueSql => ({ text: `CAST(${text} AS INT)`, atomic: true });
  return {
    common,
    flink: (args, nodes) => common(nodes.some(({ spec }) => typeOf(spec) === 'boolean') ? args.map(asNumber) : args, nodes),
  };
}

function nullIfZero(value: ValueSql, node: ExpressionNode): string {
  return node.kind === 'literal' && node.value !== 0 ? beside(value) : `NULLIF(${value.text}, 0)`;
}

function beside({ text, atomic }: ValueSql): string {
  return atomic ? text : `(${text})`;
}
