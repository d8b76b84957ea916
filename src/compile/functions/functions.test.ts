import { describe, expect, test } from 'vitest';
import { streamFrom } from '../../builder/stream.ts';
import type { Value } from '../../columns/column-type.ts';
import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import type { Expression } from '../../pipeline/expression.ts';
import { when } from '../../pipeline/when.ts';
import { compile } from '../compile.ts';

const names = ['i', 'j', 'f', 'g', 's', 'u', 'b', 'at', 'since'] as const;
const records = streamFrom(
  {
    time: 'timestamp',
    i: 'integer?',
    j: 'integer?',
    f: 'float?',
    g: 'float?',
    s: 'text?',
    u: 'text?',
    b: 'boolean?',
    at: 'timestamp?',
    since: 'timestamp?',
  },
  'time',
  0,
);
type Columns = typeof records extends { filter(predicate: (row: infer R) => never): unknown } ? R : never;

/** The expression's value for a record with these cells. All other cells are null. */
function value(
  expression: (row: Columns) => Expression,
  cells: Partial<Record<(typeof names)[number], Value>> = {},
): Value {
  const { plan } = records.project((row) => ({ value: expression(row) }));
  const table = new Table(records.plan.schema, new Dictionary(), 1);
  table.append([0, ...names.map((name) => cells[name] ?? null)]);
  const step = compile(plan, table);
  step.invoke(0, 1);
  return step.output.table.row(0)[0];
}

const micros = (text: string): number => Date.parse(text) * 1000;

describe('arithmetic', () => {
  test.each([
    [7, 3, 1],
    [-7, 3, -1],
    [7, -3, 1],
    [-6, 3, 0],
    [7, 0, null],
    [null, 3, null],
  ])('the remainder of %s divided by %s is %s, with the sign of the dividend', (i, j, expected) => {
    expect(value((row) => row.i.remainder(row.j), { i, j })).toBe(expected);
  });

  test.each([
    [0.5, 1],
    [-0.5, -1],
    [2.5, 3],
    [-2.5, -3],
    [0.49999999999999994, 0],
    [-0.4, 0],
    [2 ** 52 + 1, 2 ** 52 + 1],
    [-Infinity, -Infinity],
    [NaN, NaN],
  ])('%s rounds to %s, halves away from 0', (f, expected) => {
    expect(value((row) => row.f.round(), { f })).toBe(expected);
  });

  test('floor and ceil never give −0', () => {
    expect(
      [-1.5, -0.5, 0.5].map((f) => [value((row) => row.f.floor(), { f }), value((row) => row.f.ceil(), { f })]),
    ).toEqual([
      [-2, -1],
      [-1, 0],
      [0, 1],
    ]);
  });

  test.each([
    [1.9, 1],
    [-1.9, -1],
    [-0.9, 0],
    [2 ** 53 - 1, 2 ** 53 - 1],
    [2 ** 53, null],
    [-(2 ** 53), null],
    [NaN, null],
    [-Infinity, null],
  ])('%s as an integer is %s', (f, expected) => {
    expect(value((row) => row.f.toInteger(), { f })).toBe(expected);
  });

  test('roots, logarithms and powers are null if they are no real number', () => {
    expect(value((row) => row.f.sqrt(), { f: -1 })).toBeNull();
    expect([0, -1].map((f) => value((row) => row.f.ln(), { f }))).toEqual([null, null]);
    expect(value((row) => row.f.power(0.5), { f: -4 })).toBeNull();
    expect(value((row) => row.f.power(-1), { f: 0 })).toBeNull();
  });

  test('roots, logarithms and powers', () => {
    expect(value((row) => row.i.sqrt(), { i: 9 })).toBe(3);
    expect(value((row) => row.f.ln().exp(), { f: 1 })).toBe(1);
    expect(value((row) => row.i.power(3), { i: -2 })).toBe(-8);
    expect(value((row) => row.f.power(row.g), { f: 1, g: NaN })).toBe(1);
    expect(value((row) => row.f.power(row.g), { f: -1, g: Infinity })).toBe(1);
  });

  test('negate and abs', () => {
    expect(value((row) => row.i.negate(), { i: 0 })).toBe(0);
    expect(value((row) => row.f.abs(), { f: -2.5 })).toBe(2.5);
  });
});

describe('comparisons', () => {
  test('false is less than true', () => {
    expect(value((row) => row.b.lt(true), { b: false })).toBe(true);
  });

  test('between includes both bounds', () => {
    expect([0, 1, 3, 4].map((i) => value((row) => row.i.between(1, 3), { i }))).toEqual([false, true, true, false]);
  });

  test('in is true or null for a list with a null', () => {
    expect(value((row) => row.i.in(1, 2), { i: 2 })).toBe(true);
    expect(value((row) => row.i.in(1, 2), { i: 3 })).toBe(false);
    expect(value((row) => row.i.in(1, row.j), { i: 1 })).toBe(true);
    expect(value((row) => row.i.in(1, row.j), { i: 3 })).toBeNull();
    expect(value((row) => row.i.in(1, 2))).toBeNull();
    expect(value((row) => row.f.in(NaN), { f: NaN })).toBe(true);
  });

  test('least and greatest ignore nulls, and treat NaN as the largest number', () => {
    expect(value((row) => row.i.least(row.j, 5), { i: 7 })).toBe(5);
    expect(value((row) => row.i.greatest(row.j))).toBeNull();
    expect(value((row) => row.f.least(row.g), { f: NaN, g: 1 })).toBe(1);
    expect(value((row) => row.f.greatest(row.i), { f: NaN, i: 1 })).toBe(NaN);
    expect(value((row) => row.s.greatest('\u{ff5e}'), { s: '\u{1f600}' })).toBe('\u{1f600}');
  });
});

describe('conditions', () => {
  const size = (row: Columns): Expression =>
    when(row.i.gt(100), 'large').when(row.i.gt(10), 'medium').otherwise('small');

  test('the first true condition decides, and null counts as not true', () => {
    expect([500, 50, 5, null].map((i) => value(size, { i }))).toEqual(['large', 'medium', 'small', 'small']);
  });

  test('otherwiseNull gives null if no condition is true', () => {
    expect(value((row) => when(row.b, row.i).otherwiseNull(), { b: false, i: 1 })).toBeNull();
    expect(value((row) => when(row.b, row.i).otherwiseNull(), { b: true, i: 1 })).toBe(1);
  });

  test('a value that is not chosen is not computed, so it cannot overflow', () => {
    const square = (row: Columns): Expression => when(row.i.lt(1000), row.i.multiply(row.i)).otherwise(0);
    expect(value(square, { i: 2 ** 40 })).toBe(0);
    expect(value((row) => row.j.coalesce(row.i.multiply(row.i)), { i: 2 ** 40, j: 1 })).toBe(1);
    expect(() => value((row) => row.i.multiply(row.i), { i: 2 ** 40 })).toThrow('beyond ±2^53');
  });

  test('coalesce gives the first value that is not null', () => {
    expect(value((row) => row.s.coalesce(row.u, 'none'), { u: 'b' })).toBe('b');
    expect(value((row) => row.s.coalesce(row.u, 'none'))).toBe('none');
    expect(value((row) => row.s.coalesce(row.u))).toBeNull();
  });

  test('nullIf, isNull and isNotNull', () => {
    expect([1, 2, null].map((i) => value((row) => row.i.nullIf(1), { i }))).toEqual([null, 2, null]);
    expect(value((row) => row.i.nullIf(row.j), { i: 1 })).toBe(1);
    expect([value((row) => row.i.isNull()), value((row) => row.i.isNotNull())]).toEqual([true, false]);
  });
});

describe('texts', () => {
  test('change case only from A to Z', () => {
    expect(value((row) => row.s.lower(), { s: 'ÄBC İ' })).toBe('Äbc İ');
    expect(value((row) => row.s.upper(), { s: 'straße é' })).toBe('STRAßE é');
  });

  test('are measured and cut by code points, counted from 1', () => {
    const s = 'a\u{1f600}bc';
    expect(value((row) => row.s.length(), { s })).toBe(4);
    expect(value((row) => row.s.substring(2, 2), { s })).toBe('\u{1f600}b');
    expect(value((row) => row.s.substring(4, 9), { s })).toBe('c');
    expect(value((row) => row.s.substring(5, 1), { s })).toBe('');
  });

  test('are split into parts, and a part after the last is empty', () => {
    expect([1, 2, 3, 4].map((part) => value((row) => row.s.splitPart('/', part), { s: 'a//c' }))).toEqual([
      'a',
      '',
      'c',
      '',
    ]);
  });

  test('lose spaces at their ends when trimmed, but no other white space', () => {
    expect(value((row) => row.s.trim(), { s: '  \ta b  ' })).toBe('\ta b');
    expect(value((row) => row.s.trim(), { s: '   ' })).toBe('');
  });

  test('are joined and searched, with null if an argument is null', () => {
    expect(value((row) => row.s.concat('-', row.u), { s: 'a', u: 'b' })).toBe('a-b');
    expect(value((row) => row.s.concat('-', row.u), { s: 'a' })).toBeNull();
    expect(value((row) => row.s.startsWith('ab'), { s: 'abc' })).toBe(true);
    expect(value((row) => row.s.endsWith('ab'), { s: 'abc' })).toBe(false);
    expect(value((row) => row.s.contains(row.u), { s: 'abc', u: '' })).toBe(true);
    expect(value((row) => row.s.contains(row.u), { s: 'abc' })).toBeNull();
  });

  test.each([
    [
      'a start below 1',
      (row: Columns) => row.s.substring(0, 1),
      "'start' of substring() must be a whole number of at least 1, not 0",
    ],
    [
      'a negative length',
      (row: Columns) => row.s.substring(1, -1),
      "'length' of substring() must be a whole number of at least 0, not -1",
    ],
    [
      'no separator',
      (row: Columns) => row.s.splitPart('', 1),
      "'separator' of splitPart() must be a text that is not empty",
    ],
    [
      'a part 0',
      (row: Columns) => row.s.splitPart('/', 0),
      "'part' of splitPart() must be a whole number of at least 1, not 0",
    ],
  ])('%s is refused', (_, expression, message) => {
    expect(() => value(expression)).toThrow(message);
  });
});

describe('times', () => {
  test.each([
    ['2026-01-01T13:07:59.999Z', 13, 4],
    ['1970-01-01T00:00:00Z', 0, 4],
    ['1969-12-31T23:59:59Z', 23, 3],
    ['2024-02-25T00:00:00Z', 0, 7],
    ['2024-02-26T00:00:00Z', 0, 1],
  ])('%s has hour %i and day %i, where Monday is 1', (text, hour, day) => {
    expect(value((row) => row.at.hourOfDay(), { at: micros(text) })).toBe(hour);
    expect(value((row) => row.at.dayOfWeek(), { at: micros(text) })).toBe(day);
  });

  test('are truncated downwards to multiples since 1970, also before 1970', () => {
    expect(value((row) => row.at.truncateTo(60_000), { at: micros('2026-01-01T13:07:59.999Z') })).toBe(
      micros('2026-01-01T13:07:00Z'),
    );
    expect(value((row) => row.at.truncateTo(0.01), { at: -1 })).toBe(-10);
    expect(() => value((row) => row.at.truncateTo(0.0005))).toThrow(
      "'ms' of truncateTo() must be a number of milliseconds above 0, in whole microseconds, not 0.0005",
    );
  });

  test('can be subtracted and moved', () => {
    expect(value((row) => row.at.microsSince(row.since), { at: 10, since: 2500 })).toBe(-2490);
    expect(value((row) => row.at.millisSince(row.since), { at: 10, since: 2500 })).toBe(-2.49);
    expect(value((row) => row.at.addMillis(1.5), { at: 10 })).toBe(1510);
    expect(value((row) => row.at.addMillis(row.i), { at: 10, i: -2 })).toBe(-1990);
    expect(value((row) => row.at.addMicros(row.i), { at: 10 })).toBeNull();
  });
});
