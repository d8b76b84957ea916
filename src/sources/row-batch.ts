import type { ReadCell } from './file-column.ts';
import type { BadCell, RecordedColumn, RecordedRows } from './recorded-rows.ts';

/** The fewest rows that are worth a read. */
const minRows = 10_000;

/** How many of the available rows to read next: not fewer than are wanted, because some may be bad. */
export function batchLength(rows: RecordedRows, available: number): number {
  return Math.min(available, Math.max(minRows, rows.wanted));
}

/** Consecutive rows of a file whose cells come column by column. */
export class RowBatch {
  readonly #rows: RecordedRows;
  /** The first row of the batch, as an index in the file and in the table. */
  readonly #firstInFile: number;
  readonly #firstInTable: number;
  readonly #length: number;
  readonly #filled = new Map<RecordedColumn, number>();
  /** By the row's place in the batch; the first one is told. */
  readonly #bad = new Map<number, BadCell[]>();

  constructor(rows: RecordedRows, firstInFile: number, length: number) {
    this.#rows = rows;
    this.#firstInFile = firstInFile;
    this.#firstInTable = rows.table.length;
    this.#length = length;
    for (let row = 0; row < length; row++) rows.table.reserve();
  }

  /**
   * Writes the cells of file column `from` in the file's rows [start, end), as far as the rows are in the batch.
   *
   * @param read how values become cells, where it is not as in `cells.ts`
   */
  fill(from: string, start: number, end: number, valueAt: (row: number) => unknown, read?: ReadCell): void {
    const first = Math.max(start, this.#firstInFile);
    const last = Math.min(end, this.#firstInFile + this.#length);
    if (last <= first) return;
    for (const column of this.#rows.columns) {
      if (column.from !== from) continue;
      for (let row = first; row < last; row++) this.#set(column, row - this.#firstInFile, valueAt(row), read);
      this.#filled.set(column, (this.#filled.get(column) ?? 0) + last - first);
    }
  }

  #set(column: RecordedColumn, index: number, value: unknown, read: ReadCell | undefined): void {
    const bad = this.#rows.set(column, this.#firstInTable + index, value, read);
    if (bad === undefined) return;
    const earlier = this.#bad.get(index);
    if (earlier === undefined) this.#bad.set(index, [bad]);
    else earlier.push(bad);
  }

  /** What is missing; undefined if all cells of all columns are there. */
  missing(): string | undefined {
    for (const column of this.#rows.columns) {
      const filled = this.#filled.get(column) ?? 0;
      if (filled !== this.#length) return `column '${column.from}' has ${filled} rows of ${this.#length}`;
    }
    return undefined;
  }

  /** Removes the bad rows, which are reported in order, and rows beyond those wanted. */
  complete(): void {
    const { table } = this.#rows;
    const length = table.length;
    if (this.#bad.size === 0) {
      table.truncate(Math.min(length, length + this.#rows.wanted));
      return;
    }
    const letters = new Map([...this.#bad.keys()].map((index) => [index, this.#letter(index)]));
    table.truncate(this.#firstInTable);
    for (let index = 0; index < this.#length && !this.#rows.isFull; index++) {
      const bad = this.#bad.get(index);
      if (bad === undefined) table.copyRow(table, this.#firstInTable + index, table.reserve());
      else this.#rows.refuse({ row: this.#firstInFile + index }, bad[0], letters.get(index));
    }
  }

  /** What could be read of a bad row. Its bad cells are null. */
  #letter(index: number): unknown {
    const row = this.#rows.table.row(this.#firstInTable + index);
    const bad = new Set(this.#bad.get(index)!.map(({ column }) => column));
    const cells = this.#rows.columns.map(({ from }, column) => [from, bad.has(from) ? null : row[column]] as const);
    return Object.fromEntries(cells);
  }
}
