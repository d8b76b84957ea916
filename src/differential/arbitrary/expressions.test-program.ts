import fc from 'fast-check';
import { columnTypes, typeOf, type ColumnType, type Schema } from '../../columns/column-type.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import {
  expressionOf,
  literal,
  type BooleanExpression,
  type Expression,
  type NumberExpression,
  type TextExpression,
  type TimestampExpression,
} from '../../pipeline/expression.ts';
import type { FunctionName } from '../../pipeline/functions/index.ts';
import { when } from '../../pipeline/when.ts';
import { at, constantOf } from './values.test-program.ts';

/**
 * The shape of an expression, independent of its columns: numbers that choose among the possibilities of a schema. So
 * any choices fit any schema, and a failing case shrinks freely.
 */
export interface ExpressionChoices {
  readonly choice: number;
  readonly operands: readonly ExpressionChoices[];
}

export const expressionChoices: fc.Arbitrary<ExpressionChoices> = fc.letrec<{ tree: ExpressionChoices }>((tie) => ({
  tree: fc.record({
    choice: fc.nat(1000),
    operands: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('tree'), { minLength: 1, maxLength: 3 })),
  }),
})).tree;

/** A way to make a value of a type from operands of these types. `choice` decides all other parameters. */
interface Call {
  readonly name: FunctionName;
  readonly operands: readonly ColumnType[];
  readonly build: (operands: readonly Expression[], choice: number) => Expression;
}

const comparisons = ['lt', 'eq', 'ge', 'ne', 'le', 'gt'] as const;
const integers: readonly ColumnType[] = ['integer', 'integer'];
const numberPairs: readonly (readonly ColumnType[])[] = [
  ['integer', 'float'],
  ['float', 'integer'],
  ['float', 'float'],
];

const callsOf: { readonly [Type in ColumnType]: readonly Call[] } = {
  integer: [
    ...times(2, ['add', 'subtract', 'multiply', 'remainder'] as const).map((name) => method(name, integers)),
    ...(['negate', 'abs', 'floor', 'ceil', 'round'] as const).map((name) => method(name, ['integer'])),
    method('toInteger', ['float']),
    method('length', ['text']),
    method('hourOfDay', ['timestamp']),
    method('dayOfWeek', ['timestamp']),
    method('microsSince', ['timestamp', 'timestamp']),
    ...choicesOf('integer'),
  ],
  float: [
    ...(['add', 'subtract', 'multiply', 'remainder'] as const).flatMap((name) =>
      numberPairs.map((pair) => method(name, pair)),
    ),
    ...(['divide', 'power'] as const).flatMap((name) => [integers, ...numberPairs].map((pair) => method(name, pair))),
    ...(['negate', 'abs', 'floor', 'ceil', 'round', 'sqrt', 'ln', 'exp'] as const).map((name) =>
      method(name, ['float']),
    ),
    method('toFloat', ['integer']),
    method('millisSince', ['timestamp', 'timestamp']),
    ...choicesOf('float'),
    ...numberPairs.flatMap((pair) => [method('least', pair), method('greatest', pair), method('coalesce', pair)]),
  ],
  boolean: [
    ...comparisons.flatMap((name) =>
      [...columnTypes.map((type) => [type, type]), ...numberPairs].map((pair) => method(name, pair)),
    ),
    ...times(12, ['and', 'or'] as const).map((name) => method(name, ['boolean', 'boolean'])),
    ...times(12, ['not'] as const).map((name) => method(name, ['boolean'])),
    ...columnTypes.map((type) => method('isNull', [type])),
    ...times(4, columnTypes).map((type) => method('in', [type, type, type])),
    ...(['startsWith', 'endsWith', 'contains'] as const).map((name) => method(name, ['text', 'text'])),
    ...choicesOf('boolean'),
  ],
  text: [
    ...(['lower', 'upper', 'trim'] as const).map((name) => method(name, ['text'])),
    {
      name: 'substring',
      operands: ['text'],
      build: ([of], choice) => (of as TextExpression).substring(1 + (choice % 3), Math.floor(choice / 3) % 3),
    },
    {
      name: 'splitPart',
      operands: ['text'],
      build: ([of], choice) => (of as TextExpression).splitPart(at(['a', ' ', '\u{1f600}'], choice), 1 + (choice % 2)),
    },
    method('concat', ['text', 'text']),
    method('concat', ['text', 'text', 'text']),
    ...choicesOf('text'),
  ],
  timestamp: [
    {
      name: 'truncateTo',
      operands: ['timestamp'],
      build: ([of], choice) => (of as TimestampExpression).truncateTo(at([0.001, 0.007, 3_600_000], choice)),
    },
    method('addMicros', ['timestamp', 'integer']),
    ...choicesOf('timestamp'),
  ],
};

/** The functions that generated expressions can call. */
export const functionsCalled: ReadonlySet<FunctionName> = new Set(
  Object.values(callsOf)
    .flat()
    .map(({ name }) => name),
);

/** A call of the method that has the function's name. */
function method(name: Exclude<FunctionName, 'case'>, operands: readonly ColumnType[]): Call {
  return {
    name,
    operands,
    build([first, ...others]) {
      const methods = first as NumberExpression & BooleanExpression & TextExpression & TimestampExpression;
      const called: (this: Expression, ...others: never[]) => Expression = methods[name];
      return called.apply(first, others as never[]);
    },
  };
}

/** The functions that choose one of several values of a type. */
function choicesOf(type: ColumnType): Call[] {
  const two = [type, type];
  return [
    {
      name: 'case',
      operands: ['boolean', type],
      build: ([condition, value]) => when(condition as BooleanExpression, value).otherwiseNull(),
    },
    {
      name: 'case',
      operands: ['boolean', type, 'boolean', type, type],
      build: ([first, value, second, other, last]) =>
        when(first as BooleanExpression, value)
          .when(second as BooleanExpression, other)
          .otherwise(last),
    },
    ...(['coalesce', 'nullIf', 'least', 'greatest'] as const).map((name) => method(name, two)),
    ...(['coalesce', 'least', 'greatest'] as const).map((name) => method(name, [...two, type])),
  ];
}

function times<T>(count: number, elements: readonly T[]): T[] {
  return Array.from({ length: count }, () => elements).flat();
}

/** An expression of this type over these columns. Where choices are used twice for one type, it is one expression. */
export function expressionFrom(choices: ExpressionChoices, type: ColumnType, schema: Schema): Expression {
  return sharedFrom(choices, type, schema, new Map());
}

function sharedFrom(
  choices: ExpressionChoices,
  type: ColumnType,
  schema: Schema,
  made: Map<ExpressionChoices, Map<ColumnType, Expression>>,
): Expression {
  const known = made.get(choices)?.get(type);
  if (known !== undefined) return known;
  const { choice, operands } = choices;
  const call = at(callsOf[type], choice);
  const expression =
    operands.length === 0
      ? leaf(choice, type, schema)
      : call.build(
          call.operands.map((operand, index) => sharedFrom(at(operands, index), operand, schema, made)),
          Math.floor(choice / 7),
        );
  made.set(choices, (made.get(choices) ?? new Map<ColumnType, Expression>()).set(type, expression));
  return expression;
}

/** A computed column, independent of the columns that it is computed from. */
export interface ColumnChoices {
  readonly type: ColumnType;
  readonly expression: ExpressionChoices;
}

export const columnChoices: fc.Arbitrary<ColumnChoices> = fc.record({
  type: fc.constantFrom(...columnTypes),
  expression: expressionChoices,
});

/** The computed columns of a schema, named by a prefix and a number. */
export function computedColumns(
  choices: readonly ColumnChoices[],
  prefix: string,
  schema: Schema,
): Record<string, ExpressionNode> {
  const named = choices.map(
    ({ type, expression }, index) => [`${prefix}${index}`, expressionFrom(expression, type, schema).node] as const,
  );
  return Object.fromEntries(named);
}

function leaf(choice: number, type: ColumnType, schema: Schema): Expression {
  const columns = Object.keys(schema).filter((name) => typeOf(schema[name]) === type);
  // Two of three leaves are columns, if there are any.
  if (columns.length > 0 && choice % 3 < 2) {
    const name = at(columns, Math.floor(choice / 3));
    return expressionOf(Object.freeze({ kind: 'column', name, spec: schema[name] }));
  }
  const value = constantOf(type, Math.floor(choice / 3));
  return type === 'float' || type === 'timestamp' ? literal(value as number, type) : literal(value);
}
