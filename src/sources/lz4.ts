/**
 * Decompression of LZ4, which Node does not have: blocks as in Parquet, frames as in Arrow. Sources: lz4/lz4,
 * doc/lz4_Block_format.md and doc/lz4_Frame_format.md. Checksums are not verified.
 */

/** A byte of a block becomes at most this many bytes: a match of any length costs one byte for each 255. */
const maxRatio = 255;
const minMatch = 4;
const frameMagic = 0x184d2204;

/**
 * @param byteLength of the decompressed block
 * @throws RangeError if the block does not have that length, or is broken
 */
export function decompressLz4Block(block: Uint8Array, byteLength: number): Uint8Array {
  const output = outputOf(byteLength, block.length);
  if (decodeBlock(block, output, 0) !== byteLength) throw new RangeError('an LZ4 block is too short');
  return output;
}

/**
 * @param byteLength of the decompressed frame
 * @throws RangeError if the frame does not have that length, or is broken
 */
export function decompressLz4Frame(frame: Uint8Array, byteLength: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== frameMagic) throw new RangeError('this is no LZ4 frame');
  const flags = view.getUint8(4);
  const hasBlockChecksums = (flags & 0x10) !== 0;
  const [hasContentSize, hasDictionary] = [(flags & 0x08) !== 0, (flags & 0x01) !== 0];
  if (flags >> 6 !== 1 || hasDictionary) throw new RangeError('an unknown LZ4 frame');
  const output = outputOf(byteLength, frame.length);
  let [place, written] = [hasContentSize ? 15 : 7, 0];
  for (;;) {
    const size = view.getUint32(place, true);
    if (size === 0) break;
    const [start, length] = [place + 4, size & 0x7fffffff];
    const block = frame.subarray(start, start + length);
    if (block.length < length) throw new RangeError('an LZ4 frame ends early');
    const isStored = size >>> 31 === 1;
    if (isStored) output.set(block, written);
    // Blocks may refer to earlier ones, so all are written into one output.
    written = isStored ? written + length : decodeBlock(block, output, written);
    place = start + length + (hasBlockChecksums ? 4 : 0);
  }
  if (written !== byteLength) throw new RangeError('an LZ4 frame is too short');
  return output;
}

/** Checked before memory is allocated: in a broken file the length may be anything. */
function outputOf(byteLength: number, compressedLength: number): Uint8Array {
  if (!(byteLength >= 0 && byteLength <= compressedLength * maxRatio))
    throw new RangeError('a wrong length of LZ4 data');
  return new Uint8Array(byteLength);
}

/** Decodes sequences of literals and matches into `output` from `written` on, and returns where they end. */
function decodeBlock(block: Uint8Array, output: Uint8Array, written: number): number {
  let place = 0;
  /** A length of 15 is followed by bytes that are added, up to the first below 255. */
  const lengthFrom = (start: number): number => {
    let length = start;
    if (start < 15) return length;
    for (let more = 255; more === 255; length += more) more = block[place++];
    return length;
  };
  while (place < block.length) {
    const token = block[place++];
    const literals = lengthFrom(token >> 4);
    if (!(literals <= block.length - place && literals <= output.length - written)) throw brokenBlock();
    output.set(block.subarray(place, place + literals), written);
    place += literals;
    written += literals;
    // The last sequence has no match.
    if (place === block.length) return written;
    const offset = block[place] | (block[place + 1] << 8);
    place += 2;
    const length = lengthFrom(token & 15) + minMatch;
    if (!(offset >= 1 && offset <= written && length <= output.length - written)) throw brokenBlock();
    copyMatch(output, written, offset, length);
    written += length;
  }
  throw brokenBlock();
}

/** A match may overlap its copy, which then repeats it. */
function copyMatch(output: Uint8Array, written: number, offset: number, length: number): void {
  if (offset >= length) output.copyWithin(written, written - offset, written - offset + length);
  else for (let index = written; index < written + length; index++) output[index] = output[index - offset];
}

function brokenBlock(): RangeError {
  return new RangeError('an LZ4 block is broken');
}
