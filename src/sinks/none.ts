import type { OutputRows } from '../columns/output-rows.ts';
import type { Column } from '../columns/table.ts';
import type { Sink, SinkImplementation, SinkOptions, VisibleAt } from './sink.ts';

/** Keeps nothing, but reads every cell, so that the JIT compiler cannot remove the work that produced it. */
export class NoneSink implements Sink {
  readonly guarantee = 'none';
  readonly visibleAt: VisibleAt;
  #position = 0;
  #checksum = 0;
  #pendingChecksum = 0;

  constructor({ visibleAt = 'commit' }: Pick<SinkOptions, 'visibleAt'> = {}) {
    this.visibleAt = visibleAt;
  }

  get position(): number {
    return this.#position;
  }

  /** A hash of all visible cells in order, text by its dictionary code. It does not depend on how rows were grouped. */
  get checksum(): number {
    return this.#checksum;
  }

  write(rows: OutputRows): void {
    const { columns } = rows.table;
    let checksum = this.#pendingChecksum;
    for (let row = 0; row < rows.length; row++) {
      checksum = fold(checksum, rows.causes[row]);
      for (let index = 0; index < columns.length; index++) checksum = fold(checksum, cellOf(columns[index], row));
    }
    this.#pendingChecksum = checksum;
    if (this.visibleAt === 'write') this.#checksum = checksum;
  }

  commit(position: number): void {
    this.#checksum = this.#pendingChecksum;
    this.#position = position;
  }

  close(): void {
    this.#pendingChecksum = this.#checksum;
  }
}

export const noneSink: SinkImplementation = {
  open: (options) => new NoneSink(options),
  read: undefined,
};

/** Stands for null: the cell of a null holds whatever was there before. */
const nullCell = 0x9e3779b9;

function cellOf(column: Column, row: number): number {
  return column.nulls?.[row] === 1 ? nullCell : column.values[row];
}

/** Wraps at 32 bits. The fraction of the cell is cut off, which still reads the whole cell. */
function fold(checksum: number, cell: number): number {
  return (Math.imul(checksum, 31) + (cell | 0)) | 0;
}
