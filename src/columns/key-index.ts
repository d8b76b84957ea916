import type { Column } from './table.ts';

/** Finds the first row of a table with a key. Nulls are equal to each other, and so are NaNs. */
export class KeyIndex {
  readonly #columns: readonly Column[];
  readonly #rows = new Map<number | string | null, number>();

  /** @param columns the columns of the key, one or more */
  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  /**
   * The first row with the key of `row`: `row` itself if there is none before. To be called for each row from 0 on,
   * and not for one that is removed again.
   */
  firstLike(row: number): number {
    // An invocation for one record mostly makes one row, for which a key would be built in vain.
    if (row === 0) return row;
    if (this.#rows.size === 0) this.#rows.set(this.#keyOf(0), 0);
    const key = this.#keyOf(row);
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    this.#rows.set(key, row);
    return row;
  }

  clear(): void {
    this.#rows.clear();
  }

  #keyOf(row: number): number | string | null {
    return this.#columns.length === 1
      ? cellOf(this.#columns[0], row)
      : this.#columns.map((column) => cellOf(column, row) ?? '').join();
  }
}

function cellOf({ nulls, values }: Column, row: number): number | null {
  return nulls?.[row] === 1 ? null : values[row];
}
