import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  expressionOf,
  literal,
  type Expression,
  type NumberExpression,
  type TextExpression,
  type TimestampExpression,
} from './expression.ts';
import { functions, resultSpec, type FunctionName } from './functions/index.ts';
import { rowOf } from './row.ts';
import { when } from './when.ts';

const row = rowOf<{ id: 'integer'; share: 'float'; name: 'text'; active: 'boolean'; time: 'timestamp' }>({
  id: 'integer',
  share: 'float?',
  name: 'text',
  active: 'boolean?',
  time: 'timestamp',
});

describe('expressions', () => {
  test('build frozen plain data', () => {
    const { node } = row.id.add(1).gt(10);
    expect(node).toEqual({
      kind: 'call',
      function: 'gt',
      arguments: [
        {
          kind: 'call',
          function: 'add',
          arguments: [
            { kind: 'column', name: 'id', spec: 'integer' },
            { kind: 'literal', value: 1, spec: 'integer' },
          ],
          spec: 'integer',
        },
        { kind: 'literal', value: 10, spec: 'integer' },
      ],
      spec: 'boolean',
    });
    expect(Object.isFrozen(node) && node.kind === 'call' && Object.isFrozen(node.arguments)).toBe(true);
  });

  test.each<[string, Expression, string]>([
    ['integer and integer', row.id.add(1), 'integer'],
    ['integer and float', row.id.multiply(0.5), 'float'],
    ['integer and nullable float', row.id.subtract(row.share), 'float?'],
    ['a division', row.id.divide(2), 'float?'],
    ['a comparison of nullables', row.share.lt(1), 'boolean?'],
    ['isNull', row.share.isNull(), 'boolean'],
    ['and with a nullable', row.id.eq(1).and(row.active), 'boolean?'],
    ['not', row.active.not(), 'boolean?'],
    ['text with text', row.name.ge('a'), 'boolean'],
    ['a case with otherwise', when(row.share.gt(1), 1).otherwise(2), 'integer'],
    ['a case with otherwiseNull', when(row.id.gt(1), 'a').otherwiseNull(), 'text?'],
    ['a case of an integer and a float', when(row.id.gt(1), row.id).otherwise(row.share), 'float?'],
    [
      'a case of timestamps and a number, taken as microseconds',
      when(row.id.gt(1), row.time).otherwise(0),
      'timestamp',
    ],
    [
      'a case of a Date and a text, taken as ISO 8601',
      when(row.id.gt(1), new Date(0)).otherwise('2026-01-31'),
      'timestamp',
    ],
    ['coalesce with a value that is never null', row.share.coalesce(row.id), 'float'],
    ['least of nullables', row.share.least(row.share), 'float?'],
    ['least with a value that is never null', row.share.least(row.id), 'float'],
    ['floor', row.share.floor(), 'float?'],
    ['an integer from a float', row.share.toInteger(), 'integer?'],
    ['the length of a text', row.name.length(), 'integer'],
    ['a difference of timestamps', row.time.millisSince(0), 'float'],
    ['timestamp with a number, taken as microseconds', row.time.lt(5), 'boolean'],
  ])('%s', (_, expression, spec) => {
    expect(expression.node.spec).toBe(spec);
  });

  test('whole numbers are integers and others floats, unless a type is given', () => {
    const specs = [
      literal(1),
      literal(1.5),
      literal(2 ** 53),
      literal(NaN),
      literal('a'),
      literal(true),
      literal(1, 'float'),
      literal(1, 'timestamp'),
    ];
    expect(specs.map(({ node }) => node.spec)).toEqual([
      'integer',
      'float',
      'float',
      'float',
      'text',
      'boolean',
      'float',
      'timestamp',
    ]);
  });

  test('a literal −0 is 0', () => {
    const { node } = literal(-0);
    expect(node.kind === 'literal' && Object.is(node.value, 0)).toBe(true);
  });

  test('the builder of a node has the methods of its type', () => {
    expect('add' in expressionOf(row.id.node)).toBe(true);
    expect('and' in expressionOf(row.active.node)).toBe(true);
    expect('and' in expressionOf(row.name.node)).toBe(false);
  });
});

test('the type checker knows the types of choices', () => {
  expectTypeOf(row.id.coalesce(0)).toEqualTypeOf<NumberExpression<'integer'>>();
  expectTypeOf(row.id.coalesce(row.share, 0)).toEqualTypeOf<NumberExpression>();
  expectTypeOf(row.time.least(row.time, 5)).toEqualTypeOf<TimestampExpression>();
  expectTypeOf(when(row.active, 'a').when(row.active, row.name).otherwiseNull()).toEqualTypeOf<TextExpression>();
  expectTypeOf(when(row.active, 1).otherwise(row.share)).toEqualTypeOf<NumberExpression>();
  // @ts-expect-error -- a text beside a number
  expect(() => when(row.active, 1).otherwise('a')).toThrow('otherwise() takes conditions and values of one type');
});

describe('type errors in code without type checks', () => {
  test.each<[FunctionName, string, readonly Expression[]]>([
    ['add', 'add() takes two numbers, not integer and text', [row.id, row.name]],
    ['divide', 'divide() takes two numbers, not timestamp and integer', [row.time, row.id]],
    ['eq', 'eq() takes two values of one type, not text and integer', [row.name, row.id]],
    ['lt', 'lt() takes two values of one type, not timestamp and float?', [row.time, row.share]],
    ['and', 'and() takes booleans, not boolean? and integer', [row.active, row.id]],
    ['not', 'not() takes booleans, not text', [row.name]],
    ['case', 'case() takes conditions and values of one type, not integer and text', [row.id, row.name]],
    [
      'case',
      'case() takes conditions and values of one type, not boolean? and text and integer',
      [row.active, row.name, row.id],
    ],
    ['coalesce', 'coalesce() takes values of one type, not text and integer', [row.name, row.id]],
    ['in', 'in() takes a value and at least one of its type, not text', [row.name]],
    ['concat', 'concat() takes texts, not text and integer', [row.name, row.id]],
    ['hourOfDay', 'hourOfDay() takes a timestamp, not integer', [row.id]],
    ['sqrt', 'sqrt() takes a number, not text', [row.name]],
  ])('%s', (name, message, [first, ...rest]) => {
    expect(() =>
      resultSpec(
        name,
        [first, ...rest].map(({ node }) => node.spec),
      ),
    ).toThrow(message);
  });

  test('are reported when the expression is built', () => {
    const untyped = row.name as unknown as NumberExpression;
    expect(() => row.id.add(untyped)).toThrow('add() takes two numbers, not integer and text');
  });

  test.each<unknown>([undefined, null, 5n, {}, [1]])('an argument cannot be %s', (value) => {
    expect(() => row.id.add(value as number)).toThrow(
      /^the argument of add\(\) must be an expression or a plain value, not .+\n(Use a column, a|Write \.isNull\(\)) /,
    );
  });
});

test('every function is a method of the same name, except case, which starts with when()', () => {
  const methods: object = Object.assign({}, ...[row.id, row.active, row.name, row.time].map(methodsOf));
  expect(Object.keys(methods)).toEqual(
    expect.arrayContaining(Object.keys(functions).filter((name) => name !== 'case')),
  );
});

function methodsOf(expression: object): object {
  const names: string[] = [];
  for (
    let type: unknown = Object.getPrototypeOf(expression);
    type instanceof Object && type !== Object.prototype;
    type = Object.getPrototypeOf(type)
  ) {
    names.push(...Object.getOwnPropertyNames(type));
  }
  return Object.fromEntries(names.map((name) => [name, true]));
}
