import { isOfSpec, typeOf, type ColumnSpec, type Schema, type Value, type ValueOf } from '../columns/column-type.ts';
import { wellFormed } from '../columns/dictionary.ts';
import { StreamBenchError } from '../errors.ts';
import { parameter, checkArguments, columnName, plainObject } from './arguments.ts';
import { checkColumn, checkSchema } from './schema.ts';
import { isPlain, shownValue } from './shown-value.ts';
import { timestampOf, type TimestampLiteral } from './timestamp-literal.ts';

/** Rows that are known in advance and do not change, such as products or merchants. */
export interface StaticTable<S extends Schema = Schema, Key extends keyof S & string = keyof S & string> {
  readonly schema: S;
  /** The column by which a join looks up rows; each value occurs once. */
  readonly key: Key;
  /** Timestamps are microseconds since 1970. */
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** A cell as users write it. */
type WrittenValue<Spec extends ColumnSpec> = Spec extends `timestamp${string}`
  ? TimestampLiteral | Extract<ValueOf<Spec>, null>
  : ValueOf<Spec>;

const staticTableParameters = {
  schema: plainObject('the type of each column'),
  key: columnName,
  rows: parameter('an array of rows', Array.isArray),
};

/** A table to join streams with. Throws if a value is not of its column's type, or if a key is null or not unique. */
export function staticTable<
  const S extends Record<string, ColumnSpec>,
  const Key extends keyof S & string,
>(definition: {
  readonly schema: S;
  readonly key: Key;
  readonly rows: readonly { readonly [Name in keyof S]: WrittenValue<S[Name]> }[];
}): StaticTable<S, Key> {
  checkArguments('staticTable', definition, staticTableParameters);
  const { schema, key } = definition;
  checkSchema(schema, "'schema' of staticTable()");
  checkColumn(schema, key, "'key' of staticTable()");
  const rows = Array.from<unknown>(definition.rows).map((row, index) => checkedRow(schema, row, index + 1));
  checkKeys(key, rows);
  return Object.freeze({ schema: Object.freeze({ ...schema }), key, rows: Object.freeze(rows) });
}

function checkKeys(key: string, rows: readonly Readonly<Record<string, Value>>[]): void {
  const keys = new Set<Value>();
  for (const { [key]: value } of rows) {
    if (value === null || keys.has(value)) {
      const what =
        value === null
          ? `'rows' of staticTable(): the table has a row without '${key}'`
          : `'rows' of staticTable(): the table has two rows with '${key}' ${shownValue(value)}`;
      throw new StreamBenchError({ kind: 'input', what, remedy: 'Give each row of a static table a key of its own.' });
    }
    keys.add(value);
  }
}

function checkedRow(schema: Schema, row: unknown, number: number): Readonly<Record<string, Value>> {
  const place = `'rows' of staticTable(): row ${number}`;
  if (!isPlain(row))
    throw new StreamBenchError({ kind: 'input', what: `${place} must be an object, not ${shownValue(row)}` });
  for (const name of Object.keys(row)) checkColumn(schema, name, place);
  return Object.freeze(
    Object.fromEntries(
      Object.entries(schema).map(([name, spec]) => [name, checkedValue(row[name], spec, `${place}, column '${name}'`)]),
    ),
  );
}

function checkedValue(given: unknown, spec: ColumnSpec, place: string): Value {
  const value = typeOf(spec) === 'timestamp' && given !== null ? timestampOf(given) : given;
  if (isOfSpec(value, spec)) return typeof value === 'string' ? wellFormed(value) : value;
  throw new StreamBenchError({ kind: 'input', what: `${place} must be ${spec}, not ${shownValue(given)}` });
}
