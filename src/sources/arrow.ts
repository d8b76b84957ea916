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
import { recordedFile, type RecordedFile } from './recorded-file.ts';
import type { RecordedRows } from './recorded-rows.ts';
import { batchLength, RowBatch } from './row-batch.ts';
import type { RecordedSource } from './source.ts';
import { checkColumns, typedCells, typedValue, type TypedColumn } from './typed-columns.ts';

type DataType = ArrowTable['schema']['fields'][number]['type'];

/** The library has the frame of compression and leaves the codecs to its users; Node has this one of the two. */
setCompressionCodec(CompressionType.ZSTD, {
  // Copied, because columns of 64 bits must start at multiples of 8.
  decode: (bytes) => new Uint8Array(zstdDecompressSync(bytes)),
  encode: () => {
    throw new RangeError('nothing is written in Arrow');
  },
});

/**
 * Arrow's IPC format, as a file or as a stream. The whole file is in memory while it is read; its columns are views
 * on that. flechette trusts the sizes in a file's metadata: where those are wrong it may run out of memory.
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
 * The records of an Arrow file or stream, first to last.
 *
 * @throws StreamBenchError from `read` and `load`, where the file is missing, broken or unlike the schema
 */
export function arrow<const S extends Schema, const E extends keyof S & string>(
  file: RecordedFile<S, E>,
): RecordedSource<S> {
  return recordedFile(arrowFormat, file);
}

const magic = 'ARROW1';

/** Source: apache/arrow, Columnar.rst: a file stands between two magic texts, a stream starts with a continuation marker. */
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
    // Bigints hold what numbers would round.
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
  let first = 0;
  for (const [index, { length }] of sources[0].data.entries()) {
    for (const { from, data } of sources) checkLength(path, from, data[index], length);
    for (let done = 0, count = 0; done < length && !rows.isFull; done += count) {
      count = batchLength(rows, length - done);
      const batch = new RowBatch(rows, first + done, count);
      try {
        for (const { from, data, valueOf } of sources)
          batch.fill(from, first + done, first + done + count, (row) => valueOf(data[index].at(row - first)));
      } catch (error) {
        throw broken(path, 'Arrow', `rows ${first + done} to ${first + done + count - 1} cannot be read`, error);
      }
      batch.complete();
    }
    first += length;
  }
}

/** Before memory is taken for the rows: in a broken file, their number can be anything. */
function checkLength(path: string, from: string, batch: Batch<unknown> | undefined, length: number): void {
  const { offsets, values, type } = batch ?? {};
  const cells =
    offsets === undefined ? (values?.length ?? 0) * (type?.typeId === Type.Bool ? 8 : 1) : offsets.length - 1;
  if (batch?.length !== length || cells < length)
    throw broken(path, 'Arrow', `column '${from}' has ${Math.min(cells, batch?.length ?? 0)} rows of ${length}`);
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

/** Of a column whose values are in a dictionary, the type of those. */
function valueType(type: DataType): DataType {
  return type.typeId === Type.Dictionary ? (type as { dictionary: DataType }).dictionary : type;
}

/** From the unit of a timestamp column to microseconds; a time of nanoseconds becomes the microsecond in which it lies, before 1970 too. */
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
      return (value) => ((value as bigint) < 0n ? (value as bigint) - 999n : (value as bigint)) / 1000n;
  }
}
