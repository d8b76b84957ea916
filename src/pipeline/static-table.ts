import type { ColumnSpec, Schema, Value, ValueOf } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { checkColumn, checkSchema } from './row.ts';

/** Rows that are known before the run and do not change: products, merchants, limits. */
export interface StaticTable<S extends Schema = Schema> {
  readonly schema: S;
  /** The column that a join looks rows up by; each value occurs once. */
  readonly key: string;
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** A table to join streams with. Throws where a key is null or occurs twice. */
export function staticTable<const S extends Record<string, ColumnSpec>>(definition: {
  readonly schema: S;
  readonly key: keyof S & string;
  readonly rows: readonly { readonly [Name in keyof S]: ValueOf<S[Name]> }[];
}): StaticTable<S> {
  const { schema, key, rows } = definition;
  checkSchema(schema);
  checkColumn(schema, key);
  const keys = new Set<Value>();
  for (const row of rows) {
    const value: Value = row[key];
    if (value === null || keys.has(value)) {
      const what = value === null ? `the table has a row without '${key}'` : `the table has two rows with '${key}' ${JSON.stringify(value)}`;
      throw new StreamBenchError({ kind: 'input', what, remedy: "A static table's key must be there and be unique." });
    }
    keys.add(value);
  }
  return Object.freeze({ schema: Object.freeze({ ...schema }), key, rows: Object.freeze([...rows]) });
}
