import { inflateSync } from 'node:zlib';
import { StreamBenchError } from '../errors.ts';

/** Values that share a count, in nanoseconds: `low` ≤ value ≤ `high`, both whole numbers. */
export interface CountedRange {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

const compressedCookie = 0x1c849304;
/** Without the bits for the word size of the counts, which are packed. */
const packedCookie = 0x1c849303;
const cookieMask = ~0xf0;
const headerBytes = 40;

/**
 * The non-empty ranges of a histogram, ascending, from HdrHistogram's V2 compressed encoding in base64. Throws a
 * StreamBenchError that names `place` if the text is something else.
 *
 * Source: encodeIntoCompressedByteBuffer and fillCountsArrayFromSourceBuffer of AbstractHistogram.java (HdrHistogram
 * 2.x).
 */
export function decodeHistogram(text: string, place: string): CountedRange[] {
  try {
    const packed = Buffer.from(text, 'base64');
    requireCookie(packed, compressedCookie);
    return rangesOf(inflateSync(packed.subarray(8, 8 + packed.readInt32BE(4))));
  } catch (error) {
    throw new StreamBenchError(
      { kind: 'input', what: 'is no histogram in the V2 encoding of HdrHistogram', where: place },
      error,
    );
  }
}

function rangesOf(bytes: Buffer): CountedRange[] {
  requireCookie(bytes, packedCookie);
  const halfBits = subBucketBits(bytes.readInt32BE(12)) - 1;
  const unit = 2 ** Math.floor(Math.log2(Number(bytes.readBigInt64BE(16))));
  const ranges: CountedRange[] = [];
  let index = 0;
  const payload = bytes.subarray(headerBytes, headerBytes + bytes.readInt32BE(4));
  for (const count of zigZagNumbers(payload)) {
    if (count > 0) ranges.push({ ...edges(index, halfBits, unit), count });
    // A negative number stands for that many counts of 0.
    index += count < 0 ? -count : 1;
  }
  return ranges;
}

/** Bits for enough sub-buckets to separate values with `digits` significant digits. */
function subBucketBits(digits: number): number {
  if (digits < 0 || digits > 5) throw new RangeError(`${digits} significant digits`);
  return Math.ceil(Math.log2(2 * 10 ** digits));
}

/** One count for each value below 2^(halfBits + 1) units, then 2^halfBits counts for each octave. */
function edges(index: number, halfBits: number, unit: number): Pick<CountedRange, 'low' | 'high'> {
  const octave = Math.max(0, (index >> halfBits) - 1);
  const width = 2 ** octave * unit;
  const low = (index - octave * 2 ** halfBits) * width;
  return { low, high: low + width - 1 };
}

/** LEB128 of at most 9 bytes, of which the last holds 8 bits; the sign in the lowest bit. */
function* zigZagNumbers(bytes: Buffer): Generator<number, void> {
  for (let at = 0; at < bytes.length;) {
    let value = 0n;
    for (let place = 0; ; place++) {
      const byte = bytes.readUInt8(at++);
      value |= BigInt(place === 8 ? byte : byte & 0x7f) << BigInt(7 * place);
      if (place === 8 || byte < 0x80) break;
    }
    yield Number(BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n)));
  }
}

function requireCookie(bytes: Buffer, cookie: number): void {
  if ((bytes.readInt32BE(0) & cookieMask) !== (cookie & cookieMask)) throw new RangeError('another encoding');
}
