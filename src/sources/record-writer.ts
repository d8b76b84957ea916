import { inspect } from 'node:util';
import { typeOf, type ColumnType, type Value } from '../columns/column-type.ts';
import type { Column, Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';

/**
 * Writes a row: its event time, and the values of its other columns by name.
 *
 * @param index of the record, for the error; the row may be one of a block that is filled again and again
 */
export type RecordWriter = (
  row: number,
  timeMicros: number,
  record: Readonly<Record<string, Value>>,
  index: number,
) => void;

/**
 * Generates the function for the columns of a table, which must not grow afterwards. A loop over column names would
 * look up each property dynamically, and take longer than everything else that makes a record.
 */
export function recordWriter(table: Table, eventTime: string): RecordWriter {
  const { columns, dictionary } = table;
  const parameters: Record<string, unknown> = {
    encode: (text: string): number => dictionary.encode(text),
    refuse(column: number, value: unknown, index: number): void {
      throw badValue(table, columns[column], value, index);
    },
  };
  const cells = columns.map((column, index) => {
    parameters[`name${index}`] = column.name;
    parameters[`values${index}`] = column.values;
    parameters[`nulls${index}`] = column.nulls;
    const value = column.name === eventTime ? 'timeMicros' : valueCode(column, index);
    return `value = ${value};\n${cellCode(column, index)}`;
  });
  const text = `"use strict"; return (row, timeMicros, record, index) => { let value; ${cells.join('\n')} };`;
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
  const code = `if (${check}) values${index}[row] = ${cell}; else refuse(${index}, value, index);`;
  return nulls === undefined
    ? code
    : // The row may have held another record before.
      `if (value === null || value === undefined) nulls${index}[row] = 1; else { nulls${index}[row] = 0; ${code} }`;
}

function badValue({ schema }: Table, { name }: Column, value: unknown, index: number): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    where: `record() at index ${index}, column '${name}'`,
    what: `${inspect(value, { depth: 0, maxStringLength: 40 })} is no ${typeOf(schema[name])}`,
    remedy: `The schema says '${schema[name]}': change it, or what record() returns.`,
  });
}
