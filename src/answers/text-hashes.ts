import type { Dictionary } from '../columns/dictionary.ts';
import { murmurHash128 } from './murmur-hash.ts';

const wordsPerHash = 4;

/** The MurmurHash3_x86_128 of a dictionary's texts in UTF-8. Each is computed when first needed, and kept. */
export class TextHashes {
  readonly #dictionary: Dictionary;
  /** The four words of each code's hash. */
  #hashes = new Int32Array(wordsPerHash * 256);
  #isKnown = new Uint8Array(256);
  readonly #hash = new Int32Array(wordsPerHash);

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
  }

  /** Writes the four words of the text's hash into `words`, from `at` on. */
  write(code: number, words: Int32Array, at: number): void {
    if (this.#isKnown[code] !== 1) this.#add(code);
    const first = wordsPerHash * code;
    words[at] = this.#hashes[first];
    words[at + 1] = this.#hashes[first + 1];
    words[at + 2] = this.#hashes[first + 2];
    words[at + 3] = this.#hashes[first + 3];
  }

  #add(code: number): void {
    if (code >= this.#isKnown.length) this.#grow(code + 1);
    const bytes = Buffer.from(this.#dictionary.decode(code), 'utf8');
    murmurHash128(littleEndianWords(bytes), bytes.length, this.#hash);
    this.#hashes.set(this.#hash, wordsPerHash * code);
    this.#isKnown[code] = 1;
  }

  #grow(needed: number): void {
    const length = Math.max(needed, 2 * this.#isKnown.length);
    const [hashes, isKnown] = [new Int32Array(wordsPerHash * length), new Uint8Array(length)];
    hashes.set(this.#hashes);
    isKnown.set(this.#isKnown);
    [this.#hashes, this.#isKnown] = [hashes, isKnown];
  }
}

/** The last word is padded with zeros. */
function littleEndianWords(bytes: Uint8Array): Int32Array {
  const words = new Int32Array(Math.ceil(bytes.length / 4));
  for (const [index, byte] of bytes.entries()) words[index >> 2] |= byte << (8 * (index & 3));
  return words;
}
