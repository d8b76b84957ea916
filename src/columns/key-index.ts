import { numberHash } from './number-hash.ts';
import type { Column } from './table.ts';

const fewestBits = 6;

/**
 * Finds the first row of a table with a key: a hash table with open addressing, in which cells are compared where they
 * are. Nulls are equal to each other, and so are NaNs.
 */
export class KeyIndex {
  readonly #columns: readonly Column[];
  #bits = fewestBits;
  /** Rows, each with `#added` added to it. Smaller numbers are from before the last `clear`, which so costs nothing. */
  #places = new Float64Array(2 ** fewestBits);
  #added = 1;
  /** How many rows are in the table: those from 0 on. */
  #rows = 0;

  /** @param columns the columns of the key, one or more */
  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  /**
   * The first row with the key of `row`: `row` itself if there is none before. To be called for each row from 0 on,
   * and not for one that is removed again.
   */
  firstLike(row: number): number {
    // An invocation for one record mostly makes one row, for which a hash would be made in vain.
    if (row === 0) return row;
    if (this.#rows === 0) this.#add(0, this.#placeOf(0));
    const place = this.#placeOf(row);
    const known = this.#places[place] - this.#added;
    if (known >= 0) return known;
    this.#add(row, place);
    return row;
  }

  clear(): void {
    this.#added += this.#rows;
    this.#rows = 0;
  }

  #add(row: number, place: number): void {
    this.#places[place] = row + this.#added;
    this.#rows = row + 1;
    if (2 * this.#rows > this.#places.length) this.#grow();
  }

  #grow(): void {
    this.#places = new Float64Array(2 ** ++this.#bits);
    for (let row = 0; row < this.#rows; row++) this.#places[this.#placeOf(row)] = row + this.#added;
  }

  /** That of a row with this key, or the free one where it belongs. */
  #placeOf(row: number): number {
    const last = this.#places.length - 1;
    let place = this.#hashOf(row) >>> (32 - this.#bits);
    for (;;) {
      const known = this.#places[place] - this.#added;
      if (known < 0 || this.#areLike(known, row)) return place;
      place = (place + 1) & last;
    }
  }

  #hashOf(row: number): number {
    let hash = 0;
    for (const { values, nulls } of this.#columns) hash = numberHash(nulls?.[row] === 1 ? -1 : values[row], hash);
    return hash;
  }

  #areLike(one: number, other: number): boolean {
    for (const { values, nulls } of this.#columns) {
      if (nulls?.[one] !== nulls?.[other]) return false;
      if (nulls?.[one] === 1) continue;
      const [left, right] = [values[one], values[other]];
      if (left !== right && !(Number.isNaN(left) && Number.isNaN(right))) return false;
    }
    return true;
  }
}
