import { deflateSync } from 'node:zlib';
import type { Histogram } from './histogram.ts';

/** Cookies of the encoding and of its compressed envelope; 0x10 means that counts are ZigZag LEB128. */
const encodingCookie = 0x1c849303 | 0x10;
const compressedCookie = 0x1c849304 | 0x10;
/** 2^10 sub-buckets per octave: what the format calls 3 significant digits. Its counts then have the same layout. */
const subBucketBits = 10;
const significantDigits = 3;
const headerBytes = 40;
const envelopeBytes = 8;

/**
 * Encodes a histogram as text that HdrHistogram tools can read: V2, compressed, in base64. Throws RangeError unless the
 * histogram has 10 sub-bucket bits.
 *
 * Source: `encodeIntoCompressedByteBuffer` of HdrHistogram's AbstractHistogram.java (hdrhistogram.org).
 */
export function encodeHdr(histogram: Histogram): string {
  if (histogram.subBucketBits !== subBucketBits)
    throw new RangeError(`no HDR encoding for ${histogram.subBucketBits} sub-bucket bits, only for ${subBucketBits}`);
  const payload = encodeCounts(histogram);
  const compressed = deflateSync(Buffer.concat([header(payload.length), payload]));
  const envelope = Buffer.alloc(envelopeBytes);
  envelope.writeInt32BE(compressedCookie, 0);
  envelope.writeInt32BE(compressed.length, 4);
  return Buffer.concat([envelope, compressed]).toString('base64');
}

function header(payloadBytes: number): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  bytes.writeInt32BE(encodingCookie, 0);
  bytes.writeInt32BE(payloadBytes, 4);
  // Bytes 8 to 11 stay 0: the counts are not rotated.
  bytes.writeInt32BE(significantDigits, 12);
  bytes.writeBigInt64BE(1n, 16); // lowest discernible value
  bytes.writeBigInt64BE(BigInt(Number.MAX_SAFE_INTEGER), 24); // highest trackable value
  bytes.writeDoubleBE(1, 32); // conversion ratio from integer to double values
  return bytes;
}

/** The counts by index, up to that of the largest record; −n stands for n zeros. */
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

/** Seven bits per byte, lowest first. By division instead of shifts, because counts may pass 2^31. */
function pushZigZag(bytes: number[], value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  bytes.push(rest);
}
