import type { Table } from '../columns/table.ts';
import { jsonWriter } from './record-json.ts';
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
  const write = jsonWriter(rows);
  for (let row = 0; row < count; row++) yield write(rows, row);
}
