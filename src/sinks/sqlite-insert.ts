import type { StatementSync } from 'node:sqlite';
import { isNullable, typeOf, type ColumnSpec, type Schema } from '../columns/column-type.ts';
import type { OutputRows } from '../columns/output-rows.ts';

/** Runs the statement once for each row, with its cause and the values of all columns. */
export type InsertRows = (insert: StatementSync, rows: OutputRows) => void;

/**
 * Generates the function for the columns of a schema. A loop over the columns that puts their values into an array
 * would add a tenth to the time that SQLite takes for a row.
 */
export function insertRowsFor(schema: Schema): InsertRows {
  const specs = Object.values(schema);
  const arrays = specs.flatMap((spec, index) => [
    `const values${index} = columns[${index}].values;`,
    isNullable(spec) ? `const nulls${index} = columns[${index}].nulls;` : '',
  ]);
  const cells = ['causes[row]', ...specs.map(cellCode)];
  const text = `"use strict";
    const { table: { columns, dictionary }, causes, length } = rows;
    ${arrays.join('\n')}
    let cell;
    for (let row = 0; row < length; row++) insert.run(${cells.join(', ')});`;
  // The text depends on the number and the types of the columns, not on their names or values.
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  return new Function('insert', 'rows', text) as InsertRows;
}

/** SQLite has no NaN and would store null instead. */
function cellCode(spec: ColumnSpec, index: number): string {
  const type = typeOf(spec);
  const cell = `values${index}[row]`;
  const value =
    type === 'text'
      ? `dictionary.decode(${cell})`
      : type === 'float'
        ? `((cell = ${cell}) === cell ? cell : 'NaN')`
        : cell;
  return isNullable(spec) ? `(nulls${index}[row] === 1 ? null : ${value})` : value;
}
