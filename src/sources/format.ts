import type { FileColumn, TimeUnit } from './file-column.ts';
import type { RecordedRows } from './recorded-rows.ts';
import type { RandomAccessFile } from './random-access-file.ts';

/** An open file to read. It may be compressed by gzip. */
export interface FileRequest {
  readonly path: string;
  readonly file: RandomAccessFile;
  readonly columns: readonly FileColumn[];
  /** Undefined: numbers are not timestamps. */
  readonly timeUnit: TimeUnit | undefined;
}

/** One format of recorded data, as the table in `formats.ts` lists it. */
export interface Format {
  /** As people write it, such as `CSV`. */
  readonly name: string;
  /** The endings of file names, the usual one first. */
  readonly endings: readonly string[];
  /**
   * Adds the rows of the file in order until `rows` is full. Throws StreamBenchError if the file is not of this format,
   * is broken, or does not have the columns. `rows` decides what a bad row leads to.
   */
  read(request: FileRequest, rows: RecordedRows): Promise<void>;
}
