/**
 * The messages of Arrow's IPC format, as far as their order and length go. A message is a continuation marker, the
 * length of its metadata, the metadata (a flatbuffer) and its body. Sources: apache/arrow, Columnar.rst and
 * format/Message.fbs.
 */

interface Message {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

/** Of the union `MessageHeader`. */
const schema = 1;
const dictionaryBatch = 2;
const recordBatch = 3;

const continuation = 0xffffffff;
/** The magic text of a file, padded. */
const fileStart = 8;

/** The last message is longer than what is left of the file. */
export class CutOffError extends RangeError {}

function requireBytes({ length }: Uint8Array, end: number): void {
  if (end > length) throw new CutOffError(`a message ends at byte ${end}, the file at ${length}`);
}

/** Throws CutOffError if the last message of the stream is not complete. */
export function requireWholeMessages(stream: Uint8Array): void {
  for (const _ of messagesFrom(stream, 0));
}

/**
 * The messages of a file as a stream in which dictionaries stand before the records. In a file they may stand after
 * them (as Polars writes them), because its footer says where they are; flechette takes the order of the file.
 *
 * @throws CutOffError if a message is longer than the file
 */
export function dictionariesFirst(file: Uint8Array): Uint8Array[] {
  const messages = [...messagesFrom(file, fileStart)];
  const of = (kinds: readonly number[]): Message[] => messages.filter(({ kind }) => kinds.includes(kind));
  return [...of([schema]), ...of([dictionaryBatch]), ...of([recordBatch])].map(({ bytes }) => bytes);
}

function* messagesFrom(file: Uint8Array, start: number): Generator<Message> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let place = start; place < file.length;) {
    // Before version 0.15 there was no marker.
    requireBytes(file, place + 4);
    const hasMarker = view.getUint32(place, true) === continuation;
    const metadata = place + (hasMarker ? 8 : 4);
    requireBytes(file, metadata);
    const metadataLength = view.getInt32(metadata - 4, true);
    if (metadataLength === 0) return;
    requireBytes(file, metadata + metadataLength);
    const { kind, bodyLength } = headOf(view, metadata);
    const end = metadata + metadataLength + bodyLength;
    requireBytes(file, end);
    if (metadataLength < 0 || bodyLength < 0) throw new RangeError('a message with a negative length');
    yield { kind, bytes: file.subarray(place, end) };
    place = end;
  }
}

/** Fields 1 and 3 of the table `Message`: the kind of its header, and the length of its body. */
function headOf(view: DataView, flatbuffer: number): { kind: number; bodyLength: number } {
  const table = flatbuffer + view.getInt32(flatbuffer, true);
  const fields = table - view.getInt32(table, true);
  const placeOf = (field: number): number => {
    const entry = 4 + 2 * field;
    const offset = entry < view.getUint16(fields, true) ? view.getUint16(fields + entry, true) : 0;
    return offset === 0 ? 0 : table + offset;
  };
  const [kindAt, bodyLengthAt] = [placeOf(1), placeOf(3)];
  return {
    kind: kindAt === 0 ? 0 : view.getUint8(kindAt),
    bodyLength: bodyLengthAt === 0 ? 0 : Number(view.getBigInt64(bodyLengthAt, true)),
  };
}
