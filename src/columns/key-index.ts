import type { Column } from './table.ts';

/** Which row of a table was the first to have a key. Nulls equal each other, and so do NaNs. */
export class KeyIndex {
  readonly #columns: readonly Column[];
  readonly #rows = new Map<number | string | null, number>();

  /** @param columns one or more: those that make up the key */
  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  /** The first row whose key is that of `row`: itself, where none was asked for before. */
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
