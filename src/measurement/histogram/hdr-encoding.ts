import { deflateSync } from 'node:zlib';
import type { Histogram } from './histogram.ts';

/** Marks of the encoding and of its compressed wrapping; 0x10 says that counts are ZigZag LEB128. */
const encodingCookie = 0x1c849303 | 0x10;
const compressedCookie = 0x1c849304 | 0x10;
/** With 2^10 sub-buckets for each octave, which is what the format calls 3 significant digits, counts lie alike. */
const subBucketBits = 10;
const significantDigits = 3;
const headerBytes = 40;
const wrappingBytes = 8;

/**
 * A histogram as text that the tools for HdrHistogram read: V2, compressed, in base64.
 * Throws RangeError unless it has 10 sub-bucket bits.
 *
 * Source: `encodeIntoCompressedByteBuffer` of HdrHistogram's AbstractHistogram.java (hdrhistogram.org).
 */
export function encodeHdr(histogram: Histogram): string {
  if (histogram.subBucketBits !== subBucketBits)
    throw new RangeError(`${histogram.subBucketBits} sub-bucket bits have no number of digits`);
  const payload = encodeCounts(histogram);
  const compressed = deflateSync(Buffer.concat([header(payload.length), payload]));
  const wrapping = Buffer.alloc(wrappingBytes);
  wrapping.writeInt32BE(compressedCookie, 0);
  wrapping.writeInt32BE(compressed.length, 4);
  return Buffer.concat([wrapping, compressed]).toString('base64');
}

function header(payloadBytes: number): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  bytes.writeInt32BE(encodingCookie, 0);
  bytes.writeInt32BE(payloadBytes, 4);
  // At 8: by how many places the counts are rotated, which is none.
  bytes.writeInt32BE(significantDigits, 12);
  bytes.writeBigInt64BE(1n, 16); // the lowest value told from 0
  bytes.writeBigInt64BE(BigInt(Number.MAX_SAFE_INTEGER), 24); // the highest value that fits
  bytes.writeDoubleBE(1, 32); // factor from a value to what it means
  return bytes;
}

/** The counts by index up to the largest record's; a negative number stands for that many zeros. */
function encodeCounts(histogram: Histogram): Buffer {
  const bytes: number[] = [];
  let next = 0;
  for (const { low, count } of histogram.buckets()) {
    const index = histogram.indexOf(low);
    const zeros = index - next;
    if (zeros > 0) pushZigZag(bytes, zeros === 1 ? 0 : -zeros);
    pushZigZag(bytes, count);
    next = index + 1;
  }
  return Buffer.from(bytes);
}

/** Seven bits to a byte, the lowest first, in divisions instead of shifts: counts may pass 2^31. */
function pushZigZag(bytes: number[], value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  bytes.push(rest);
}
