import { threefry2x32 } from './threefry.ts';

const cell = new DataView(new ArrayBuffer(8));

/**
 * Writes a 64-bit hash of the number into `output`, as two unsigned words. All NaN have the same hash, as have 0 and
 * −0.
 */
export function hashNumber(value: number, output: Uint32Array): void {
  // NaN has many bit patterns; adding 0 turns −0 into 0.
  cell.setFloat64(0, Number.isNaN(value) ? NaN : value + 0);
  threefry2x32(cell.getInt32(4), cell.getInt32(0), 0, 0, output);
}

/**
 * Writes a 64-bit hash of the bytes, or the first `length` of them, into `output`: enciphers 8 at a time, with the hash
 * so far as the key.
 */
export function hashBytes(bytes: Uint8Array, output: Uint32Array, length = bytes.length): void {
  output[0] = length;
  output[1] = 0;
  for (let at = 0; at < length; at += 8) {
    threefry2x32(word(bytes, at, length), word(bytes, at + 4, length), output[0] | 0, output[1] | 0, output);
  }
  // Up to 8 bytes have been mixed only once, and no bytes not at all.
  threefry2x32(length, 0, output[0] | 0, output[1] | 0, output);
}

/** Four bytes from `at` on, with zeros from `length` on. */
function word(bytes: Uint8Array, at: number, length: number): number {
  if (at + 4 <= length) return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  let bits = 0;
  for (let place = at; place < at + 4; place++) bits = (bits << 8) | (place < length ? bytes[place] : 0);
  return bits;
}
