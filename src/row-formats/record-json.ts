import { isNullable, type ColumnType, type Value } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import { timestampMicros } from '../columns/timestamp-text.ts';
import { cellText } from './cell-text.ts';

// Records and rows on a topic: a JSON object each. Timestamps are text in ISO 8601, and so are NaN and the infinities,
// which JSON does not have as numbers.

/** A writer of rows of a table. `numberAs`: the member that takes the number of the row; undefined: none does. */
export function jsonWriter({ columns }: Table, numberAs?: string): (table: Table, row: number) => string {
  const keys = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  const number = numberAs === undefined ? undefined : `${JSON.stringify(numberAs)}:`;
  return (table, row) => {
    const members = table.columns.map((column, index) => keys[index] + jsonOf(table.value(row, column), column.type));
    return `{${(number === undefined ? members : [...members, number + row]).join(',')}}`;
  };
}

function jsonOf(value: Value, type: ColumnType): string {
  const isText = type === 'timestamp' || (typeof value === 'number' && !Number.isFinite(value));
  return JSON.stringify(isText ? cellText(value, type) : value);
}

/** The values of an object in the order of the table's columns; undefined where it is no row of that table. */
export function jsonReader(table: Table): (text: string) => Value[] | undefined {
  const columns = Object.entries(table.schema).map(([name, spec]) => ({ name, isNullable: isNullable(spec) }));
  const types = table.columns.map(({ type }) => type);
  return (text) => {
    const object = parsed(text);
    if (object === undefined) return undefined;
    const values = columns.map(({ name }, index) => valueOf(object[name] ?? null, types[index]));
    return values.every((value, index) => isCell(value, columns[index])) ? (values as Value[]) : undefined;
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const object: unknown = JSON.parse(text);
    return typeof object === 'object' && object !== null ? (object as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where it is no value of the type. */
function valueOf(value: unknown, type: ColumnType): Value | undefined {
  if (value === null) return null;
  switch (type) {
    case 'timestamp':
      return typeof value === 'string' ? timestampMicros(value) : numberOf(value);
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
    case 'float':
      return numberOf(value);
  }
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : undefined;
}

function isCell(value: Value | undefined, { isNullable: mayBeNull }: { readonly isNullable: boolean }): boolean {
  return value === null ? mayBeNull : value !== undefined;
}
