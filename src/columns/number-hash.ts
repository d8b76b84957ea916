const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/** Odd, and near 2^32 divided by the golden ratio: D. Knuth, The Art of Computer Programming, volume 3, section 6.4. */
const factor = 0x9e3779b1;

/**
 * A hash of a number and of what was hashed before it, for tables whose length is a power of two: `>>> (32 - bits)` of
 * it is a place. Numbers that differ in few bits, or only in their fractions, rarely share one. All NaNs have the same.
 */
export function numberHash(value: number, before = 0): number {
  // Most numbers are whole and small, and need not be looked at bit by bit.
  const whole = value | 0;
  if (whole === value) return Math.imul(whole ^ (before >>> 15) ^ before, factor);
  number[0] = Number.isNaN(value) ? NaN : value;
  return Math.imul(Math.imul(words[0] ^ before, factor) ^ words[1] ^ (before >>> 15), factor);
}
