import { isOfSpec, type ColumnSpec, type Schema, type Value, type ValueOf } from '../columns/column-type.ts';
import { wellFormed } from '../columns/dictionary.ts';
import { StreamBenchError } from '../errors.ts';
import { checkColumn, checkSchema } from './row.ts';

/** Rows that are known in advance and do not change, such as products or merchants. */
export interface StaticTable<S extends Schema = Schema, Key extends keyof S & string = keyof S & string> {
  readonly schema: S;
  /** The column by which a join looks up rows; each value occurs once. */
  readonly key: Key;
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** A table to join streams with. Throws if a value is not of its column's type, or if a key is null or not unique. */
export function staticTable<
  const S extends Record<string, ColumnSpec>,
  const Key extends keyof S & string,
>(definition: {
  readonly schema: S;
  readonly key: Key;
  readonly rows: readonly { readonly [Name in keyof S]: ValueOf<S[Name]> }[];
}): StaticTable<S, Key> {
  const { schema, key } = definition;
  const rows = definition.rows.map(withWellFormedTexts);
  checkSchema(schema);
  checkColumn(schema, key);
  checkKeys(key, rows);
  rows.forEach((row, index) => checkValues(schema, row, index + 1));
  return Object.freeze({ schema: Object.freeze({ ...schema }), key, rows: Object.freeze(rows) });
}

function withWellFormedTexts(row: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const values = Object.entries(row).map(([name, value]): [string, Value] => [
    name,
    typeof value === 'string' ? wellFormed(value) : value,
  ]);
  return Object.fromEntries(values);
}

function checkKeys(key: string, rows: readonly Readonly<Record<string, Value>>[]): void {
  const keys = new Set<Value>();
  for (const { [key]: value = null } of rows) {
    if (value === null || keys.has(value)) {
      const what =
        value === null
          ? `the table has a row without '${key}'`
          : `the table has two rows with '${key}' ${JSON.stringify(value)}`;
      throw new StreamBenchError({ kind: 'input', what, remedy: 'Give each row of a static table a key of its own.' });
    }
    keys.add(value);
  }
}

function checkValues(schema: Schema, row: Readonly<Record<string, Value>>, number: number): void {
  for (const [name, spec] of Object.entries(schema)) {
    if (isOfSpec(row[name], spec)) continue;
    throw new StreamBenchError({
      kind: 'input',
      what: `the table's row ${number} has ${JSON.stringify(row[name])} in column '${name}', which is ${spec}`,
    });
  }
}
