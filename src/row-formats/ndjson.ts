import type { Table } from '../columns/table.ts';
import { cellText } from './cell-text.ts';
import type { RowFormat } from './row-format.ts';
import { writeLines } from './text-file.ts';

/**
 * A JSON object in each line. Timestamps are text, and so are NaN and the infinities, which JSON does not have as
 * numbers.
 */
export const ndjsonRows: RowFormat = {
  write: (path, rows, count) => writeLines(path, lines(rows, count)),
};

function* lines(rows: Table, count: number): Generator<string> {
  const keys = rows.columns.map(({ name }) => `${JSON.stringify(name)}:`);
  for (let row = 0; row < count; row++) {
    const members = rows.columns.map((column, index) => {
      const value = rows.value(row, column);
      const isText = column.type === 'timestamp' || (typeof value === 'number' && !Number.isFinite(value));
      return keys[index] + JSON.stringify(isText ? cellText(value, column.type) : value);
    });
    yield `{${members.join(',')}}`;
  }
}
