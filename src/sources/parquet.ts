import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type Compressors,
  type FileMetaData,
  type ParquetParsers,
  type SubColumnData,
} from 'hyparquet';
import type { Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { broken, isSystemError } from './file-error.ts';
import type { FileRequest, Format } from './format.ts';
import { unpacked } from './gzip.ts';
import { columnTypeOf, describeType } from './parquet-type.ts';
import type { OpenFile, RandomAccessFile } from './random-access-file.ts';
import { checkRecordedFile, recordedFile, type RecordedFile } from './recorded-file.ts';
import type { RecordedRows } from './recorded-rows.ts';
import { batchLength, RowBatch } from './row-batch.ts';
import type { RecordedSource } from './source.ts';
import { checkColumns, typedCells, typedValue, type TypedColumn } from './typed-columns.ts';

/** hyparquet itself reads uncompressed and Snappy pages. A page must not be longer than its header says. */
const compressors: Compressors = {
  GZIP: (page, length) => gunzipSync(page, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (page, length) => zstdDecompressSync(page, { maxOutputLength: Math.max(1, length) }),
};
const codecs: readonly string[] = ['UNCOMPRESSED', 'SNAPPY', ...Object.keys(compressors)];

/** Timestamps become microseconds. Nanoseconds are rounded down, also before 1970. */
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => millis * 1000n,
  timestampFromMicroseconds: (micros) => micros,
  timestampFromNanoseconds: (nanos) => (nanos < 0n ? nanos - 999n : nanos) / 1000n,
};

/**
 * Read one row group at a time, so that memory holds the records and one group. All timestamps are taken as UTC, with
 * or without a time zone.
 */
export const parquetFormat: Format = {
  name: 'Parquet',
  endings: ['.parquet'],
  cells: typedCells,
  async read(request, rows) {
    const file = readAhead(await unpacked(request.file));
    const metadata = await readMetadata(request.path, file);
    const found = columnsOf(metadata);
    checkColumns(request.path, request.columns, found, request.timeUnit);
    checkCompression(request, metadata);
    await readRows(request, file, metadata, found, rows);
  },
};

/**
 * The records of a Parquet file, in order.
 *
 * @throws StreamBenchError from `read` and `load`, if the file is missing, broken or does not fit the schema
 */
export function parquet<const S extends Schema, const E extends keyof S & string>(
  file: RecordedFile<S, E>,
  open?: OpenFile,
): RecordedSource<S> {
  checkRecordedFile('parquet', file);
  return recordedFile(parquetFormat, file, {}, open);
}

/** The same file for hyparquet, which requests all ranges at once and, when one fails, ignores the others. */
function readAhead(file: RandomAccessFile): RandomAccessFile {
  return {
    byteLength: file.byteLength,
    slice: (start, end) => {
      const bytes = file.slice(start, end);
      // Otherwise the rejection of an ignored request would end the process.
      bytes.catch(() => {});
      return bytes;
    },
    close: async () => file.close(),
  };
}

/** A file starts and ends with the magic number `PAR1`. The metadata and their length stand before its end. */
async function readMetadata(path: string, file: RandomAccessFile): Promise<FileMetaData> {
  const magicAt = async (start: number): Promise<string> =>
    Buffer.from(await file.slice(start, start + 4)).toString('latin1');
  if (file.byteLength < 12 || (await magicAt(0)) !== 'PAR1') {
    throw new StreamBenchError({
      kind: 'input',
      where: path,
      what: 'this is not a Parquet file',
      remedy: 'Check the path, or convert the file, for example with DuckDB: COPY … TO … (FORMAT parquet).',
    });
  }
  if ((await magicAt(file.byteLength - 4)) !== 'PAR1') throw broken(path, 'Parquet', 'its end is missing');
  try {
    const metadata = await parquetMetadataAsync(file);
    if (isComplete(metadata)) return metadata;
  } catch (error) {
    throw isSystemError(error) ? error : broken(path, 'Parquet', 'its metadata cannot be read', error);
  }
  throw broken(path, 'Parquet', 'its metadata are incomplete');
}

/** Broken metadata may lack fields that the types of hyparquet promise. */
function isComplete({ num_rows, schema, row_groups }: FileMetaData): boolean {
  return (
    typeof num_rows === 'bigint' &&
    num_rows >= 0n &&
    schema.every(({ name }) => typeof name === 'string') &&
    row_groups.every((group) => typeof group.num_rows === 'bigint')
  );
}

function columnsOf(metadata: FileMetaData): Map<string, TypedColumn> {
  return new Map(
    parquetSchema(metadata).children.map(({ element }) => [
      element.name,
      { type: columnTypeOf(element), described: describeType(element) },
    ]),
  );
}

function checkCompression({ path, columns }: FileRequest, metadata: FileMetaData): void {
  for (const { meta_data: chunk } of metadata.row_groups.flatMap((group) => group.columns)) {
    const name = chunk?.path_in_schema[0];
    if (chunk === undefined || codecs.includes(chunk.codec) || columns.every(({ from }) => from !== name)) continue;
    throw new StreamBenchError({
      kind: 'input',
      where: `${path}, column '${name}'`,
      what: `compression ${chunk.codec} is not supported`,
      remedy: `Write the file with one of ${codecs.join(', ')}.`,
    });
  }
}

async function readRows(
  { path, columns, timeUnit }: FileRequest,
  file: RandomAccessFile,
  metadata: FileMetaData,
  found: ReadonlyMap<string, TypedColumn>,
  rows: RecordedRows,
): Promise<void> {
  const values = new Map(columns.map(({ from }) => [from, typedValue(found.get(from)!, timeUnit)]));
  const options = { file, metadata, columns: [...values.keys()], compressors, parsers };
  async function readBatch(rowStart: number, rowEnd: number): Promise<void> {
    const batch = new RowBatch(rows, rowStart, rowEnd - rowStart);
    const onPage = (page: SubColumnData): void => fill(batch, page, values);
    try {
      await parquetRead({ ...options, rowStart, rowEnd, onPage });
    } catch (error) {
      if (error instanceof StreamBenchError || isSystemError(error)) throw error;
      throw broken(path, 'Parquet', `rows ${rowStart} to ${rowEnd - 1} cannot be read`, error);
    }
    const missing = batch.missing();
    if (missing !== undefined) throw broken(path, 'Parquet', missing);
    batch.complete();
  }
  let groupEnd = 0;
  for (const group of metadata.row_groups) {
    const groupStart = groupEnd;
    groupEnd += Number(group.num_rows);
    for (let rowStart = groupStart, rowEnd = 0; rowStart < groupEnd && !rows.isFull; rowStart = rowEnd) {
      rowEnd = rowStart + batchLength(rows, groupEnd - rowStart);
      await readBatch(rowStart, rowEnd);
    }
  }
}

function fill(
  batch: RowBatch,
  { pathInSchema, columnData, rowStart, rowEnd }: SubColumnData,
  values: ReadonlyMap<string, (value: unknown) => unknown>,
): void {
  const [from] = pathInSchema;
  const valueOf = values.get(from)!;
  batch.fill(from, rowStart, rowEnd, (row) => {
    const value: unknown = columnData[row - rowStart];
    // The page ends earlier than its header says.
    if (value === undefined) throw new RangeError(`column '${from}' ends in row ${row}`);
    return valueOf(value);
  });
}
