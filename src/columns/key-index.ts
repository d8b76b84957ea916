import type { Column } from './table.ts';

/** Finds the first row of a table with a key. Nulls are equal to each other, and so are NaNs. */
export class KeyIndex {
  readonly #columns: readonly Column[];
  readonly #rows = new Map<number | string | null, number>();

  /** @param columns the columns of the key, one or more */
  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  /** The first row looked up with the key of `row`: `row` itself if there was none before. */
  firstLike(row: number): number {
    const key =
      this.#columns.length === 1
        ? cellOf(this.#columns[0], row)
        : this.#columns.map((column) => cellOf(column, row) ?? '').join();
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    this.#rows.set(key, row);
    return row;
  }

  clear(): void {
    this.#rows.clear();
  }
}

function cellOf({ nulls, values }: Column, row: number): number | null {
  return nulls?.[row] === 1 ? null : values[row];
}
