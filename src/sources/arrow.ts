import { zstdDecompressSync } from 'node:zlib';
import {
  CompressionType,
  setCompressionCodec,
  tableFromIPC,
  TimeUnit,
  Type,
  type Batch,
  type Table as ArrowTable,
} from '@uwdata/flechette';
import type { ColumnType, Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { broken } from './file-error.ts';
import type { FileRequest, Format } from './format.ts';
import { unpacked } from './gzip.ts';
import { checkRecordedFile, recordedFile, type RecordedFile } from './recorded-file.ts';
import type { RecordedRows } from './recorded-rows.ts';
import { batchLength, RowBatch } from './row-batch.ts';
import type { RecordedSource } from './source.ts';
import { checkColumns, typedCells, typedValue, type TypedColumn } from './typed-columns.ts';

type DataType = ArrowTable['schema']['fields'][number]['type'];

/** flechette leaves the two codecs of Arrow to its users. Node has this one. */
setCompressionCodec(CompressionType.ZSTD, {
  // Copied, because 64-bit columns must start at multiples of 8 bytes.
  decode: (bytes) => new Uint8Array(zstdDecompressSync(bytes)),
  encode: () => {
    throw new RangeError('nothing is written in Arrow');
  },
});

/**
 * Arrow's IPC format, as a file or as a stream. The whole file is in memory while it is read, and its columns are views
 * of that memory. flechette trusts the sizes in the metadata: if they are wrong, it may run out of memory.
 */
export const arrowFormat: Format = {
  name: 'Arrow',
  endings: ['.arrow', '.arrows', '.feather', '.ipc'],
  cells: typedCells,
  async read(request, rows) {
    const file = await unpacked(request.file);
    const table = decode(request.path, new Uint8Array(await file.slice(0, file.byteLength)));
    const found = new Map(table.schema.fields.map(({ name, type }) => [name, typedColumn(type)]));
    checkColumns(request.path, request.columns, found, request.timeUnit);
    readRows(request, table, found, rows);
  },
};

/**
 * The records of an Arrow file or stream, in order.
 *
 * @throws StreamBenchError from `read` and `load`, if the file is missing, broken or does not fit the schema
 */
export function arrow<const S extends Schema, const E extends keyof S & string>(
  file: RecordedFile<S, E>,
): RecordedSource<S> {
  checkRecordedFile('arrow', file);
  return recordedFile(arrowFormat, file);
}

const magic = 'ARROW1';

/**
 * A file starts and ends with the magic text, a stream starts with a continuation marker. Source: apache/arrow,
 * Columnar.rst.
 */
function decode(path: string, bytes: Uint8Array): ArrowTable {
  const text = (start: number, end: number): string => Buffer.from(bytes.subarray(start, end)).toString('latin1');
  const isFile = text(0, magic.length) === magic;
  const isStream = text(0, 4) === '\u00FF\u00FF\u00FF\u00FF';
  if (!isFile && !isStream) {
    throw new StreamBenchError({
      kind: 'input',
      where: path,
      what: 'this is not an Arrow file',
      remedy: 'Check the path, or write the records in the IPC format of Arrow.',
    });
  }
  if (isFile && text(bytes.length - magic.length, bytes.length) !== magic)
    throw broken(path, 'Arrow', 'its end is missing');
  try {
    // As bigints, because numbers would be rounded.
    return tableFromIPC(bytes, { useBigInt: true, useBigIntTimestamp: true });
  } catch (error) {
    throw undecodable(path, error);
  }
}

function undecodable(path: string, error: unknown): StreamBenchError {
  const message = error instanceof Error ? error.message : String(error);
  const [, codec] = /^Missing compression codec "(\w+)"/.exec(message) ?? [];
  if (codec === undefined) return broken(path, 'Arrow', 'it cannot be decoded', error);
  return new StreamBenchError({
    kind: 'input',
    where: path,
    what: `compression ${codec} is not supported`,
    remedy: 'Write the file uncompressed, or with ZSTD.',
  });
}

function readRows(
  { path, columns, timeUnit }: FileRequest,
  table: ArrowTable,
  found: ReadonlyMap<string, TypedColumn>,
  rows: RecordedRows,
): void {
  const names = [...new Set(columns.map(({ from }) => from))];
  const sources = names.map((from) => {
    const { type, data } = table.getChild(from);
    const scale = timestampScale(valueType(type));
    const typed = typedValue(found.get(from)!, timeUnit);
    return {
      from,
      data: data as readonly Batch<unknown>[],
      valueOf: (value: unknown) => (value === null ? null : scale(typed(value))),
    };
  });
  let batchStart = 0;
  for (const [index, { length }] of sources[0].data.entries()) {
    for (const { from, data } of sources) checkLength(path, from, data[index], length);
    const batchEnd = batchStart + length;
    for (let start = batchStart, end = 0; start < batchEnd && !rows.isFull; start = end) {
      end = start + batchLength(rows, batchEnd - start);
      const batch = new RowBatch(rows, start, end - start);
      const valueAt = (source: (typeof sources)[number], row: number): unknown =>
        source.valueOf(source.data[index].at(row - batchStart));
      try {
        for (const source of sources) batch.fill(source.from, start, end, (row) => valueAt(source, row));
      } catch (error) {
        throw broken(path, 'Arrow', `rows ${start} to ${end - 1} cannot be read`, error);
      }
      batch.complete();
    }
    batchStart = batchEnd;
  }
}

/** Called before memory is allocated for the rows: in a broken file their number may be anything. */
function checkLength(path: string, from: string, batch: Batch<unknown> | undefined, length: number): void {
  const rows = Math.min(cellsOf(batch), batch?.length ?? 0);
  if (batch?.length !== length || rows < length)
    throw broken(path, 'Arrow', `column '${from}' has ${rows} rows of ${length}`);
}

/** How many cells the buffers of a batch hold: text has offsets, and booleans are bits. */
function cellsOf(batch: Batch<unknown> | undefined): number {
  const { offsets, values, type } = batch ?? {};
  if (offsets !== undefined) return offsets.length - 1;
  const perElement = type?.typeId === Type.Bool ? 8 : 1;
  return (values?.length ?? 0) * perElement;
}

const typeNames = new Map<number, string>(Object.entries(Type).map(([name, id]) => [id, name]));

function typedColumn(field: DataType): TypedColumn {
  const type = valueType(field);
  return { type: columnTypeOf(type), described: typeNames.get(type.typeId) ?? `type ${type.typeId}` };
}

/** The column type that holds exactly the values of this Arrow type, by the same rules as for Parquet. */
function columnTypeOf(type: DataType): ColumnType | undefined {
  switch (type.typeId) {
    case Type.Int:
      return 'integer';
    case Type.Float:
      return 'float';
    case Type.Bool:
      return 'boolean';
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return 'text';
    case Type.Timestamp:
      return 'timestamp';
    default:
      return undefined;
  }
}

/** The type of the values; in a dictionary column, that of the values in the dictionary. */
function valueType(type: DataType): DataType {
  return type.typeId === Type.Dictionary ? (type as { dictionary: DataType }).dictionary : type;
}

/** Converts the unit of a timestamp column to microseconds. Nanoseconds are rounded down, also before 1970. */
function timestampScale(type: DataType): (value: unknown) => unknown {
  if (type.typeId !== Type.Timestamp) return (value) => value;
  const { unit } = type as { unit: number };
  switch (unit) {
    case TimeUnit.SECOND:
      return (value) => (value as bigint) * 1_000_000n;
    case TimeUnit.MILLISECOND:
      return (value) => (value as bigint) * 1000n;
    case TimeUnit.MICROSECOND:
      return (value) => value;
    default:
      return (value) => roundedDownMicros(value as bigint);
  }
}

/** Division of bigints rounds towards 0. */
function roundedDownMicros(nanos: bigint): bigint {
  return (nanos < 0n ? nanos - 999n : nanos) / 1000n;
}
