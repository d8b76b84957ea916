import type { ColumnMetaData, Compressors, PageHeader, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { RandomAccessFile } from './random-access-file.ts';

/** A column of a row group, without nesting. */
export interface Chunk {
  readonly metadata: ColumnMetaData;
  readonly element: SchemaElement;
  /** Of the row group. */
  readonly rows: number;
}

/**
 * Checks the numbers in the pages of a chunk that hyparquet believes: with a wrong one it fills memory without end,
 * where any other wrong byte only makes it fail. Pages are decompressed once more for that, a few percent of the time.
 *
 * @throws RangeError if a number is too large for the page or the chunk
 */
export async function requireSoundPages(file: RandomAccessFile, chunk: Chunk, compressors: Compressors): Promise<void> {
  const { dictionary_page_offset: dictionary, data_page_offset: data, total_compressed_size: size } = chunk.metadata;
  const start = Number(dictionary ?? 0) || Number(data);
  const bytes = await file.slice(start, start + Number(size));
  const reader = { view: new DataView(bytes), offset: 0 };
  for (let rows = 0; rows < chunk.rows && reader.offset < bytes.byteLength - 1;) {
    const header = parquetHeader(reader);
    const length = header.compressed_page_size;
    if (!(length >= 0 && length <= bytes.byteLength - reader.offset)) throw tooLarge('page');
    const page = new Uint8Array(bytes, reader.offset, length);
    reader.offset += length;
    rows += checkPage(header, page, chunk, compressors);
  }
}

/** Returns the number of rows in the page. */
function checkPage(header: PageHeader, bytes: Uint8Array, chunk: Chunk, compressors: Compressors): number {
  const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary } = header;
  const size = header.uncompressed_page_size;
  const unpack = (packed: Uint8Array, length: number): Uint8Array => {
    const decompress = compressors[chunk.metadata.codec];
    return decompress === undefined ? packed : decompress(packed, length);
  };
  if (dictionary !== undefined && dictionary.num_values > Math.max(size, bytes.length)) throw tooLarge('dictionary');
  if (first !== undefined) {
    requireRows(first.num_values, chunk);
    const page = unpack(bytes, size);
    const values = isOptional(chunk) ? runsWithLength(page, 0, first.num_values, 1) : 0;
    checkValues(page, values, first, chunk);
    return first.num_values;
  }
  if (second === undefined) return 0;
  requireRows(second.num_values, chunk);
  const repetitions = second.repetition_levels_byte_length;
  const levels = repetitions + second.definition_levels_byte_length;
  if (levels > repetitions) checkRuns(bytes.subarray(repetitions, levels), 0, second.num_values, 1);
  const values = bytes.subarray(levels);
  checkValues(second.is_compressed === false ? values : unpack(values, size - levels), 0, second, chunk);
  return second.num_values;
}

function isOptional({ element }: Chunk): boolean {
  return element.repetition_type !== 'REQUIRED';
}

function requireRows(values: number, { rows }: Chunk): void {
  if (!(values >= 0 && values <= rows)) throw tooLarge('number of values');
}

type Values = Pick<NonNullable<PageHeader['data_page_header']>, 'num_values' | 'encoding'>;

/** Only these encodings have runs. */
function checkValues(
  page: Uint8Array,
  start: number,
  { num_values: count, encoding }: Values,
  { element }: Chunk,
): void {
  if (element.type === 'BOOLEAN') {
    if (encoding === 'RLE') runsWithLength(page, start, count, 1);
  } else if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    checkRuns(page, start + 1, count, page[start] ?? 0);
  }
}

/** Runs after their length in bytes. Returns where they end. */
function runsWithLength(page: Uint8Array, start: number, values: number, bitWidth: number): number {
  const end = start + 4 + new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(start, true);
  checkRuns(page.subarray(0, end), start + 4, values, bitWidth);
  return end;
}

/** Runs are a value that is repeated, or groups of eight values of `bitWidth`. Source: parquet-format, Encodings.md. */
function checkRuns(bytes: Uint8Array, start: number, values: number, bitWidth: number): void {
  let place = start;
  for (let seen = 0; seen < values && place < bytes.length;) {
    let [header, shift] = [0, 1];
    for (let more = true; more && place < bytes.length; shift *= 128) {
      header += (bytes[place] & 127) * shift;
      more = bytes[place++] > 127;
    }
    const count = Math.floor(header / 2);
    const isPacked = header % 2 === 1;
    // Groups end with the page at the latest: DuckDB writes more of them than it has values.
    if (!isPacked && count > values) throw tooLarge('run');
    place += isPacked ? count * bitWidth : Math.ceil(bitWidth / 8);
    seen += isPacked ? count * 8 : count;
  }
}

function tooLarge(what: string): RangeError {
  return new RangeError(`a ${what} is too large`);
}
