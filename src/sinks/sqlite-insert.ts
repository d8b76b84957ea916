import type { StatementSync } from 'node:sqlite';
import { isNullable, typeOf, type ColumnSpec, type Schema } from '../columns/column-type.ts';
import type { OutputRows } from '../columns/output-rows.ts';

/** Runs an insert of the cause and all columns for each row. */
export type InsertRows = (insert: StatementSync, rows: OutputRows) => void;

/**
 * A function made for the columns of a schema: a loop over columns, and their values in an array, take a tenth of what
 * SQLite takes for a row.
 */
export function insertRowsFor(schema: Schema): InsertRows {
  const specs = Object.values(schema);
  const arrays = specs.map(
    (spec, index) =>
      `const values${index} = columns[${index}].values${isNullable(spec) ? `, nulls${index} = columns[${index}].nulls` : ''};`,
  );
  const cells = ['causes[row]', ...specs.map(cellCode)];
  const text = `"use strict";
    const { table: { columns, dictionary }, causes, length } = rows;
    ${arrays.join('\n')}
    let cell;
    for (let row = 0; row < length; row++) insert.run(${cells.join(', ')});`;
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- of a schema only the number and the types of its columns are in the text
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
