import type { Schema } from '../columns/column-type.ts';
import type { CommittedRow } from './sink.ts';

/** Rows as a reader sees them: all in their order, or with a key the last of each, in the place of the first. */
export class CommittedRows {
  readonly rows: CommittedRow[] = [];
  /** Where the key's values stand in a row, behind its cause. */
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
    // As texts, because JSON writes NaN and the infinities as null.
    const key = JSON.stringify(
      this.#keyPlaces.map((place) => (typeof row[place] === 'number' ? `${row[place]}` : row[place])),
    );
    const known = this.#rowOfKey.get(key);
    if (known !== undefined) return known;
    this.#rowOfKey.set(key, this.rows.length);
    return this.rows.length;
  }
}
