/**
 * Where the messages of Arrow's IPC format are: what flechette takes for granted. A message is a continuation marker,
 * the length of its metadata, the metadata (a flatbuffer) and its body. Sources: apache/arrow, Columnar.rst,
 * format/Message.fbs and format/File.fbs.
 */

/** The file ends before its last message does. */
export class CutOffError extends RangeError {}

function requireBytes({ byteLength }: DataView, end: number): void {
  if (end > byteLength) throw new CutOffError(`a message ends at byte ${end}, the file at ${byteLength}`);
}

/**
 * @throws CutOffError if the last message of the stream is not complete
 * @throws RangeError if a message has no valid length
 */
export function requireWholeMessages(stream: Uint8Array): void {
  const view = viewOf(stream);
  for (let place = 0; place < stream.length;) {
    requireBytes(view, place + 4);
    // Before version 0.15 there was no marker.
    const metadata = place + (view.getInt32(place, true) === -1 ? 8 : 4);
    requireBytes(view, metadata);
    const metadataLength = view.getInt32(metadata - 4, true);
    // The end of the stream.
    if (metadataLength === 0) return;
    requireBytes(view, metadata + metadataLength);
    const message = tableAt(view, metadata);
    const bodyLength = message[bodyLengthField] === undefined ? 0 : longAt(view, message[bodyLengthField]);
    if (metadataLength < 0 || bodyLength < 0) throw new RangeError('a message has a negative length');
    place = metadata + metadataLength + bodyLength;
    requireBytes(view, place);
  }
}

/** Of the table `Message`. */
const bodyLengthField = 3;
/** Of the table `Footer`: vectors of the struct `Block`. */
const dictionariesField = 2;
const recordsField = 3;
/** A block is the offset of a message, the length of its metadata and, after a gap, that of its body. */
const blockBytes = 24;
/** The magic text of a file, padded. */
const fileStart = 8;
/** The length of the footer and the magic text. */
const afterFooter = 10;

interface Block {
  /** Where in the file the block itself stands. */
  readonly place: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * The file, with its dictionaries before its records. Its footer says where both are, so that they may stand in any
 * order, as Polars writes them; flechette takes the order in which they stand.
 *
 * @throws RangeError if the footer is not one, or a message is not in the file
 */
export function withDictionariesFirst(file: Uint8Array): Uint8Array {
  const view = viewOf(file);
  const end = file.length - afterFooter;
  const footer = tableAt(view, end - view.getInt32(end, true));
  const dictionaries = blocksOf(view, footer[dictionariesField]);
  const records = blocksOf(view, footer[recordsField]);
  const firstRecord = Math.min(...records.map(({ offset }) => offset));
  if (dictionaries.every(({ offset }) => offset < firstRecord)) return file;
  return moved(file, dictionaries, records);
}

/** A copy of the file with copies of the dictionaries at its start, and a footer that says so. */
function moved(file: Uint8Array, dictionaries: readonly Block[], records: readonly Block[]): Uint8Array {
  // Columns must start at multiples of 8 bytes.
  const padded = dictionaries.map(({ length }) => Math.ceil(length / 8) * 8);
  const shift = padded.reduce((sum, length) => sum + length, 0);
  const copy = new Uint8Array(file.length + shift);
  const view = viewOf(copy);
  copy.set(file.subarray(0, fileStart));
  copy.set(file.subarray(fileStart), fileStart + shift);
  let place = fileStart;
  for (const [index, block] of dictionaries.entries()) {
    copy.set(file.subarray(block.offset, block.offset + block.length), place);
    view.setBigInt64(block.place + shift, BigInt(place), true);
    place += padded[index];
  }
  for (const block of records) view.setBigInt64(block.place + shift, BigInt(block.offset + shift), true);
  return copy;
}

function blocksOf(view: DataView, field: number | undefined): Block[] {
  if (field === undefined) return [];
  const vector = field + view.getUint32(field, true);
  const length = view.getUint32(vector, true);
  requireBytes(view, vector + 4 + length * blockBytes);
  return Array.from({ length }, (_, index) => {
    const place = vector + 4 + index * blockBytes;
    const [offset, metadataLength] = [longAt(view, place), view.getInt32(place + 8, true)];
    const block = { place, offset, length: metadataLength + longAt(view, place + 16) };
    if (offset < 0 || block.length < 0) throw new RangeError('a block has a negative length');
    requireBytes(view, offset + block.length);
    return block;
  });
}

/** The places of the fields of a flatbuffer's root table; undefined for fields that it leaves out. */
function tableAt(view: DataView, flatbuffer: number): readonly (number | undefined)[] {
  const table = flatbuffer + view.getInt32(flatbuffer, true);
  const fields = table - view.getInt32(table, true);
  return Array.from({ length: view.getUint16(fields, true) / 2 - 2 }, (_, field) => {
    const offset = view.getUint16(fields + 4 + 2 * field, true);
    return offset === 0 ? undefined : table + offset;
  });
}

function longAt(view: DataView, place: number): number {
  return Number(view.getBigInt64(place, true));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
