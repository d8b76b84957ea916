import { typeOf, type Value } from '../columns/column-type.ts';
import type { ExpressionNode } from './expression-node.ts';
import type { FunctionName } from './functions/index.ts';
import { writtenSize } from './shared-expressions.ts';

type CallNode = Extract<ExpressionNode, { kind: 'call' }>;

/** How tightly operators bind: an operand that binds less tightly needs parentheses. */
const infix: Partial<Readonly<Record<FunctionName, { readonly symbol: string; readonly binding: number }>>> = {
  or: { symbol: 'or', binding: 1 },
  and: { symbol: 'and', binding: 2 },
  eq: { symbol: '=', binding: 4 },
  ne: { symbol: '≠', binding: 4 },
  lt: { symbol: '<', binding: 4 },
  le: { symbol: '≤', binding: 4 },
  gt: { symbol: '>', binding: 4 },
  ge: { symbol: '≥', binding: 4 },
  add: { symbol: '+', binding: 5 },
  subtract: { symbol: '-', binding: 5 },
  multiply: { symbol: '×', binding: 6 },
  divide: { symbol: '/', binding: 6 },
  remainder: { symbol: '%', binding: 6 },
};
const notBinding = 3;

/** Nodes of an expression that is printed in full. */
const largestPrinted = 1000;

/**
 * An expression as a person would write it: `amount × 2 > 500 and not approved`. Of one that is too large to be read
 * only the size, as it would be printed.
 */
export function printExpression(node: ExpressionNode, within = 0): string {
  const size = writtenSize(node);
  if (size > largestPrinted) return `(an expression of ${size.toLocaleString('en')} parts)`;
  switch (node.kind) {
    case 'column':
      return printName(node.name);
    case 'literal':
      return printValue(node.value, typeOf(node.spec) === 'timestamp');
    case 'call':
      return printCall(node, within);
  }
}

/** A column's name, in quotes unless it is a plain word. */
export function printName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : JSON.stringify(name);
}

function printCall({ function: name, arguments: args }: CallNode, within: number): string {
  const operator = infix[name];
  if (operator !== undefined) {
    const { symbol, binding } = operator;
    // a − (b − c) needs its parentheses, (a − b) − c does not.
    const [left, right] = [printExpression(args[0], binding), printExpression(args[1], binding + 1)];
    return parenthesized(`${left} ${symbol} ${right}`, binding < within);
  }
  if (name === 'not') return parenthesized(`not ${printExpression(args[0], notBinding)}`, notBinding < within);
  if (name === 'isNull')
    return parenthesized(`${printExpression(args[0], notBinding + 1)} is null`, notBinding < within);
  if (name === 'case') return printCase(args);
  return `${name}(${args.map((argument) => printExpression(argument)).join(', ')})`;
}

function printCase(args: readonly ExpressionNode[]): string {
  const printed = args.map((argument) => printExpression(argument));
  const branches = printed.flatMap((value, index) =>
    index % 2 === 1 ? [`when ${printed[index - 1]} then ${value}`] : [],
  );
  const otherwise = printed.length % 2 === 1 ? [`else ${printed[printed.length - 1]}`] : [];
  return ['case', ...branches, ...otherwise, 'end'].join(' ');
}

function printValue(value: Value, isTimestamp: boolean): string {
  if (typeof value === 'string') return `'${value.replaceAll('\n', '\\n')}'`;
  if (isTimestamp && typeof value === 'number' && value % 1000 === 0) return new Date(value / 1000).toISOString();
  return isTimestamp ? `${value} µs` : String(value);
}

function parenthesized(text: string, isNeeded: boolean): string {
  return isNeeded ? `(${text})` : text;
}
