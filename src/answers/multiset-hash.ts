import type { Dictionary } from '../columns/dictionary.ts';
import type { Column, Table } from '../columns/table.ts';
import { murmurHash128 } from './murmur-hash.ts';
import { TextHashes } from './text-hashes.ts';

const lanes = 4;
const wordsPerText = 4;
/** At most: one word for nullability, and a text. */
const wordsPerCell = 1 + wordsPerText;
const double = new DataView(new ArrayBuffer(8));

/**
 * A hash of a multiset of rows: it depends on the rows and on how often each occurs, but neither on their order nor on
 * the records that caused them. It consists of the sum of the hashes of the rows, and of the number of rows.
 *
 * A row's hash is MurmurHash3_x86_128 over its cells in the order of columns, padded with zeros to a multiple of 16
 * bytes. A number is a 64-bit double; all NaN are one, and −0 is 0. A boolean is a 32-bit integer, 0 or 1. A text is
 * the MurmurHash3_x86_128 of its UTF-8 bytes. In a nullable column a 32-bit integer comes before the cell: 0, or 1 for
 * null, which has no cell. All are little-endian. Each of the four words of the hash is summed by itself, modulo 2^32.
 *
 * Source: MSet-Add-Hash of Clarke, Devadas, van Dijk, Gassend and Suh, "Incremental multiset hash functions and their
 * application to memory integrity checking", ASIACRYPT 2003. Without its secret key and its cryptographic hash this one
 * protects against accidents, not against attacks.
 */
export class MultisetHash {
  rows = 0;
  readonly #sums = new Int32Array(lanes);
  readonly #texts: TextHashes;
  readonly #hash = new Int32Array(lanes);
  /** The encoding of one row. */
  #words = new Int32Array(0);

  /** `dictionary`: that of all tables hashed. */
  constructor(dictionary: Dictionary) {
    this.#texts = new TextHashes(dictionary);
  }

  /** Adds all rows of a table; every table has the same schema. */
  update({ columns, length }: Table): void {
    const most = Math.ceil((wordsPerCell * columns.length) / lanes) * lanes;
    if (this.#words.length < most) this.#words = new Int32Array(most);
    for (let row = 0; row < length; row++) this.#addRow(columns, row);
    this.rows += length;
  }

  /** The four sums, with 8 hexadecimal digits each, then the number of rows, with 16. */
  hex(): string {
    const sums = Array.from(this.#sums, (sum) => (sum >>> 0).toString(16).padStart(8, '0'));
    return sums.join('') + this.rows.toString(16).padStart(16, '0');
  }

  #addRow(columns: readonly Column[], row: number): void {
    let end = 0;
    for (const column of columns) end = this.#addCell(column, row, end);
    while (end % lanes !== 0) this.#words[end++] = 0;
    murmurHash128(this.#words, 4 * end, this.#hash);
    for (let lane = 0; lane < lanes; lane++) this.#sums[lane] += this.#hash[lane];
  }

  /** Writes the cell's words from `at` on; returns where they end. */
  #addCell({ type, values, nulls }: Column, row: number, at: number): number {
    if (nulls !== undefined) {
      this.#words[at++] = nulls[row];
      if (nulls[row] === 1) return at;
    }
    if (type === 'text') {
      this.#texts.write(values[row], this.#words, at);
      return at + wordsPerText;
    }
    if (type === 'boolean') {
      this.#words[at] = values[row];
      return at + 1;
    }
    // Adding 0 turns −0 into 0.
    double.setFloat64(0, Number.isNaN(values[row]) ? NaN : values[row] + 0, true);
    this.#words[at] = double.getInt32(0, true);
    this.#words[at + 1] = double.getInt32(4, true);
    return at + 2;
  }
}
