import { inspect } from 'node:util';
import { typeOf, type ColumnType, type Value } from '../columns/column-type.ts';
import type { Column, Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';

/** Writes a row: its event time, and the values of its other columns by name. */
export type RecordWriter = (row: number, timeMicros: number, record: Readonly<Record<string, Value>>) => void;

/**
 * Generates the function for the columns of a table, which must not grow afterwards. A loop over column names would
 * look up each property dynamically, and take longer than everything else that makes a record.
 */
export function recordWriter(table: Table, eventTime: string): RecordWriter {
  const { columns, dictionary } = table;
  const parameters: Record<string, unknown> = {
    encode: (text: string): number => dictionary.encode(text),
    refuse(row: number, index: number, value: unknown): void {
      throw badValue(table, row, columns[index], value);
    },
  };
  const cells = columns.map((column, index) => {
    parameters[`name${index}`] = column.name;
    parameters[`values${index}`] = column.values;
    parameters[`nulls${index}`] = column.nulls;
    const value = column.name === eventTime ? 'timeMicros' : valueCode(column, index);
    return `value = ${value};\n${cellCode(column, index)}`;
  });
  const text = `"use strict"; return (row, timeMicros, record) => { let value; ${cells.join('\n')} };`;
  const names = Object.keys(parameters);
  // Names are passed as parameters, so the text holds nothing from outside.
  // oxlint-disable-next-line no-new-func
  const build = new Function(...names, text) as (...values: unknown[]) => RecordWriter;
  return build(...Object.values(parameters));
}

/** How a value is checked, and how it becomes a cell. */
const codeOf: { readonly [Type in ColumnType]: readonly [check: string, cell: string] } = {
  // Adding 0 turns −0 into 0, so that equal values have equal bits.
  integer: ['Number.isSafeInteger(value)', 'value + 0'],
  timestamp: ['Number.isSafeInteger(value)', 'value + 0'],
  float: ["typeof value === 'number'", 'value + 0'],
  boolean: ["typeof value === 'boolean'", 'value ? 1 : 0'],
  text: ["typeof value === 'string'", 'encode(value)'],
};

/** A property that every object has, such as `toString`, is a value only if the record itself has it. */
function valueCode({ name }: Column, index: number): string {
  const value = `record[name${index}]`;
  return name in Object.prototype ? `Object.hasOwn(record, name${index}) ? ${value} : undefined` : value;
}

function cellCode({ type, nulls }: Column, index: number): string {
  const [check, cell] = codeOf[type];
  const code = `if (${check}) values${index}[row] = ${cell}; else refuse(row, ${index}, value);`;
  return nulls === undefined
    ? code
    : // The row may have held another record before.
      `if (value === null || value === undefined) nulls${index}[row] = 1; else { nulls${index}[row] = 0; ${code} }`;
}

function badValue({ schema }: Table, row: number, { name }: Column, value: unknown): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    where: `generated record ${row}, column '${name}'`,
    what: `${inspect(value, { depth: 0, maxStringLength: 40 })} is no ${typeOf(schema[name])}`,
    remedy: `The schema says '${schema[name]}': change it, or what record() returns.`,
  });
}
