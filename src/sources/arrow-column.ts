import { DateUnit, TimeUnit, Type, type Batch, type Column, type Table as ArrowTable } from '@uwdata/flechette';
import { microsOfNanos } from '../columns/micros-of-nanos.ts';
import type { ReadCell } from './file-column.ts';
import { broken } from './file-error.ts';
import { asItIs, decimalValue, type TypedColumn } from './typed-columns.ts';
import { textOrBytes } from './utf8.ts';

export type DataType = ArrowTable['schema']['fields'][number]['type'];

/** What flechette's batches have, according to their type. */
type AnyBatch = Batch<unknown> & {
  readonly offsets?: Int32Array | BigInt64Array;
  readonly dictionary?: Column<unknown>;
  /** Where texts of more than 12 bytes are. */
  readonly data?: readonly Uint8Array[];
};

/** The value of a row of a batch; null if it is null. */
type ValueAt = (row: number) => unknown;

/** A column of an Arrow table. */
export interface ArrowColumn extends TypedColumn {
  /** How values become cells, where it is not as in `cells.ts`. */
  readonly read: ReadCell | undefined;
  batchesOf(table: ArrowTable): readonly AnyBatch[];
  /** The values of a batch of `length` rows. Throws StreamBenchError if its buffers are shorter. */
  valuesOf(batch: AnyBatch | undefined, length: number): ValueAt;
}

export function arrowColumn(path: string, name: string, type: DataType): ArrowColumn {
  const columnType = columnTypeOf(valueType(type));
  const brokenBy = (how: string): Error => broken(path, 'Arrow', `column '${name}' ${how}`);
  const dictionaries: Dictionaries = new WeakMap();
  return {
    name,
    type: columnType,
    described: typeNames.get(valueType(type).typeId) ?? `type ${type.typeId}`,
    read: columnType === 'timestamp' ? asItIs : undefined,
    batchesOf: (table) => table.getChild(name).data as readonly AnyBatch[],
    valuesOf(batch, length) {
      const rows = Math.min(cellsOf(batch), batch?.length ?? 0);
      if (batch?.length !== length || rows < length) throw brokenBy(`has ${rows} rows of ${length}`);
      return valuesOf(batch, dictionaries, brokenBy);
    },
  };
}

/** How many cells the buffers of a batch hold. Texts have offsets, booleans and nulls are bits. */
function cellsOf(batch: AnyBatch | undefined): number {
  if (batch === undefined) return 0;
  const { offsets, values, validity, nullCount, type } = batch;
  if (type.typeId === Type.Null) return batch.length;
  const nulls = nullCount > 0 ? validity.length * 8 : Infinity;
  if (offsets !== undefined) return Math.min(nulls, offsets.length - 1);
  return Math.min(nulls, Math.floor((values?.length ?? 0) / elementsPerCell(type)));
}

/** Of the array that flechette makes of the buffer. */
function elementsPerCell(type: DataType): number {
  switch (type.typeId) {
    case Type.Bool:
      return 1 / 8;
    case Type.Utf8View:
      return 16;
    case Type.Decimal:
      return Math.max(1, (type as { bitWidth: number }).bitWidth / 64);
    default:
      return 1;
  }
}

type BrokenBy = (how: string) => Error;

/** The converted entries of each: batches share one, and only the first of them converts it. */
type Dictionaries = WeakMap<Column<unknown>, readonly unknown[]>;

function valuesOf(batch: AnyBatch, dictionaries: Dictionaries, brokenBy: BrokenBy): ValueAt {
  if (batch.type.typeId === Type.Null) return () => null;
  const isEntry = batch.type.typeId === Type.Dictionary;
  const convert = isEntry ? entryOf(batch, dictionaries, brokenBy) : conversionOf(batch, brokenBy);
  return batch.nullCount > 0 ? (row) => (batch.isValid(row) ? convert(row) : null) : convert;
}

function entryOf({ dictionary, values: keys }: AnyBatch, dictionaries: Dictionaries, brokenBy: BrokenBy): ValueAt {
  const entries = dictionaries.get(dictionary!) ?? entriesOf(dictionary!, dictionaries, brokenBy);
  dictionaries.set(dictionary!, entries);
  return (row) => {
    const entry = entries[Number(keys[row])];
    if (entry === undefined) throw brokenBy(`has a key that is not in its dictionary, in row ${row} of a batch`);
    return entry;
  };
}

function entriesOf(dictionary: Column<unknown>, dictionaries: Dictionaries, brokenBy: BrokenBy): readonly unknown[] {
  return (dictionary.data as readonly AnyBatch[]).flatMap((batch) => {
    if (cellsOf(batch) < batch.length) throw brokenBy('has a dictionary that ends early');
    const valueAt = valuesOf(batch, dictionaries, brokenBy);
    return Array.from({ length: batch.length }, (_, row) => valueAt(row));
  });
}

/** Reads buffers where flechette would round a value, or change a text. */
function conversionOf(batch: AnyBatch, brokenBy: BrokenBy): ValueAt {
  const { type, values } = batch;
  switch (type.typeId) {
    case Type.Utf8:
    case Type.LargeUtf8:
      return (row) => textOrBytes(slice(values as Uint8Array, batch.offsets, row, brokenBy));
    case Type.Utf8View:
      return (row) => textOrBytes(viewed(values as Uint8Array, batch.data!, row, brokenBy));
    case Type.Date: {
      const microsPerUnit = (type as { unit: number }).unit === DateUnit.DAY ? 86_400_000_000n : 1000n;
      return (row) => BigInt(values[row]) * microsPerUnit;
    }
    case Type.Timestamp: {
      const micros = timestampScale((type as { unit: number }).unit);
      return (row) => micros(values[row] as bigint);
    }
    case Type.Decimal: {
      const { scale } = type as { scale: number };
      return (row) => (scale === 0 ? batch.value(row) : decimalValue(batch.value(row) as bigint, scale));
    }
    default:
      return (row) => batch.value(row);
  }
}

function slice(values: Uint8Array, offsets: Int32Array | BigInt64Array, row: number, brokenBy: BrokenBy): Uint8Array {
  const [start, end] = [Number(offsets[row]), Number(offsets[row + 1])];
  // Otherwise the text would be cut off in silence.
  if (!(start >= 0 && start <= end && end <= values.length))
    throw brokenBy(`has a wrong text in row ${row} of a batch`);
  return values.subarray(start, end);
}

/** A view is the length of a text, and the text or its first bytes, the number of a buffer and the place in it. */
function viewed(views: Uint8Array, buffers: readonly Uint8Array[], row: number, brokenBy: BrokenBy): Uint8Array {
  const view = new DataView(views.buffer, views.byteOffset + row * 16, 16);
  const length = view.getInt32(0, true);
  if (length >= 0 && length <= 12) return views.subarray(row * 16 + 4, row * 16 + 4 + length);
  const buffer = buffers[view.getInt32(8, true)] as Uint8Array | undefined;
  const start = view.getInt32(12, true);
  if (buffer === undefined || start < 0 || length < 0 || start + length > buffer.length)
    throw brokenBy(`has a wrong text in row ${row} of a batch`);
  return buffer.subarray(start, start + length);
}

const typeNames = new Map<number, string>(Object.entries(Type).map(([name, id]) => [id, name]));

/** The column type that holds exactly the values of this Arrow type, by the same rules as for Parquet. */
function columnTypeOf(type: DataType): TypedColumn['type'] {
  switch (type.typeId) {
    case Type.Null:
      return 'null';
    case Type.Int:
      return 'integer';
    case Type.Decimal:
      return (type as { scale: number }).scale === 0 ? 'integer' : 'decimal';
    case Type.Float:
      return 'float';
    case Type.Bool:
      return 'boolean';
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return 'text';
    case Type.Date:
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

/** From the unit of a timestamp column to microseconds. */
function timestampScale(unit: number): (value: bigint) => bigint {
  switch (unit) {
    case TimeUnit.SECOND:
      return (value) => value * 1_000_000n;
    case TimeUnit.MILLISECOND:
      return (value) => value * 1000n;
    case TimeUnit.MICROSECOND:
      return (value) => value;
    default:
      return microsOfNanos;
  }
}
