import type { Schema, Value } from './column-type.ts';
import { Dictionary } from './dictionary.ts';
import { Table } from './table.ts';

type RowObject = Readonly<Record<string, Value>>;

/** A table of rows that are given as objects by column. */
export function tableOf(schema: Schema, rows: readonly RowObject[]): Table {
  const table = new Table(schema, new Dictionary(), rows.length);
  const names = Object.keys(schema);
  for (const row of rows) table.append(names.map((name) => row[name]));
  return table;
}

/** The rows of a table as lists of values, in the order of the schema. */
export function rowsOf(table: Table): Value[][] {
  return Array.from({ length: table.length }, (_, row) => table.row(row));
}

/** The rows of a table as objects by column. */
export function objectsOf(table: Table): RowObject[] {
  const names = Object.keys(table.schema);
  return rowsOf(table).map((row) => Object.fromEntries(row.map((value, index) => [names[index], value])));
}
