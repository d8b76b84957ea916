import { csvRows } from './csv.ts';
import type { RowFormatKind } from './kinds.ts';
import { ndjsonRows } from './ndjson.ts';
import { parquetRows } from './parquet.ts';
import type { RowFormat } from './row-format.ts';

export const rowFormats: Readonly<Record<RowFormatKind, RowFormat>> = {
  ndjson: ndjsonRows,
  csv: csvRows,
  parquet: parquetRows,
};
