import { threefry2x32 } from './threefry.ts';

const cell = new DataView(new ArrayBuffer(8));

/** 64 bits that depend on the number alone, as two unsigned words: equal numbers have equal ones, all NaN are equal. */
export function hashNumber(value: number, output: Uint32Array): void {
  // A NaN's own bits may carry anything; adding 0 turns −0 into 0.
  cell.setFloat64(0, Number.isNaN(value) ? NaN : value + 0);
  threefry2x32(cell.getInt32(4), cell.getInt32(0), 0, 0, output);
}

/** 64 bits that depend on the bytes alone: each 8 of them are enciphered with the hash of those before as the key. */
export function hashBytes(bytes: Uint8Array, output: Uint32Array): void {
  output[0] = bytes.length;
  output[1] = 0;
  for (let at = 0; at < bytes.length; at += 8) {
    threefry2x32(word(bytes, at), word(bytes, at + 4), output[0] | 0, output[1] | 0, output);
  }
  // A text of up to 8 bytes has been mixed once, '' not at all.
  threefry2x32(bytes.length, 0, output[0] | 0, output[1] | 0, output);
}

/** Four bytes, zeros behind the end. */
function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}
