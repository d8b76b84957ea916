import type { Table } from '../columns/table.ts';
import { cellText } from './cell-text.ts';
import type { RowFormat } from './row-format.ts';
import { writeLines } from './text-file.ts';

/** Comma-separated values as in RFC 4180, below a line of column names. Null is nothing, the empty text is `""`. */
export const csvRows: RowFormat = {
  write: (path, rows, count) => writeLines(path, lines(rows, count)),
};

function* lines(rows: Table, count: number): Generator<string> {
  yield rows.columns.map(({ name }) => field(name)).join(',');
  for (let row = 0; row < count; row++) {
    const line = rows.columns.map((column) => field(cellText(rows.value(row, column), column.type))).join(',');
    // A single null would be an empty line, which readers skip.
    yield line === '' ? '""' : line;
  }
}

function field(text: string | null): string {
  if (text === null) return '';
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
