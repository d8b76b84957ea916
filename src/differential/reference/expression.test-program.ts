import { typeOf, type Value } from '../../columns/column-type.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import { functions } from './functions/index.test-program.ts';

export type ReferenceRow = Readonly<Record<string, Value>>;

export function evaluateExpression(node: ExpressionNode, row: ReferenceRow): Value {
  if (node.kind === 'column') return row[node.name];
  if (node.kind === 'literal') return canonical(node.value);
  const meaning = functions[node.function];
  const args = node.arguments.map((argument) => () => evaluateExpression(argument, row));
  if ('choose' in meaning) return meaning.choose(args);
  const values = args.map((argument) => argument());
  const types = node.arguments.map(({ spec }) => typeOf(spec));
  if (!meaning.takesNull && values.includes(null)) return null;
  return canonical(meaning.value(values as never[], types));
}

/** Turns −0 into 0, so that equal values are identical, and each lone surrogate into U+FFFD. */
export function canonical(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  return value === 0 ? 0 : value;
}
