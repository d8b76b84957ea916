import { inspect } from 'node:util';
import type { ColumnSpec, ColumnType } from '../columns/column-type.ts';
import { typeOf } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { ExpressionNode } from './expression-node.ts';
import { resultSpec, type FunctionName } from './functions.ts';

type NumberType = 'integer' | 'float';

/** What an expression of type T can be compared or combined with: its like, or a plain value. */
export type Operand<T extends ColumnType> =
  | Expression<T extends NumberType ? NumberType : T>
  | (T extends NumberType | 'timestamp' ? number : T extends 'text' ? string : boolean);

/** The builder's view of an expression of type T: only what T can do is there to complete. */
export type ExpressionOf<T extends ColumnType> = T extends NumberType
  ? NumberExpression<T>
  : T extends 'boolean'
    ? BooleanExpression
    : Expression<T>;

/** A value computed from a row, under construction. Builds frozen nodes and computes nothing. */
export class Expression<T extends ColumnType = ColumnType> {
  readonly node: ExpressionNode;
  /** Exists for the type checker only: keeps an Expression<'text'> from passing as a number. */
  declare readonly type: T;

  constructor(node: ExpressionNode) {
    this.node = node;
  }

  eq(other: Operand<T>): BooleanExpression {
    return new BooleanExpression(call('eq', this, other));
  }
  ne(other: Operand<T>): BooleanExpression {
    return new BooleanExpression(call('ne', this, other));
  }
  lt(other: Operand<T>): BooleanExpression {
    return new BooleanExpression(call('lt', this, other));
  }
  le(other: Operand<T>): BooleanExpression {
    return new BooleanExpression(call('le', this, other));
  }
  gt(other: Operand<T>): BooleanExpression {
    return new BooleanExpression(call('gt', this, other));
  }
  ge(other: Operand<T>): BooleanExpression {
    return new BooleanExpression(call('ge', this, other));
  }
  isNull(): BooleanExpression {
    return new BooleanExpression(call('isNull', this));
  }
}

export class NumberExpression<T extends NumberType = NumberType> extends Expression<T> {
  add<U extends NumberType = 'integer'>(other: Expression<U> | number): NumberExpression<T | NoInfer<U>> {
    return new NumberExpression(call('add', this, other));
  }
  subtract<U extends NumberType = 'integer'>(other: Expression<U> | number): NumberExpression<T | NoInfer<U>> {
    return new NumberExpression(call('subtract', this, other));
  }
  multiply<U extends NumberType = 'integer'>(other: Expression<U> | number): NumberExpression<T | NoInfer<U>> {
    return new NumberExpression(call('multiply', this, other));
  }
  /** A float; null where `other` is 0. */
  divide(other: Expression<NumberType> | number): NumberExpression<'float'> {
    return new NumberExpression(call('divide', this, other));
  }
}

export class BooleanExpression extends Expression<'boolean'> {
  and(other: Operand<'boolean'>): BooleanExpression {
    return new BooleanExpression(call('and', this, other));
  }
  or(other: Operand<'boolean'>): BooleanExpression {
    return new BooleanExpression(call('or', this, other));
  }
  not(): BooleanExpression {
    return new BooleanExpression(call('not', this));
  }
}

/** The builder for a node, with the methods of its type. */
export function expressionOf(node: ExpressionNode): Expression {
  switch (typeOf(node.spec)) {
    case 'integer':
    case 'float':
      return new NumberExpression(node);
    case 'boolean':
      return new BooleanExpression(node);
    default:
      return new Expression(node);
  }
}

/** A constant. Whole numbers are integers; give `'float'` or `'timestamp'` where another type is meant. */
export function literal(value: number | string | boolean): Expression;
export function literal<T extends 'float' | 'timestamp'>(value: number, type: T): ExpressionOf<T>;
export function literal(value: number | string | boolean, type?: ColumnType): Expression {
  return expressionOf(literalNode(value, type ?? literalType(value)));
}

function call(name: FunctionName, first: Expression, ...rest: readonly (Expression | number | string | boolean)[]): ExpressionNode {
  const beside = typeOf(first.node.spec);
  const nodes = [first.node, ...rest.map((operand) => operandNode(operand, beside))];
  const spec: ColumnSpec = resultSpec(name, nodes.map((node) => node.spec));
  return Object.freeze({ kind: 'call', function: name, arguments: Object.freeze(nodes), spec });
}

/** A plain number beside a timestamp is a timestamp: microseconds since 1970. */
function operandNode(operand: unknown, beside: ColumnType): ExpressionNode {
  if (operand instanceof Expression) return operand.node;
  const type = literalType(operand);
  return literalNode(operand as number | string | boolean, beside === 'timestamp' && type === 'integer' ? 'timestamp' : type);
}

function literalNode(value: number | string | boolean, type: ColumnType): ExpressionNode {
  // Adding 0 turns −0 into 0, so that equal values have equal bits.
  return Object.freeze({ kind: 'literal', value: typeof value === 'number' ? value + 0 : value, spec: type });
}

function literalType(value: unknown): ColumnType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'float';
  throw new StreamBenchError({
    kind: 'input',
    what: `an expression cannot hold ${inspect(value)}`,
    remedy: 'Use a column, a number, a text or a boolean.',
  });
}
