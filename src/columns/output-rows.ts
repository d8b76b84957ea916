import type { Schema } from './column-type.ts';
import type { Dictionary } from './dictionary.ts';
import { Table } from './table.ts';

/** Rows that a pipeline has emitted and a sink has not yet taken, each with the record that caused it. */
export class OutputRows {
  readonly table: Table;
  /** Index of the record that caused each row; the number of records for rows of the end of the stream. */
  causes = new Float64Array(16);

  constructor(schema: Schema, dictionary: Dictionary) {
    this.table = new Table(schema, dictionary);
  }

  get length(): number {
    return this.table.length;
  }

  /** Adds a row caused by record `cause`; the caller writes its cells at the index returned. */
  reserve(cause: number): number {
    const row = this.table.reserve();
    if (row === this.causes.length) {
      const larger = new Float64Array(row * 2);
      larger.set(this.causes);
      this.causes = larger;
    }
    this.causes[row] = cause;
    return row;
  }

  clear(): void {
    this.table.clear();
  }
}
