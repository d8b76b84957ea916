import { describe, expect, test } from 'vitest';
import { staticTable } from './static-table.ts';

const schema = { id: 'integer', name: 'text?' } as const;

describe('a static table', () => {
  test('is frozen data', () => {
    const table = staticTable({ schema, key: 'id', rows: [{ id: 1, name: 'a' }] });
    expect(table).toEqual({ schema, key: 'id', rows: [{ id: 1, name: 'a' }] });
    expect([table, table.schema, table.rows].every((part) => Object.isFrozen(part))).toBe(true);
  });

  test('refuses a key that occurs twice', () => {
    expect(() =>
      staticTable({
        schema,
        key: 'id',
        rows: [
          { id: 1, name: 'a' },
          { id: 1, name: 'b' },
        ],
      }),
    ).toThrow(/^'rows' of staticTable\(\): the table has two rows with 'id' 1\n.*key/);
  });

  test('refuses a row without its key', () => {
    const nameless = { id: 1, name: null };
    expect(() => staticTable({ schema, key: 'name', rows: [nameless] })).toThrow("the table has a row without 'name'");
    expect(() =>
      staticTable({ schema, key: 'id', rows: [{ name: 'a' } as unknown as { id: number; name: string }] }),
    ).toThrow("'rows' of staticTable(): row 1, column 'id' must be integer, not undefined");
  });

  test.each([
    [{ id: null, label: 'b' }, 'id', 'null'],
    [{ id: 1.5, label: 'b' }, 'id', '1.5'],
    [{ id: '1', label: 'b' }, 'id', "'1'"],
    [{ id: 1 }, 'label', 'undefined'],
    [{ id: 1, label: true }, 'label', 'true'],
  ])('refuses %j, whose values are not of the columns’ types', (row, name, value) => {
    const rows = [
      { key: 1, id: 1, label: 'a' },
      { key: 2, ...row } as unknown as { key: number; id: number; label: string },
    ];
    expect(() => staticTable({ schema: { key: 'integer', id: 'integer', label: 'text' }, key: 'key', rows })).toThrow(
      `'rows' of staticTable(): row 2, column '${name}' must be ${name === 'id' ? 'integer' : 'text'}, not ${value}`,
    );
  });

  test('refuses an unknown key column, and an unknown type', () => {
    expect(() => staticTable({ schema, key: 'idd' as 'id', rows: [] })).toThrow(
      "there is no column 'idd'\nDid you mean 'id'?",
    );
    expect(() => staticTable({ schema: { id: 'int' as 'integer' }, key: 'id', rows: [] })).toThrow(
      "unknown type 'int'",
    );
  });
});
