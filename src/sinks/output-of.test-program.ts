import type { Schema } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import type { CommittedRow } from './sink.ts';

/** The output of a pipeline that consists of these rows. */
export function outputOf(
  schema: Schema,
  rows: readonly CommittedRow[],
  dictionary: Dictionary = new Dictionary(),
): OutputRows {
  const output = new OutputRows(schema, dictionary);
  for (const row of rows) appendRow(output, row);
  return output;
}

export function appendRow(output: OutputRows, [cause, ...values]: CommittedRow): void {
  const row = output.reserve(cause);
  const { columns, dictionary } = output.table;
  for (const [index, value] of values.entries()) {
    const column = columns[index];
    if (column.nulls !== undefined) column.nulls[row] = value === null ? 1 : 0;
    column.values[row] = typeof value === 'string' ? dictionary.encode(value) : Number(value ?? cellOfNull);
  }
}

/** As in a unit, the cell of a null keeps whatever an earlier row left there. */
const cellOfNull = 77;
