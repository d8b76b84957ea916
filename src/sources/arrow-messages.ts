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
export function requireSoundStream(stream: Uint8Array): void {
  const view = viewOf(stream);
  for (let place = 0; place < stream.length;) {
    const { metadata, length } = metadataAt(view, place);
    // The end of the stream.
    if (length === 0) return;
    place = metadata + length + requireSoundMessage(view, metadata);
    requireBytes(view, place);
  }
}

/** Where the metadata of a message start, and their length. */
function metadataAt(view: DataView, place: number): { readonly metadata: number; readonly length: number } {
  requireBytes(view, place + 4);
  // Before version 0.15 there was no marker.
  const metadata = place + (view.getInt32(place, true) === -1 ? 8 : 4);
  requireBytes(view, metadata);
  const length = view.getInt32(metadata - 4, true);
  if (length < 0) throw new RangeError('a message has a negative length');
  requireBytes(view, metadata + length);
  return { metadata, length };
}

/** The fields of the tables that are read here, as their positions in the files of apache/arrow. */
const messageFields = { headerType: 1, header: 2, bodyLength: 3 };
const schemaFields = { fields: 1, metadata: 2 };
const fieldFields = { typeId: 2, type: 3, children: 5, metadata: 6 };
const unionFields = { typeIds: 1 };
/** Of the union `Type`. */
const unionType = 14;
const batchFields = { length: 0, nodes: 1, buffers: 2, variadicCounts: 4 };
const dictionaryFields = { data: 1 };
/** Of the union `MessageHeader`. */
const headerTypes = { schema: 1, dictionaryBatch: 2, recordBatch: 3 };

/**
 * flechette believes the lengths of vectors, and makes an array of any length from a wrong one.
 *
 * @returns the length of the body
 */
function requireSoundMessage(view: DataView, metadata: number): number {
  const message = tableAt(view, metadata);
  const { headerType, header, bodyLength } = messageFields;
  const table = message[header] === undefined ? [] : tableAt(view, message[header]);
  switch (message[headerType] === undefined ? 0 : view.getUint8(message[headerType])) {
    case headerTypes.schema:
      requireSoundSchema(view, table);
      break;
    case headerTypes.dictionaryBatch: {
      const data = table[dictionaryFields.data];
      if (data !== undefined) requireSoundDictionary(view, tableAt(view, data));
      break;
    }
    case headerTypes.recordBatch:
      requireSoundBatch(view, table);
      break;
  }
  const length = message[bodyLength] === undefined ? 0 : longAt(view, message[bodyLength]);
  if (length < 0) throw new RangeError('a message has a negative length');
  return length;
}

function requireSoundSchema(view: DataView, schema: Table): void {
  vectorAt(view, schema[schemaFields.metadata], 4);
  for (const field of vectorAt(view, schema[schemaFields.fields], 4)) requireSoundField(view, tableAt(view, field));
}

function requireSoundField(view: DataView, field: Table): void {
  vectorAt(view, field[fieldFields.metadata], 4);
  const { [fieldFields.typeId]: typeId, [fieldFields.type]: type } = field;
  const isUnion = typeId !== undefined && view.getUint8(typeId) === unionType;
  if (isUnion && type !== undefined) vectorAt(view, tableAt(view, type)[unionFields.typeIds], 4);
  for (const child of vectorAt(view, field[fieldFields.children], 4)) requireSoundField(view, tableAt(view, child));
}

/** flechette decodes all entries of a dictionary at once. Their number stands in the batch, and in its only column. */
function requireSoundDictionary(view: DataView, batch: Table): void {
  requireSoundBatch(view, batch);
  const [column] = vectorAt(view, batch[batchFields.nodes], 16);
  const lengthAt = batch[batchFields.length];
  const length = lengthAt === undefined ? 0 : longAt(view, lengthAt);
  const columnLength = column === undefined ? 0 : longAt(view, column);
  if (length !== columnLength) throw new RangeError(`a dictionary has ${columnLength} entries of ${length}`);
}

function requireSoundBatch(view: DataView, batch: Table): void {
  vectorAt(view, batch[batchFields.nodes], 16);
  const buffers = vectorAt(view, batch[batchFields.buffers], 16).length;
  // Each is the number of buffers that hold the long texts of a column.
  for (const count of vectorAt(view, batch[batchFields.variadicCounts], 8)) {
    const length = longAt(view, count);
    if (!(length >= 0 && length <= buffers)) throw new RangeError(`a column has ${length} of ${buffers} buffers`);
  }
}

/** Of the table `Footer`; dictionaries and records are vectors of the struct `Block`. */
const footerFields = { schema: 1, dictionaries: 2, records: 3, metadata: 4 };
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
  vectorAt(view, footer[footerFields.metadata], 4);
  const schema = footer[footerFields.schema];
  if (schema !== undefined) requireSoundSchema(view, tableAt(view, schema));
  const dictionaries = blocksOf(view, footer[footerFields.dictionaries]);
  const records = blocksOf(view, footer[footerFields.records]);
  for (const { offset } of [...dictionaries, ...records]) requireSoundMessage(view, metadataAt(view, offset).metadata);
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
  return vectorAt(view, field, blockBytes).map((place) => {
    const [offset, metadataLength] = [longAt(view, place), view.getInt32(place + 8, true)];
    const block = { place, offset, length: metadataLength + longAt(view, place + 16) };
    if (offset < 0 || block.length < 0) throw new RangeError('a block has a negative length');
    requireBytes(view, offset + block.length);
    return block;
  });
}

/** The places of the fields of a flatbuffer's table; undefined for fields that it leaves out. */
type Table = readonly (number | undefined)[];

/** The table to which the number at this place points, as at the start of a flatbuffer. */
function tableAt(view: DataView, place: number): Table {
  const table = place + view.getInt32(place, true);
  const fields = table - view.getInt32(table, true);
  // Signed, and rounded up where the size is broken: just as flechette reads them, since it is its reading that counts.
  return Array.from({ length: Math.ceil(view.getInt16(fields, true) / 2) - 2 }, (_, field) => {
    const offset = view.getInt16(fields + 4 + 2 * field, true);
    return offset === 0 ? undefined : table + offset;
  });
}

/** The places of the elements of a vector; none where the field is left out. */
function vectorAt(view: DataView, field: number | undefined, elementBytes: number): number[] {
  if (field === undefined) return [];
  const vector = field + view.getInt32(field, true);
  const length = view.getUint32(vector, true);
  if (vector + 4 + length * elementBytes > view.byteLength) throw new RangeError('a vector is longer than the file');
  return Array.from({ length }, (_, index) => vector + 4 + index * elementBytes);
}

function longAt(view: DataView, place: number): number {
  return Number(view.getBigInt64(place, true));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
