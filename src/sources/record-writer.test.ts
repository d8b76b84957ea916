import { describe, expect, test } from 'vitest';
import type { Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import { recordWriter } from './record-writer.ts';

const schema = {
  'it\'s "so"\n': 'integer',
  time: 'timestamp',
  float: 'float?',
  constructor: 'text?',
  flag: 'boolean',
  at: 'timestamp?',
} as const;

function written(...records: Record<string, unknown>[]): Value[][] {
  const table = new Table(schema, new Dictionary(), records.length);
  const write = recordWriter(table, 'time');
  for (const [index, record] of records.entries())
    write(table.reserve(), 1000 + index, record as Record<string, Value>, index);
  return records.map((_, row) => table.row(row));
}

const good = { 'it\'s "so"\n': 7, float: 0.5, constructor: 'ö', flag: true, at: -1 };

test('values go into their columns, whatever the names, and the event time into its own', () => {
  expect(written(good, { ...good, flag: false, time: 5, other: 1 })).toEqual([
    [7, 1000, 0.5, 'ö', true, -1],
    [7, 1001, 0.5, 'ö', false, -1],
  ]);
});

test('null and missing values are null in nullable columns', () => {
  expect(written({ ...good, float: null, constructor: undefined, at: undefined }, good)).toEqual([
    [7, 1000, null, null, true, null],
    [7, 1001, 0.5, 'ö', true, -1],
  ]);
});

test('−0 is 0', () => {
  const [row] = written({ ...good, float: -0, at: -0 });
  expect(Object.is(row[2], 0) && Object.is(row[5], 0)).toBe(true);
});

describe('a value that its column cannot hold is refused, with record and column', () => {
  test.each<[column: keyof typeof schema, value: unknown, what: string]>([
    ['it\'s "so"\n', 0.5, '0.5 is no integer'],
    ['it\'s "so"\n', 2 ** 53, '9007199254740992 is no integer'],
    ['it\'s "so"\n', null, 'null is no integer'],
    ['it\'s "so"\n', undefined, 'undefined is no integer'],
    ['float', 1n, '1n is no float'],
    ['constructor', 7, '7 is no text'],
    ['flag', 'yes', "'yes' is no boolean"],
    ['flag', 1, '1 is no boolean'],
    ['at', NaN, 'NaN is no timestamp'],
  ])('%j: %s', (name, value, what) => {
    expect(() => written(good, { ...good, [name]: value })).toThrow(
      new StreamBenchError({
        kind: 'input',
        where: `record() at index 1, column '${name}'`,
        what,
        remedy: `The schema says '${schema[name]}': change it, or what record() returns.`,
      }),
    );
  });
});
