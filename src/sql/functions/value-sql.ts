import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { Dialect, DialectName } from '../dialect.ts';

/** SQL of a value. `atomic`: whether it can be an operand without parentheses. */
export interface ValueSql {
  readonly text: string;
  readonly atomic: boolean;
}

/** A call's SQL from that of its arguments. `nodes` are the arguments themselves. Refuses if there is no such SQL. */
export type Template = (args: readonly ValueSql[], nodes: readonly ExpressionNode[], dialect: Dialect) => ValueSql;

/** One template for all dialects, or a common one and others for the dialects that differ. */
export type FunctionSql = Template | ({ readonly common: Template } & Partial<Readonly<Record<DialectName, Template>>>);

export function templateOf(entry: FunctionSql, dialect: DialectName): Template {
  return typeof entry === 'function' ? entry : (entry[dialect] ?? entry.common);
}

/** SQL that needs no parentheses as an operand. */
export function atom(text: string): ValueSql {
  return { text, atomic: true };
}

export function compound(text: string): ValueSql {
  return { text, atomic: false };
}

export function beside({ text, atomic }: ValueSql): string {
  return atomic ? text : `(${text})`;
}

/** `left operator right operator …` */
export function infix(operator: string): Template {
  return (args) => compound(args.map(beside).join(` ${operator} `));
}

/** `NAME(argument, …)` */
export function named(name: string): Template {
  return (args) => atom(`${name}(${args.map(({ text }) => text).join(', ')})`);
}

/** A call that gives a 32-bit integer, as a 64-bit integer. */
export function asBigint(template: Template): Template {
  return (args, nodes, dialect) => atom(`CAST(${template(args, nodes, dialect).text} AS BIGINT)`);
}
