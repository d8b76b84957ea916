import { describe, expect, test } from 'vitest';
import { rowOf } from './row.ts';
import { checkColumn, checkSchema } from './schema.ts';

const schema = { time: 'timestamp', amount: 'integer?' } as const;

describe('a row of a schema', () => {
  test('has a column expression for each column, with its spec', () => {
    const row = rowOf<{ amount: 'integer' }>(schema);
    expect(row.amount.node).toEqual({ kind: 'column', name: 'amount', spec: 'integer?' });
    expect(Object.isFrozen(row.amount.node)).toBe(true);
  });

  test('can be spread, to add a column to all of them', () => {
    const row = rowOf<{ time: 'timestamp'; amount: 'integer' }>(schema);
    expect(Object.keys({ ...row, double: row.amount.multiply(2) })).toEqual(['time', 'amount', 'double']);
  });

  test.each(['amuont', 'Amount'])('an unknown column %s is an error that suggests the nearest one', (name) => {
    const row = rowOf<Record<string, 'integer'>>(schema);
    expect(() => row[name]).toThrow(`there is no column '${name}'\nDid you mean 'amount'?`);
  });

  test('an unknown column that resembles none is an error that names all columns', () => {
    const row = rowOf<Record<string, 'integer'>>(schema);
    expect(() => row['category']).toThrow("there is no column 'category'\nThe columns here are time, amount.");
  });

  test('a property that every object has is no column', () => {
    const row = rowOf<Record<string, 'integer'>>(schema);
    expect(() => row['toString']).toThrow("there is no column 'toString'");
    expect(Object.hasOwn(row, 'toString')).toBe(false);
    expect(() => checkColumn(schema, 'constructor')).toThrow("there is no column 'constructor'");
  });
});

describe('checkSchema', () => {
  test('passes the types with and without nulls', () => {
    expect(() => checkSchema(schema)).not.toThrow();
  });

  test('refuses a type that does not exist, and names the ones that do', () => {
    expect(() => checkSchema({ amount: 'decimal' as 'integer' })).toThrow(
      /^column 'amount' has the unknown type 'decimal'\n.*integer, float, boolean, text or timestamp.* '\?'/,
    );
  });

  test('refuses a schema without columns', () => {
    expect(() => checkSchema({})).toThrow('a schema needs at least one column');
  });
});
