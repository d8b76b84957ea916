import type { Schema } from '../columns/column-type.ts';
import type { CommittedRow } from './sink.ts';

/** Rows as a reader sees them: all of them in order, or the last row of each key in the place of its first row. */
export class CommittedRows {
  readonly rows: CommittedRow[] = [];
  /** The indices of the key's values in a row, whose first value is the cause. */
  readonly #keyPlaces: readonly number[] | undefined;
  readonly #rowOfKey = new Map<string, number>();

  constructor(schema: Schema, key: readonly string[] | undefined) {
    this.#keyPlaces = key?.map((name) => Object.keys(schema).indexOf(name) + 1);
  }

  add(row: CommittedRow): void {
    this.rows[this.#placeOf(row)] = row;
  }

  #placeOf(row: CommittedRow): number {
    if (this.#keyPlaces === undefined) return this.rows.length;
    // Numbers as text, because JSON would write NaN and the infinities as null.
    const key = JSON.stringify(
      this.#keyPlaces.map((place) => (typeof row[place] === 'number' ? `${row[place]}` : row[place])),
    );
    const known = this.#rowOfKey.get(key);
    if (known !== undefined) return known;
    this.#rowOfKey.set(key, this.rows.length);
    return this.rows.length;
  }
}
