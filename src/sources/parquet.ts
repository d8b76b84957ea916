import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetMetadataAsync, parquetRead, parquetSchema, type Compressors, type FileMetaData, type ParquetParsers } from 'hyparquet';
import { typeOf, type Schema } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import { didYouMean, StreamBenchError } from '../errors.ts';
import { checkSchema } from '../pipeline/row.ts';
import { broken, fileError, isSystemError } from './parquet-error.ts';
import { ParquetRows } from './parquet-rows.ts';
import { columnTypeOf, describeType } from './parquet-type.ts';
import { openFile, type OpenFile, type RandomAccessFile } from './random-access-file.ts';
import type { Source } from './source.ts';

export interface ParquetFile<S extends Schema, E extends keyof S & string> {
  /** A relative path is looked up from the working directory. */
  readonly path: string | URL;
  /** The columns to read; the file may have more. */
  readonly schema: S;
  readonly eventTime: E;
}

/** Uncompressed and Snappy pages are read by hyparquet itself. No page may turn out longer than its header says. */
const compressors: Compressors = {
  GZIP: (page, length) => gunzipSync(page, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (page, length) => zstdDecompressSync(page, { maxOutputLength: Math.max(1, length) }),
};
const codecs: readonly string[] = ['UNCOMPRESSED', 'SNAPPY', ...Object.keys(compressors)];

/** To microseconds; a time of nanoseconds becomes the microsecond in which it lies, before 1970 too. */
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => millis * 1000n,
  timestampFromMicroseconds: (micros) => micros,
  timestampFromNanoseconds: (nanos) => (nanos < 0n ? nanos - 999n : nanos) / 1000n,
};

/**
 * The rows of a Parquet file, first to last, with the event times they bring. Row group by row group, so that
 * memory holds the columns and one group beside them. Timestamps with and without a time zone are taken as UTC.
 * A file that is missing, broken or unlike the schema is a StreamBenchError of `countRecords` and `read`.
 */
export function parquet<const S extends Schema, const E extends keyof S & string>(file: ParquetFile<S, E>, open: OpenFile = openFile): Source<S> {
  const { schema, eventTime } = file;
  checkSchema(schema);
  const path = pathOf(file.path);
  return {
    name: basename(path),
    schema,
    eventTime,
    timeScale: null,
    countRecords: async () => withParquet(path, schema, open, async (_, metadata) => Number(metadata.num_rows)),
    read: async ({ length }) => withParquet(path, schema, open, async (opened, metadata) => readRows(path, schema, opened, metadata, length)),
  };
}

function pathOf(path: string | URL): string {
  if (typeof path === 'string') return path;
  if (path.protocol === 'file:') return fileURLToPath(path);
  throw new StreamBenchError({
    kind: 'input',
    where: path.href,
    what: 'a Parquet source reads files of this machine',
    remedy: 'Download the file, and give its path.',
  });
}

/** Opens the file, checks it against the schema, and closes it whatever happens. */
async function withParquet<T>(path: string, schema: Schema, open: OpenFile, use: (file: RandomAccessFile, metadata: FileMetaData) => Promise<T>): Promise<T> {
  try {
    const file = readAhead(await open(path));
    try {
      const metadata = await readMetadata(path, file);
      checkColumns(path, schema, metadata);
      checkCompression(path, schema, metadata);
      return await use(file, metadata);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

/** The same file, for a reader that asks for all ranges at once and, at the first that fails, forgets the others. */
function readAhead(file: RandomAccessFile): RandomAccessFile {
  return {
    byteLength: file.byteLength,
    slice: (start, end) => {
      const bytes = file.slice(start, end);
      // A rejection that nobody waits for would end the process.
      bytes.catch(() => {});
      return bytes;
    },
    close: async () => file.close(),
  };
}

/** A file's magic numbers stand at its start and its end, around at least the metadata and their length. */
async function readMetadata(path: string, file: RandomAccessFile): Promise<FileMetaData> {
  const magicAt = async (start: number): Promise<string> => Buffer.from(await file.slice(start, start + 4)).toString('latin1');
  if (file.byteLength < 12 || (await magicAt(0)) !== 'PAR1') {
    throw new StreamBenchError({
      kind: 'input',
      where: path,
      what: 'this is not a Parquet file',
      remedy: 'Check the path, or convert the file, for example with DuckDB: COPY … TO … (FORMAT parquet).',
    });
  }
  if ((await magicAt(file.byteLength - 4)) !== 'PAR1') throw broken(path, 'its end is missing');
  try {
    const metadata = await parquetMetadataAsync(file);
    if (isComplete(metadata)) return metadata;
  } catch (error) {
    throw isSystemError(error) ? error : broken(path, 'its metadata cannot be read', error);
  }
  throw broken(path, 'its metadata are incomplete');
}

/** In broken metadata fields are missing that hyparquet's types promise. */
function isComplete({ num_rows, schema, row_groups }: FileMetaData): boolean {
  return typeof num_rows === 'bigint' && num_rows >= 0n && schema.every(({ name }) => typeof name === 'string') && row_groups.every((group) => typeof group.num_rows === 'bigint');
}

function checkColumns(path: string, schema: Schema, metadata: FileMetaData): void {
  const elements = new Map(parquetSchema(metadata).children.map(({ element }) => [element.name, element]));
  for (const [name, spec] of Object.entries(schema)) {
    const element = elements.get(name);
    if (element === undefined) {
      const names = [...elements.keys()];
      throw new StreamBenchError({
        kind: 'input',
        where: path,
        what: `the file has no column '${name}'`,
        remedy: didYouMean(name, names) ?? `Its columns are ${names.join(', ')}.`,
      });
    }
    const type = columnTypeOf(element);
    if (type === typeOf(spec)) continue;
    throw new StreamBenchError({
      kind: 'input',
      where: `${path}, column '${name}'`,
      what: `the file has ${describeType(element)}, the schema says ${spec}`,
      remedy: type === undefined ? 'No column type holds this exactly: cast the column in the file, or leave it out.' : `Declare it as '${type}'.`,
    });
  }
}

function checkCompression(path: string, schema: Schema, metadata: FileMetaData): void {
  for (const { meta_data: chunk } of metadata.row_groups.flatMap(({ columns }) => columns)) {
    const name = chunk?.path_in_schema[0];
    if (chunk === undefined || name === undefined || !Object.hasOwn(schema, name) || codecs.includes(chunk.codec)) continue;
    throw new StreamBenchError({
      kind: 'input',
      where: `${path}, column '${name}'`,
      what: `compression ${chunk.codec} is not supported`,
      remedy: `Write the file with one of ${codecs.join(', ')}.`,
    });
  }
}

async function readRows(path: string, schema: Schema, file: RandomAccessFile, metadata: FileMetaData, count: number): Promise<Table> {
  if (count > Number(metadata.num_rows)) {
    throw new StreamBenchError({
      kind: 'input',
      where: path,
      what: `${count} records are needed, and the file has ${metadata.num_rows}`,
      remedy: 'Choose a shorter run or a lower rate.',
    });
  }
  const rows = new ParquetRows(path, schema, count);
  const options = { file, metadata, columns: Object.keys(schema), compressors, parsers, onPage: rows.fill.bind(rows) };
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = Math.min(count, rowStart + Number(group.num_rows));
    try {
      if (rowStart < rowEnd) await parquetRead({ ...options, rowStart, rowEnd });
    } catch (error) {
      if (error instanceof StreamBenchError || isSystemError(error)) throw error;
      throw broken(path, `rows ${rowStart} to ${rowEnd - 1} cannot be read`, error);
    }
    rowStart = rowEnd;
  }
  return rows.complete();
}
