import type { ColumnType } from '../columns/column-type.ts';
import type { FileColumn, ReadCell, TimeUnit } from './file-column.ts';
import type { RecordedRows } from './recorded-rows.ts';
import type { RandomAccessFile } from './random-access-file.ts';

/** A file that has been opened, already unpacked where it was packed by gzip. */
export interface FileRequest {
  readonly path: string;
  readonly file: RandomAccessFile;
  readonly columns: readonly FileColumn[];
  /** Undefined where numbers are no timestamps. */
  readonly timeUnit: TimeUnit | undefined;
}

/** One kind of file that records can be read from. */
export interface Format {
  /** As people write it: `CSV`. */
  readonly name: string;
  /** Of file names, the first one the usual. */
  readonly endings: readonly string[];
  /** How a value becomes a cell, by the type of the column. */
  cells(timeUnit: TimeUnit | undefined): Readonly<Record<ColumnType, ReadCell>>;
  /**
   * Adds the file's rows, first to last, until they are enough. Throws StreamBenchError where the file is not of
   * this format, broken, or unlike the columns; what is wrong with a single row is for `rows` to judge.
   */
  read(request: FileRequest, rows: RecordedRows): Promise<void>;
}
