import { zstdDecompressSync } from 'node:zlib';
import { CompressionType, setCompressionCodec, tableFromIPC, type Table as ArrowTable } from '@uwdata/flechette';
import type { Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { arrowColumn, type ArrowColumn } from './arrow-column.ts';
import { CutOffError, requireSoundStream, withDictionariesFirst } from './arrow-messages.ts';
import { broken, undecodable } from './file-error.ts';
import type { Format } from './format.ts';
import { unpacked } from './gzip.ts';
import { decompressLz4Frame } from './lz4.ts';
import { requireInMemory } from './memory-limit.ts';
import { checkRecordedFile, recordedFile, type RecordedFile } from './recorded-file.ts';
import type { RecordedRows } from './recorded-rows.ts';
import { batchLength, RowBatch } from './row-batch.ts';
import type { RecordedSource } from './source.ts';
import { columnsToRead } from './typed-columns.ts';

/** flechette leaves the two codecs of Arrow to its users. `length`: of the decompressed bytes, as the file says. */
const codecs = {
  [CompressionType.LZ4_FRAME]: decompressLz4Frame,
  // Copied, because 64-bit columns must start at multiples of 8 bytes.
  [CompressionType.ZSTD]: (bytes: Uint8Array, length: number) =>
    new Uint8Array(zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, length) })),
};

for (const [codec, decompress] of Object.entries(codecs)) {
  setCompressionCodec(Number(codec) as keyof typeof codecs, {
    decode: decompress,
    encode: () => {
      throw new RangeError('nothing is written in Arrow');
    },
  });
}

/**
 * Arrow's IPC format, as a file (also called Feather, version 2) or as a stream. The whole file is in memory while it
 * is read, and its columns are views of that memory.
 */
export const arrowFormat: Format = {
  name: 'Arrow',
  endings: ['.arrow', '.arrows', '.feather', '.ipc'],
  async read(request, rows) {
    const { path, columns, timeUnit } = request;
    const file = await unpacked(path, request.file);
    requireInMemory(path, file.byteLength);
    const table = decode(path, new Uint8Array(await file.slice(0, file.byteLength)));
    // A broken file may lack names, which the types of flechette do not say.
    const found = table.schema.fields.map(({ name, type }) => arrowColumn(path, name ?? '', type));
    readRows(table, columnsToRead(path, columns, found, timeUnit), rows);
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
    const options = { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true };
    if (isFile) return tableFromIPC(withDictionariesFirst(bytes), options);
    requireSoundStream(bytes);
    return tableFromIPC(bytes, options);
  } catch (error) {
    if (error instanceof CutOffError) throw broken(path, 'Arrow', 'its end is missing', error);
    throw undecodable(path, 'Arrow', 'its messages', error);
  }
}

/** The batches of all columns have the same lengths. */
function readRows(table: ArrowTable, columns: ReadonlyMap<string, ArrowColumn>, rows: RecordedRows): void {
  const sources = [...columns.values()].map((column) => ({ column, data: column.batchesOf(table) }));
  let batchStart = 0;
  for (const [index, { length }] of sources[0].data.entries()) {
    if (rows.isFull) return;
    const batchEnd = batchStart + length;
    const values = sources.map(({ column, data }) => ({ column, valueAt: column.valuesOf(data[index], length) }));
    for (let start = batchStart, end = 0; start < batchEnd && !rows.isFull; start = end) {
      end = start + batchLength(rows, batchEnd - start);
      const batch = new RowBatch(rows, start, end - start);
      for (const { column, valueAt } of values)
        batch.fill(column.name, start, end, (row) => valueAt(row - batchStart), column.read);
      batch.complete();
    }
    batchStart = batchEnd;
  }
}
