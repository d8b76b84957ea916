import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  snappyUncompress,
  type Compressors,
  type FileMetaData,
  type ParquetParsers,
  type RowGroup,
  type SchemaElement,
  type SubColumnData,
} from 'hyparquet';
import type { Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { microsOfNanos } from '../columns/micros-of-nanos.ts';
import type { ReadCell } from './file-column.ts';
import { broken, isSystemError, undecodable } from './file-error.ts';
import type { FileRequest, Format } from './format.ts';
import { unpacked } from './gzip.ts';
import { decompressLz4Block } from './lz4.ts';
import { requireSoundPages } from './parquet-pages.ts';
import { columnTypeOf, describeType, isDecimal } from './parquet-type.ts';
import type { OpenFile, RandomAccessFile } from './random-access-file.ts';
import { checkRecordedFile, recordedFile, type RecordedFile } from './recorded-file.ts';
import type { RecordedRows } from './recorded-rows.ts';
import { batchLength, RowBatch } from './row-batch.ts';
import type { RecordedSource } from './source.ts';
import { asItIs, columnsToRead, decimalValue, type TypedColumn } from './typed-columns.ts';
import { textOrBytes } from './utf8.ts';

/** A page must not be longer than its header says, and what its header says must be possible. */
const compressors: Compressors = {
  SNAPPY: (page, length) => {
    // Three bytes become at most 64.
    if (length > page.length * 22) throw new RangeError('a wrong length of a Snappy page');
    const output = new Uint8Array(length);
    snappyUncompress(page, output);
    return output;
  },
  GZIP: (page, length) => gunzipSync(page, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (page, length) => brotliDecompressSync(page, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (page, length) => zstdDecompressSync(page, { maxOutputLength: Math.max(1, length) }),
  LZ4_RAW: decompressLz4Block,
};
const codecs: readonly string[] = ['UNCOMPRESSED', ...Object.keys(compressors)];

const microsPerDay = 86_400_000_000n;

/** Timestamps and dates become microseconds, nanoseconds are rounded down. Bytes that are no text stay bytes. */
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => millis * 1000n,
  timestampFromMicroseconds: (micros) => micros,
  timestampFromNanoseconds: microsOfNanos,
  dateFromDays: (days) => BigInt(days) * microsPerDay,
  stringFromBytes: textOrBytes,
};

/**
 * Read one row group at a time, so that memory holds the records and one group. All timestamps are taken as UTC, with
 * or without a time zone.
 */
export const parquetFormat: Format = {
  name: 'Parquet',
  endings: ['.parquet'],
  async read(request, rows) {
    const file = readAhead(await unpacked(request.path, request.file));
    const { metadata, found } = await readMetadata(request.path, file);
    const columns = columnsToRead(request.path, request.columns, found, request.timeUnit);
    checkChunks(request, metadata);
    keepDecimals(metadata);
    await readRows(request.path, file, metadata, columns, rows);
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

interface Described {
  readonly metadata: FileMetaData;
  readonly found: readonly ParquetColumn[];
}

/** A file starts and ends with the magic number `PAR1`. The metadata and their length stand before its end. */
async function readMetadata(path: string, file: RandomAccessFile): Promise<Described> {
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
    if (isComplete(metadata)) return { metadata, found: columnsOf(metadata) };
  } catch (error) {
    throw isSystemError(error) ? error : undecodable(path, 'Parquet', 'its metadata', error);
  }
  throw broken(path, 'Parquet', 'its metadata are incomplete');
}

/** Broken metadata may lack fields that the types of hyparquet promise. */
function isComplete({ num_rows, schema, row_groups }: FileMetaData): boolean {
  return (
    typeof num_rows === 'bigint' &&
    num_rows >= 0n &&
    schema.every(({ name }) => typeof name === 'string') &&
    row_groups.every(({ num_rows: rows, columns }) => typeof rows === 'bigint' && columns.every(isCompleteChunk))
  );
}

function isCompleteChunk({ meta_data: chunk }: RowGroup['columns'][number]): boolean {
  return chunk === undefined || (Array.isArray(chunk.path_in_schema) && typeof chunk.num_values === 'bigint');
}

interface ParquetColumn extends TypedColumn {
  readonly element: SchemaElement;
  /** How a value of hyparquet becomes one of `cells.ts`, or of `read`. */
  readonly valueOf: (value: unknown) => unknown;
  readonly read?: ReadCell;
}

function columnsOf(metadata: FileMetaData): ParquetColumn[] {
  return parquetSchema(metadata).children.map(({ element }) => {
    const type = columnTypeOf(element);
    const described = describeType(element);
    const column = { name: element.name, element, type, described, valueOf: converterOf(element, type) };
    return type === 'timestamp' ? { ...column, read: asItIs } : column;
  });
}

function converterOf(element: SchemaElement, type: TypedColumn['type']): ParquetColumn['valueOf'] {
  if (isDecimal(element)) return (value) => decimalOf(value, element.scale ?? 0);
  // hyparquet leaves ENUM as bytes.
  return type === 'text' ? (value) => (value instanceof Uint8Array ? textOrBytes(value) : value) : (value) => value;
}

/** Decimals are whole numbers, or bytes that hold one. */
function decimalOf(value: unknown, scale: number): unknown {
  if (value === null) return null;
  const unscaled = value instanceof Uint8Array ? bigEndian(value) : (value as number | bigint);
  return scale === 0 ? unscaled : decimalValue(unscaled, scale);
}

/** The signed whole number in these bytes. */
function bigEndian(bytes: Uint8Array): bigint {
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x0${Buffer.from(bytes).toString('hex')}`));
}

/** hyparquet would multiply decimals with 0.01, which gives 1.1500000000000001 for 1.15. */
function keepDecimals({ schema }: FileMetaData): void {
  for (const element of schema) {
    if (!isDecimal(element)) continue;
    delete element.converted_type;
    delete element.logical_type;
  }
}

/** Checked before memory is allocated: in a broken file the number of rows may be anything. */
function checkChunks({ path, columns }: FileRequest, { row_groups }: FileMetaData): void {
  for (const group of row_groups) {
    for (const { meta_data: chunk } of group.columns) {
      const name = chunk?.path_in_schema[0];
      if (chunk === undefined || columns.every(({ from }) => from !== name)) continue;
      if (chunk.num_values !== group.num_rows)
        throw broken(path, 'Parquet', `column '${name}' has ${chunk.num_values} rows of ${group.num_rows}`);
      if (codecs.includes(chunk.codec)) continue;
      throw new StreamBenchError({
        kind: 'input',
        where: `${path}, column '${name}'`,
        what: `compression ${chunk.codec} is not supported`,
        remedy: `Write the file with one of ${codecs.join(', ')}.`,
      });
    }
  }
}

async function readRows(
  path: string,
  file: RandomAccessFile,
  metadata: FileMetaData,
  columns: ReadonlyMap<string, ParquetColumn>,
  rows: RecordedRows,
): Promise<void> {
  // Without conversion of bytes that are not declared as text, such as decimals.
  const options = { file, metadata, columns: [...columns.keys()], compressors, parsers, utf8: false };
  async function readBatch(rowStart: number, rowEnd: number): Promise<void> {
    const batch = new RowBatch(rows, rowStart, rowEnd - rowStart);
    let own: unknown;
    const onPage = (page: SubColumnData): void => {
      try {
        fill(path, batch, page, columns);
      } catch (error) {
        own ??= error;
        throw error;
      }
    };
    try {
      await parquetRead({ ...options, rowStart, rowEnd, onPage });
    } catch (error) {
      // What is thrown by our own code, or by the system, says nothing about the file.
      if (error === own || error instanceof StreamBenchError || isSystemError(error)) throw error;
      throw undecodable(path, 'Parquet', `rows ${rowStart} to ${rowEnd - 1}`, error);
    }
    const missing = batch.missing();
    if (missing !== undefined) throw broken(path, 'Parquet', missing);
    batch.complete();
  }
  let groupEnd = 0;
  for (const group of metadata.row_groups) {
    if (rows.isFull) return;
    const groupStart = groupEnd;
    groupEnd += Number(group.num_rows);
    await requireSoundGroup(path, file, group, columns);
    for (let rowStart = groupStart, rowEnd = 0; rowStart < groupEnd && !rows.isFull; rowStart = rowEnd) {
      rowEnd = rowStart + batchLength(rows, groupEnd - rowStart);
      await readBatch(rowStart, rowEnd);
    }
  }
}

async function requireSoundGroup(
  path: string,
  file: RandomAccessFile,
  { columns: chunks, num_rows: rows }: RowGroup,
  columns: ReadonlyMap<string, ParquetColumn>,
): Promise<void> {
  for (const { meta_data: metadata } of chunks) {
    const column = columns.get(metadata?.path_in_schema[0] ?? '');
    if (metadata === undefined || column === undefined) continue;
    try {
      await requireSoundPages(file, { metadata, element: column.element, rows: Number(rows) }, compressors);
    } catch (error) {
      if (isSystemError(error)) throw error;
      throw undecodable(path, 'Parquet', `column '${column.name}'`, error);
    }
  }
}

function fill(
  path: string,
  batch: RowBatch,
  { pathInSchema, columnData, rowStart, rowEnd }: SubColumnData,
  columns: ReadonlyMap<string, ParquetColumn>,
): void {
  const [from] = pathInSchema;
  const { valueOf, read } = columns.get(from)!;
  const valueAt = (row: number): unknown => {
    const value: unknown = columnData[row - rowStart];
    // The page ends earlier than its header says.
    if (value === undefined) throw broken(path, 'Parquet', `column '${from}' ends in row ${row}`);
    return valueOf(value);
  };
  batch.fill(from, rowStart, rowEnd, valueAt, read);
}
