import type { Value } from '../../src/columns/column-type.ts';
import type { Column, Table } from '../../src/columns/table.ts';

/** Rows of a loop by hand: cells of records in columns of their own, copied as the step copies them. */
export class RecordColumns {
  length = 0;
  readonly #sources: readonly Column[];
  readonly #records: Table;
  #capacity = 1024;
  #cells: Float64Array[];

  constructor(records: Table, names: readonly string[]) {
    this.#records = records;
    this.#sources = names.map((name) => records.column(name));
    this.#cells = names.map(() => new Float64Array(this.#capacity));
  }

  /** Adds the cells of a record. */
  append(record: number): void {
    if (this.length === this.#capacity) this.#grow();
    for (let index = 0; index < this.#sources.length; index++)
      this.#cells[index][this.length] = this.#sources[index].values[record];
    this.length++;
  }

  values(row: number): Value[] {
    return this.#cells.map((cells, index) => {
      const cell = cells[row];
      return this.#sources[index].type === 'text' ? this.#records.dictionary.decode(cell) : cell;
    });
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#cells = this.#cells.map((cells) => {
      const larger = new Float64Array(this.#capacity);
      larger.set(cells);
      return larger;
    });
  }
}
