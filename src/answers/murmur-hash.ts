const c1 = 0x239b961b;
const c2 = 0xab0e9789;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93;

/**
 * MurmurHash3_x86_128: a fast hash in which every bit of the input affects every bit of the output. It is not
 * cryptographic. Writes four 32-bit words into `output`.
 *
 * Source: Austin Appleby, MurmurHash3.cpp of SMHasher (github.com/aappleby/smhasher).
 *
 * @param words the bytes as little-endian words, padded with zeros
 * @param byteLength how many bytes `words` stands for
 */
// The four lanes are written out, because this runs for every row.
// oxlint-disable-next-line max-lines-per-function
export function murmurHash128(words: Int32Array, byteLength: number, output: Int32Array, seed = 0): void {
  let [h1, h2, h3, h4] = [seed, seed, seed, seed];
  const blocksEnd = (byteLength >>> 4) << 2;
  for (let at = 0; at < blocksEnd; at += 4) {
    h1 ^= scrambled(words[at], c1, 15, c2);
    h1 = (Math.imul(rotated(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 ^= scrambled(words[at + 1], c2, 16, c3);
    h2 = (Math.imul(rotated(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 ^= scrambled(words[at + 2], c3, 17, c4);
    h3 = (Math.imul(rotated(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 ^= scrambled(words[at + 3], c4, 18, c1);
    h4 = (Math.imul(rotated(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  // A word behind the end counts as 0, which scrambles to 0 and changes nothing.
  const wordsEnd = (byteLength + 3) >>> 2;
  if (blocksEnd < wordsEnd) h1 ^= scrambled(words[blocksEnd], c1, 15, c2);
  if (blocksEnd + 1 < wordsEnd) h2 ^= scrambled(words[blocksEnd + 1], c2, 16, c3);
  if (blocksEnd + 2 < wordsEnd) h3 ^= scrambled(words[blocksEnd + 2], c3, 17, c4);
  if (blocksEnd + 3 < wordsEnd) h4 ^= scrambled(words[blocksEnd + 3], c4, 18, c1);

  h1 ^= byteLength;
  h2 ^= byteLength;
  h3 ^= byteLength;
  h4 ^= byteLength;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = avalanched((h2 + h1) | 0);
  h3 = avalanched((h3 + h1) | 0);
  h4 = avalanched((h4 + h1) | 0);
  h1 = avalanched(h1);
  h1 = (h1 + h2 + h3 + h4) | 0;
  output[0] = h1;
  output[1] = h2 + h1;
  output[2] = h3 + h1;
  output[3] = h4 + h1;
}

function scrambled(word: number, factor: number, bits: number, nextFactor: number): number {
  return Math.imul(rotated(Math.imul(word, factor), bits), nextFactor);
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function avalanched(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
