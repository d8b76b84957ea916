import type { ColumnSpec, ColumnType } from '../columns/column-type.ts';
import { typeOf } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { ExpressionNode } from './expression-node.ts';
import { resultSpec, type FunctionName } from './functions/index.ts';
import { parameter, checkArguments, durationMs, oneOf, optional, someText, wholeNumberFrom } from './arguments.ts';
import { literalNode, literalType } from './literal.ts';
import { microsOf } from './micros.ts';
import { printExpression } from './print-expression.ts';
import { inWords, shownValue } from './shown-value.ts';
import { isTimestampObject, timestampOf, type TimestampLiteral, type TimestampObject } from './timestamp-literal.ts';
import { refuseUnknownMethods } from './unknown-method.ts';
import { noteBuilt, noteUsed, type Part } from './unused-parts.ts';

type NumberType = 'integer' | 'float';

/** What an expression of type T can be compared or combined with: one of the same type, or a plain value. */
export type Operand<T extends ColumnType> = Expression<T extends NumberType ? NumberType : T> | PlainOf<T>;

/** The plain values beside an expression of type T. */
type PlainOf<T extends ColumnType> = T extends NumberType
  ? number
  : T extends 'timestamp'
    ? TimestampLiteral
    : T extends 'text'
      ? string
      : boolean;

/** A plain value that has a column type of its own. */
export type Plain = number | string | boolean | TimestampObject;

/** The column type of an expression or of a plain value. */
export type TypeOfOperand<O> = O extends Expression<infer T> ? T : TypeOfPlain<O>;

type TypeOfPlain<V> = V extends number
  ? 'integer'
  : V extends string
    ? 'text'
    : V extends TimestampObject
      ? 'timestamp'
      : 'boolean';

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
export class Expression<T extends ColumnType = ColumnType> implements Part {
  readonly #node: ExpressionNode;
  /** For the type checker only: without it, an Expression<'text'> would pass as a number. */
  declare readonly type: T;

  constructor(node: ExpressionNode) {
    this.#node = node;
    noteBuilt(this);
  }

  /** The expression as data. Who reads it uses the expression. */
  get node(): ExpressionNode {
    noteUsed(this);
    return this.#node;
  }

  /** `>`, `+` and texts such as `${a}` would compute with the object, and not with the value of a record. */
  [Symbol.toPrimitive](hint: 'number' | 'string' | 'default'): never {
    noteUsed(this);
    const what = `JavaScript cannot compute with ${this[inWords]}: it has a value only once records come`;
    throw new StreamBenchError({ kind: 'input', what, remedy: instead[hint] });
  }

  get [inWords](): string {
    const kind = this.#node.kind === 'column' ? 'column' : 'expression';
    return `the ${kind} ${printExpression(this.#node)} (${typeOf(this.#node.spec)})`;
  }

  unusedProblem(): { readonly what: string; readonly remedy: string } {
    const isColumn = this.#node.kind === 'column';
    return {
      what: `${this[inWords]} is ${isColumn ? 'read' : 'built'}, and used nowhere`,
      remedy:
        'Write .and(), .or(), .not(), .eq(), .coalesce() or when() in place of &&, ||, !, ===, ?? or ?:, which ' +
        `JavaScript decides before records come. ${isColumn ? 'Do not read' : 'Remove'} what is not needed.`,
    };
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
    const bound = (name: 'ge' | 'le', value: Operand<T>, which: string): BooleanExpression => {
      const node = operandNode('between', value, typeOf(this.#node.spec), which);
      return new BooleanExpression(callNode(name, [this.node, node], 'between'));
    };
    return bound('ge', low, "'low'").and(bound('le', high, "'high'"));
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

refuseUnknownMethods(Expression.prototype);

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
    checkArguments('substring', { start, length }, substringParameters);
    return new TextExpression(call('substring', this, start, length));
  }
  /** Part number `part` of the text, split at each `separator`. The first has number 1; after the last comes ''. */
  splitPart(separator: string, part: number): TextExpression {
    checkArguments('splitPart', { separator, part }, splitPartParameters);
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
    checkArguments('truncateTo', { ms }, truncateToParameters);
    return new TimestampExpression(call('truncateTo', this, literal(microsOf(ms))));
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
    checkArguments('addMicros', { duration }, addMicrosParameters);
    return new TimestampExpression(
      call('addMicros', this, typeof duration === 'number' ? literal(duration) : duration),
    );
  }
  addMillis(duration: NumberExpression<'integer'> | number): TimestampExpression {
    checkArguments('addMillis', { duration }, addMillisParameters);
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

const substringParameters = { start: wholeNumberFrom(1), length: wholeNumberFrom(0) };
const splitPartParameters = { separator: someText, part: wholeNumberFrom(1) };
const truncateToParameters = { ms: durationMs };

const isInteger = (value: unknown): boolean =>
  value instanceof NumberExpression && value.node.spec.startsWith('integer');

const addMicrosParameters = {
  duration: parameter(
    'a whole number of microseconds, or an integer expression',
    (value) => Number.isSafeInteger(value) || isInteger(value),
  ),
};
const addMillisParameters = {
  duration: parameter(
    'a number of milliseconds in whole microseconds, or an integer expression',
    (value) => (typeof value === 'number' && Number.isSafeInteger(microsOf(value))) || isInteger(value),
  ),
};

/** What to write in place of JavaScript's operators, by the kind of value that they ask for. */
const instead = {
  number: 'Write .gt(), .ge(), .lt() or .le() in place of >, >=, < or <=, and .subtract(), .multiply(), … for -, *, ….',
  default: 'Write .add() or .concat() in place of +, and .eq() or .ne() in place of == or !=.',
  string: 'Write .concat() in place of a text with ${…}.',
};

/**
 * A constant. Whole numbers are integers unless the type is given as `'float'` or `'timestamp'`; a Date or a
 * Temporal.Instant is a timestamp. Of type `'timestamp'`, a number counts microseconds and a text is ISO 8601.
 */
export function literal<V extends Plain>(value: V): ExpressionOf<TypeOfPlain<V>>;
export function literal<T extends 'float' | 'timestamp'>(
  value: T extends 'timestamp' ? TimestampLiteral : number,
  type: T,
): ExpressionOf<T>;
export function literal(value: Plain, type?: 'float' | 'timestamp'): Expression {
  checkArguments('literal', { value, type }, literalParameters);
  if (type === 'timestamp') return expressionOf(operandNode('literal', value, 'timestamp'));
  if (type === undefined) return expressionOf(operandNode('literal', value, 'integer'));
  checkArguments('literal', { value }, floatParameters);
  return expressionOf(literalNode(value as number, type));
}

const literalParameters = {
  value: parameter('a number, a text, true, false, a Date or a Temporal.Instant', isPlainValue),
  type: optional(oneOf('float', 'timestamp')),
};
const floatParameters = {
  value: parameter("a number, to be a 'float'", (value) => typeof value === 'number'),
};

function isPlainValue(value: unknown): value is Plain {
  return ['number', 'string', 'boolean'].includes(typeof value) || isTimestampObject(value);
}

function call(name: FunctionName, first: Expression, ...rest: readonly unknown[]): ExpressionNode {
  const beside = typeOf(first.node.spec);
  const operands = rest.map((operand, index) =>
    operandNode(name, operand, beside, rest.length > 1 ? `argument ${index + 1}` : 'the argument'),
  );
  return callNode(name, [first.node, ...operands]);
}

/** Throws if the function does not take such arguments. `typed`: the name that users typed, if it is another one. */
export function callNode(name: FunctionName, args: readonly ExpressionNode[], typed: string = name): ExpressionNode {
  const spec: ColumnSpec = resultSpec(
    name,
    args.map(({ spec: each }) => each),
    typed,
  );
  return Object.freeze({ kind: 'call', function: name, arguments: Object.freeze([...args]), spec });
}

/**
 * An argument of a function as a node. Next to a timestamp, a plain number counts microseconds since 1970 and a text is
 * ISO 8601.
 */
export function operandNode(name: string, operand: unknown, beside: ColumnType, which = "'value'"): ExpressionNode {
  if (operand instanceof Expression) return operand.node;
  const place = `${which} of ${name}()`;
  if (!isPlainValue(operand)) throw notAnOperand(place, operand);
  if (beside !== 'timestamp' && !isTimestampObject(operand)) return literalNode(operand, literalType(operand));
  const micros = timestampOf(operand);
  if (micros !== undefined) return literalNode(micros, 'timestamp');
  throw new StreamBenchError({
    kind: 'input',
    what: `${place} must be a timestamp, not ${shownValue(operand)}`,
    remedy: "Give a Date, a Temporal.Instant, a text such as '2026-01-31T12:00:00Z', or whole microseconds since 1970.",
  });
}

function notAnOperand(place: string, operand: unknown): StreamBenchError {
  const isNothing = operand === undefined || operand === null;
  return new StreamBenchError({
    kind: 'input',
    what: `${place} must be an expression or a plain value, not ${shownValue(operand)}`,
    remedy: isNothing ? 'Write .isNull() to test for null.' : 'Use a column, a number, a text, true, false or a Date.',
  });
}
