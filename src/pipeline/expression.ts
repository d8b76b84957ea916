import type { ColumnSpec, ColumnType } from '../columns/column-type.ts';
import { typeOf } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { ExpressionNode } from './expression-node.ts';
import { resultSpec, type FunctionName } from './functions/index.ts';
import { literalNode, literalType } from './literal.ts';
import { microsOf } from './micros.ts';

type NumberType = 'integer' | 'float';

/** What an expression of type T can be compared or combined with: one of the same type, or a plain value. */
export type Operand<T extends ColumnType> =
  | Expression<T extends NumberType ? NumberType : T>
  | (T extends NumberType | 'timestamp' ? number : T extends 'text' ? string : boolean);

/** The column type of an expression or of a plain value. */
export type TypeOfOperand<O> =
  O extends Expression<infer T> ? T : O extends number ? 'integer' : O extends string ? 'text' : 'boolean';

/** The builder of an expression of type T: it has only the methods that suit T. */
export type ExpressionOf<T extends ColumnType> = [T] extends [NumberType]
  ? NumberExpression<T & NumberType>
  : [T] extends ['boolean']
    ? BooleanExpression
    : [T] extends ['text']
      ? TextExpression
      : [T] extends ['timestamp']
        ? TimestampExpression
        : Expression<T>;

/** The type of a value that is chosen from several: a number if integers and floats are mixed. */
type OneOf<T extends ColumnType, O> = ExpressionOf<T | (O extends Expression<infer U> ? U : never)>;

/** A value computed from a row, under construction. Builds frozen nodes and computes nothing. */
export class Expression<T extends ColumnType = ColumnType> {
  readonly node: ExpressionNode;
  /** For the type checker only: without it, an Expression<'text'> would pass as a number. */
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
  /** Includes both bounds. */
  between(low: Operand<T>, high: Operand<T>): BooleanExpression {
    return this.ge(low).and(this.le(high));
  }
  /** Whether it equals one of these; null if it equals none of them and one of them is null. */
  in(...values: readonly Operand<T>[]): BooleanExpression {
    return new BooleanExpression(call('in', this, ...values));
  }
  isNull(): BooleanExpression {
    return new BooleanExpression(call('isNull', this));
  }
  isNotNull(): BooleanExpression {
    return this.isNull().not();
  }
  /** Null if it equals `other`, else the value itself. */
  nullIf(other: Operand<T>): ExpressionOf<T> {
    return expressionOf(call('nullIf', this, other)) as ExpressionOf<T>;
  }
  /** The first of this and the others that is not null. Those after it are not computed. */
  coalesce<O extends readonly Operand<T>[]>(...others: O): OneOf<T, O[number]> {
    return expressionOf(call('coalesce', this, ...others)) as OneOf<T, O[number]>;
  }
  /** The smallest of this and the others. Nulls are ignored; NaN is greater than all numbers. */
  least<O extends readonly Operand<T>[]>(...others: O): OneOf<T, O[number]> {
    return expressionOf(call('least', this, ...others)) as OneOf<T, O[number]>;
  }
  /** The largest of this and the others. Nulls are ignored; NaN is greater than all numbers. */
  greatest<O extends readonly Operand<T>[]>(...others: O): OneOf<T, O[number]> {
    return expressionOf(call('greatest', this, ...others)) as OneOf<T, O[number]>;
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
  /** A float; null if `other` is 0. */
  divide(other: Expression<NumberType> | number): NumberExpression<'float'> {
    return new NumberExpression(call('divide', this, other));
  }
  /** The remainder of a division, with the sign of this number; null if `other` is 0. */
  remainder<U extends NumberType = 'integer'>(other: Expression<U> | number): NumberExpression<T | NoInfer<U>> {
    return new NumberExpression(call('remainder', this, other));
  }
  negate(): NumberExpression<T> {
    return new NumberExpression(call('negate', this));
  }
  abs(): NumberExpression<T> {
    return new NumberExpression(call('abs', this));
  }
  floor(): NumberExpression<T> {
    return new NumberExpression(call('floor', this));
  }
  ceil(): NumberExpression<T> {
    return new NumberExpression(call('ceil', this));
  }
  /** To the nearest whole number, halves away from 0. A float stays a float. */
  round(): NumberExpression<T> {
    return new NumberExpression(call('round', this));
  }
  /** Cuts off the fraction; null if the result is no integer within ±2^53. */
  toInteger(): NumberExpression<'integer'> {
    return new NumberExpression(call('toInteger', this));
  }
  toFloat(): NumberExpression<'float'> {
    return new NumberExpression(call('toFloat', this));
  }
  /** Null for a negative number. */
  sqrt(): NumberExpression<'float'> {
    return new NumberExpression(call('sqrt', this));
  }
  /** The natural logarithm; null for 0 and for a negative number. */
  ln(): NumberExpression<'float'> {
    return new NumberExpression(call('ln', this));
  }
  exp(): NumberExpression<'float'> {
    return new NumberExpression(call('exp', this));
  }
  /** Null for a negative power of 0, and for a fractional power of a negative number. */
  power(exponent: Expression<NumberType> | number): NumberExpression<'float'> {
    return new NumberExpression(call('power', this, exponent));
  }
}

export class TextExpression extends Expression<'text'> {
  /** Changes only A to Z. */
  lower(): TextExpression {
    return new TextExpression(call('lower', this));
  }
  /** Changes only a to z. */
  upper(): TextExpression {
    return new TextExpression(call('upper', this));
  }
  /** Without the spaces (U+0020) at both ends. */
  trim(): TextExpression {
    return new TextExpression(call('trim', this));
  }
  /** The number of code points. */
  length(): NumberExpression<'integer'> {
    return new NumberExpression(call('length', this));
  }
  /** Up to `length` code points from position `start` on. The first code point has position 1. */
  substring(start: number, length: number): TextExpression {
    checkWhole('the start of a substring', start, 1);
    checkWhole('the length of a substring', length, 0);
    return new TextExpression(call('substring', this, start, length));
  }
  /** Part number `part` of the text, split at each `separator`. The first has number 1; after the last comes ''. */
  splitPart(separator: string, part: number): TextExpression {
    if (separator === '')
      throw new StreamBenchError({ kind: 'input', what: 'splitPart() needs a separator that is not empty' });
    checkWhole('the number of a part', part, 1);
    return new TextExpression(call('splitPart', this, separator, part));
  }
  concat(...others: readonly Operand<'text'>[]): TextExpression {
    return new TextExpression(call('concat', this, ...others));
  }
  startsWith(other: Operand<'text'>): BooleanExpression {
    return new BooleanExpression(call('startsWith', this, other));
  }
  endsWith(other: Operand<'text'>): BooleanExpression {
    return new BooleanExpression(call('endsWith', this, other));
  }
  contains(other: Operand<'text'>): BooleanExpression {
    return new BooleanExpression(call('contains', this, other));
  }
}

export class TimestampExpression extends Expression<'timestamp'> {
  /** The latest multiple of `ms` since 1970-01-01T00:00:00Z that is not after it. */
  truncateTo(ms: number): TimestampExpression {
    const micros = microsOf(ms);
    checkWhole('the microseconds to truncate a timestamp to', micros, 1);
    return new TimestampExpression(call('truncateTo', this, literal(micros)));
  }
  /** 0 to 23, in UTC. */
  hourOfDay(): NumberExpression<'integer'> {
    return new NumberExpression(call('hourOfDay', this));
  }
  /** 1 (Monday) to 7 (Sunday), in UTC. */
  dayOfWeek(): NumberExpression<'integer'> {
    return new NumberExpression(call('dayOfWeek', this));
  }
  microsSince(other: Operand<'timestamp'>): NumberExpression<'integer'> {
    return new NumberExpression(call('microsSince', this, other));
  }
  /** Includes fractions of a millisecond. */
  millisSince(other: Operand<'timestamp'>): NumberExpression<'float'> {
    return new NumberExpression(call('millisSince', this, other));
  }
  addMicros(duration: Expression<'integer'> | number): TimestampExpression {
    return new TimestampExpression(
      call('addMicros', this, typeof duration === 'number' ? literal(duration) : duration),
    );
  }
  addMillis(duration: NumberExpression<'integer'> | number): TimestampExpression {
    return this.addMicros(typeof duration === 'number' ? microsOf(duration) : duration.multiply(1000));
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
    case 'text':
      return new TextExpression(node);
    case 'timestamp':
      return new TimestampExpression(node);
  }
}

/** A constant. Whole numbers are integers unless the type is given as `'float'` or `'timestamp'`. */
export function literal<V extends number | string | boolean>(value: V): ExpressionOf<TypeOfOperand<V>>;
export function literal<T extends 'float' | 'timestamp'>(value: number, type: T): ExpressionOf<T>;
export function literal(value: number | string | boolean, type?: ColumnType): Expression {
  return expressionOf(literalNode(value, type ?? literalType(value)));
}

function call(
  name: FunctionName,
  first: Expression,
  ...rest: readonly (Expression | number | string | boolean)[]
): ExpressionNode {
  const beside = typeOf(first.node.spec);
  return callNode(name, [first.node, ...rest.map((operand) => operandNode(operand, beside))]);
}

/** Throws if the function does not take such arguments. */
export function callNode(name: FunctionName, args: readonly ExpressionNode[]): ExpressionNode {
  const spec: ColumnSpec = resultSpec(
    name,
    args.map((argument) => argument.spec),
  );
  return Object.freeze({ kind: 'call', function: name, arguments: Object.freeze([...args]), spec });
}

/** A plain number next to a timestamp is a timestamp: microseconds since 1970. */
export function operandNode(operand: unknown, beside: ColumnType): ExpressionNode {
  if (operand instanceof Expression) return operand.node;
  const type = literalType(operand);
  return literalNode(
    operand as number | string | boolean,
    beside === 'timestamp' && type === 'integer' ? 'timestamp' : type,
  );
}

function checkWhole(what: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new StreamBenchError({
    kind: 'input',
    what: `${what} must be a whole number of at least ${least}, not ${value}`,
  });
}
