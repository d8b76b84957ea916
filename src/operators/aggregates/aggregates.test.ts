import { describe, expect, test } from 'vitest';
import type { ColumnSpec } from '../../columns/column-type.ts';
import { Dictionary } from '../../columns/dictionary.ts';
import { aggregateNode, createAccumulator, quantileNode, type AggregateName } from './index.ts';

const dictionary = new Dictionary();

/** The aggregate of the values of one column, added in this order; null if it is null. */
function aggregate(name: AggregateName, spec: ColumnSpec, values: readonly number[]): number | null {
  const accumulator = createAccumulator(aggregateNode(name, { kind: 'column', name: 'value', spec }), dictionary);
  accumulator.grow(4);
  // Another slot must not affect it.
  accumulator.add(1, 1000);
  // Nor may what an earlier group has left in this one.
  for (const value of values) accumulator.add(2, value);
  accumulator.reset(2);
  for (const value of values) accumulator.add(2, value);
  return accumulator.isNull(2) ? null : accumulator.value(2);
}

const specOf = (name: AggregateName, spec: ColumnSpec): ColumnSpec =>
  aggregateNode(name, { kind: 'column', name: 'value', spec }).spec;

describe('count', () => {
  test('of rows is never null', () => {
    expect(aggregateNode('count')).toEqual({ function: 'count', spec: 'integer' });
    expect(aggregate('count', 'text?', [])).toBe(0);
    expect(aggregate('count', 'text?', [7, 7, 8])).toBe(3);
  });
});

describe('sum', () => {
  test('adds up values, and is null without values', () => {
    expect(aggregate('sum', 'integer', [1, 2, -5])).toBe(-2);
    expect(aggregate('sum', 'integer?', [])).toBeNull();
  });

  test('keeps the type and the nullability of its argument', () => {
    expect([specOf('sum', 'integer'), specOf('sum', 'float?')]).toEqual(['integer', 'float?']);
  });

  test('of floats is rounded as additions in order of arrival are', () => {
    expect(aggregate('sum', 'float', [0.1, 0.2, 0.3])).toBe(0.1 + 0.2 + 0.3);
    expect(aggregate('sum', 'float', [0.3, 0.2, 0.1])).toBe(0.3 + 0.2 + 0.1);
    expect(aggregate('sum', 'float', [1e308, 1e308])).toBe(Infinity);
  });

  test('of integers is exact up to 2^53 − 1, and an error beyond that', () => {
    expect(aggregate('sum', 'integer', [2 ** 53 - 2, 1])).toBe(2 ** 53 - 1);
    expect(() => aggregate('sum', 'integer', [2 ** 53 - 1, 1])).toThrow(
      'an integer result of about 9.01e+15 is beyond ±2^53 and would be rounded',
    );
    expect(() => aggregate('sum', 'integer', [1 - 2 ** 53, -1])).toThrow('beyond ±2^53');
  });
});

describe('mean', () => {
  test('is a float, and null without values', () => {
    expect(aggregate('mean', 'integer', [1, 2])).toBe(1.5);
    expect(aggregate('mean', 'integer?', [])).toBeNull();
    expect([specOf('mean', 'integer'), specOf('mean', 'float?')]).toEqual(['float', 'float?']);
  });

  test('is 0 and not −0 if it is too small for a float', () => {
    expect(aggregate('mean', 'float', [0, -5e-324])).toBe(0);
  });
});

describe('min and max', () => {
  test('are the smallest and the largest value, and null without values', () => {
    expect([aggregate('min', 'integer', [3, -1, 2]), aggregate('max', 'integer', [-3, -1, -2])]).toEqual([-1, -1]);
    expect([aggregate('min', 'integer?', []), aggregate('max', 'integer?', [])]).toEqual([null, null]);
  });

  test('treat NaN as larger than any number', () => {
    expect([aggregate('min', 'float', [NaN, Infinity]), aggregate('max', 'float', [Infinity, NaN, 1])]).toEqual([
      Infinity,
      NaN,
    ]);
  });

  test('compare texts by their UTF-8 bytes, whichever came first', () => {
    const codes = ['\u{1f600}', 'b', '\u{ff5e}', 'B'].map((text) => dictionary.encode(text));
    expect(dictionary.decode(aggregate('min', 'text', codes)!)).toBe('B');
    expect(dictionary.decode(aggregate('max', 'text', codes)!)).toBe('\u{1f600}');
  });

  test('of timestamps are timestamps', () => {
    expect([specOf('min', 'timestamp'), specOf('max', 'timestamp?')]).toEqual(['timestamp', 'timestamp?']);
  });
});

describe('first and last', () => {
  test('are the values that arrived first and last, and null without values', () => {
    expect([aggregate('first', 'float', [3, 1, 2]), aggregate('last', 'float', [3, 1, 2])]).toEqual([3, 2]);
    expect([aggregate('first', 'float?', []), aggregate('last', 'float?', [])]).toEqual([null, null]);
  });

  test('have the type of their argument', () => {
    expect([specOf('first', 'boolean'), specOf('last', 'text?')]).toEqual(['boolean', 'text?']);
  });
});

describe('variance and standard deviation', () => {
  test('are those of a sample, and null for fewer than two values', () => {
    expect(aggregate('variance', 'integer', [2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7, 14);
    expect(aggregate('standardDeviation', 'float', [1, 3])).toBe(Math.SQRT2);
    expect([aggregate('variance', 'float', [1]), aggregate('standardDeviation', 'float', [])]).toEqual([null, null]);
    expect(specOf('variance', 'integer')).toBe('float?');
  });

  test('lose no digits if the values are far from 0', () => {
    expect(aggregate('variance', 'float', [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30);
  });
});

describe('distinct counts', () => {
  test.each<AggregateName>(['countDistinct', 'approximateCountDistinct'])(
    '%s treats NaN as equal to itself, and is 0 without values',
    (name) => {
      expect(aggregate(name, 'float', [1, NaN, 2, NaN, 1])).toBe(3);
      expect(aggregate(name, 'float?', [])).toBe(0);
      expect(specOf(name, 'text?')).toBe('integer');
    },
  );

  test('the approximate one depends on texts and not on their codes', () => {
    const countOf = (texts: readonly string[]): number => {
      const own = new Dictionary();
      const accumulator = createAccumulator(
        aggregateNode('approximateCountDistinct', { kind: 'column', name: 'value', spec: 'text' }),
        own,
      );
      accumulator.grow(1);
      for (const text of texts) accumulator.add(0, own.encode(text));
      return accumulator.value(0);
    };
    const texts = Array.from({ length: 3000 }, (_, index) => `text ${index}`);
    expect(countOf(texts.toReversed())).toBe(countOf(texts));
    expect(Math.abs(countOf(texts) - 3000)).toBeLessThan(3000 * 0.0163 * 4);
  });
});

describe('approximate quantile', () => {
  const column = { kind: 'column', name: 'value', spec: 'integer?' } as const;

  test('is within 1 %, and null without values', () => {
    const accumulator = createAccumulator(quantileNode(column, 0.95), dictionary);
    accumulator.grow(2);
    for (let value = 1; value <= 1000; value++) accumulator.add(0, value);
    expect(Math.abs(accumulator.value(0) - 950)).toBeLessThanOrEqual(9.5);
    expect(accumulator.isNull(1)).toBe(true);
  });

  test.each([-0.1, 1.1, NaN])('refuses the quantile %d', (quantile) => {
    expect(() => quantileNode(column, quantile)).toThrow(`a quantile is a number from 0 to 1, not ${quantile}`);
  });
});

describe('an aggregate refuses an argument that it cannot take', () => {
  test.each<[AggregateName, ColumnSpec, string]>([
    ['sum', 'text?', 'sum() takes a number, not text?'],
    ['mean', 'timestamp', 'mean() takes a number, not timestamp'],
    ['min', 'boolean', 'min() takes a number, a timestamp or a text, not boolean'],
  ])('%s of %s', (name, spec, message) => {
    expect(() => specOf(name, spec)).toThrow(message);
  });

  test.each<AggregateName>(['sum', 'mean', 'min', 'max', 'first', 'last'])('%s without an argument', (name) => {
    expect(() => aggregateNode(name)).toThrow(/takes a.*, not nothing/);
  });
});
