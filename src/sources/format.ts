import type { ColumnSpec, ColumnType } from '../columns/column-type.ts';
import type { RecordedRows } from './recorded-rows.ts';
import type { RandomAccessFile } from './random-access-file.ts';

/** How numbers count time since 1970-01-01T00:00:00Z. */
export type TimeUnit = 's' | 'ms' | 'us';

export const microsPerTimeUnit: Readonly<Record<TimeUnit, number>> = { s: 1e6, ms: 1e3, us: 1 };

/** One column to read. */
export interface FileColumn {
  /** In the records. */
  readonly name: string;
  /** In the file. */
  readonly from: string;
  readonly spec: ColumnSpec;
}

/** A file that has been opened, already unpacked where it was packed by gzip. */
export interface FileRequest {
  readonly path: string;
  readonly file: RandomAccessFile;
  readonly columns: readonly FileColumn[];
  /** Undefined where numbers are no timestamps. */
  readonly timeUnit: TimeUnit | undefined;
}

/**
 * The cell that a value of a file stands for: null where it is null, undefined where it is no value of the type.
 * Timestamps come as microseconds, booleans and texts as themselves; numbers are checked by the caller for their range.
 */
export type ReadCell = (value: unknown) => number | bigint | boolean | string | null | undefined;

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
