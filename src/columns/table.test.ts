import { describe, expect, test } from 'vitest';
import { Dictionary } from './dictionary.ts';
import { OutputRows } from './output-rows.ts';
import { Table } from './table.ts';

const schema = { id: 'integer', share: 'float?', name: 'text?', active: 'boolean', time: 'timestamp' } as const;

describe('Table', () => {
  test('returns the values of each type', () => {
    const table = new Table(schema, new Dictionary());
    table.append([7, 0.5, 'ö', true, 1_767_225_600_000_000]);
    table.append([-7, null, null, false, -1]);
    expect([table.row(0), table.row(1)]).toEqual([
      [7, 0.5, 'ö', true, 1_767_225_600_000_000],
      [-7, null, null, false, -1],
    ]);
  });

  test('has an array of its own for each type, and for nulls only in nullable columns', () => {
    const { columns } = new Table(schema, new Dictionary(), 4);
    expect(columns.map(({ name, values, nulls }) => [name, values.constructor, nulls?.constructor])).toEqual([
      ['id', Float64Array, undefined],
      ['share', Float64Array, Uint8Array],
      ['name', Int32Array, Uint8Array],
      ['active', Uint8Array, undefined],
      ['time', Float64Array, undefined],
    ]);
  });

  test('keeps its rows when it grows', () => {
    const table = new Table({ id: 'integer', name: 'text?' }, new Dictionary(), 1);
    const rows = Array.from({ length: 1000 }, (_, row) => [row, row % 3 === 0 ? null : `name ${row}`]);
    for (const row of rows) table.append(row);
    expect(table.length).toBe(1000);
    expect(rows.map((_, row) => table.row(row))).toEqual(rows);
  });

  test('grows from a capacity of 0', () => {
    const table = new Table({ id: 'integer' }, new Dictionary(), 0);
    table.append([1]);
    expect(table.row(0)).toEqual([1]);
  });

  test('is empty after clear, and a null leaves no trace', () => {
    const table = new Table({ id: 'integer?' }, new Dictionary());
    table.append([null]);
    table.clear();
    expect(table.length).toBe(0);
    table.append([5]);
    expect(table.row(0)).toEqual([5]);
  });

  test('stores −0 as 0, so that equal values have equal bits', () => {
    const table = new Table({ share: 'float' }, new Dictionary());
    table.append([-0]);
    expect(Object.is(table.columns[0].values[0], 0)).toBe(true);
  });

  test('refuses a null or a missing value in a column that is not nullable', () => {
    const table = new Table({ id: 'integer' }, new Dictionary());
    expect(() => table.append([null])).toThrow("null in column 'id', which is not nullable");
    expect(() => table.append([])).toThrow("null in column 'id', which is not nullable");
  });

  test('finds a column by its name', () => {
    const table = new Table(schema, new Dictionary());
    expect(table.column('share')).toBe(table.columns[1]);
    expect(() => table.column('shares')).toThrow("no column 'shares'");
  });
});

describe('OutputRows', () => {
  test('keeps the cause of each row when it grows, and starts anew after clear', () => {
    const output = new OutputRows({ id: 'integer' }, new Dictionary());
    for (let cause = 0; cause < 100; cause++) expect(output.reserve(cause * 2)).toBe(cause);
    expect([output.length, ...output.causes.slice(0, 3), output.causes[99]]).toEqual([100, 0, 2, 4, 198]);
    output.clear();
    expect(output.length).toBe(0);
    expect(output.reserve(500)).toBe(0);
    expect(output.causes[0]).toBe(500);
  });
});
