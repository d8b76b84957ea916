import type { SubColumnData } from 'hyparquet';
import type { ColumnType, Schema } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table, type Column } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import { broken } from './parquet-error.ts';

/** The first rows of a Parquet file as a table whose cells arrive column by column, page by page. */
export class ParquetRows {
  readonly #path: string;
  readonly #table: Table;
  readonly #filled = new Map<Column, number>();

  constructor(path: string, schema: Schema, count: number) {
    this.#path = path;
    this.#table = new Table(schema, new Dictionary(), count);
    for (let row = 0; row < count; row++) this.#table.reserve();
  }

  /** Takes the cells of the table's rows: a page may reach beyond the last. */
  fill({ pathInSchema, columnData, rowStart, rowEnd }: SubColumnData): void {
    const column = this.#table.column(pathInSchema[0]);
    const end = Math.min(rowEnd, this.#table.length);
    for (let row = rowStart; row < end; row++) this.#set(column, row, columnData[row - rowStart]);
    this.#filled.set(column, (this.#filled.get(column) ?? 0) + end - rowStart);
  }

  /** The table; throws where pages were missing. */
  complete(): Table {
    for (const column of this.#table.columns) {
      const rows = this.#filled.get(column) ?? 0;
      if (rows !== this.#table.length) throw broken(this.#path, `column '${column.name}' has ${rows} rows of ${this.#table.length}`);
    }
    return this.#table;
  }

  #set(column: Column, row: number, value: unknown): void {
    if (value === null) {
      this.#setNull(column, row);
      return;
    }
    const cell = this.#cell(column.type, value);
    if (cell === undefined) throw broken(this.#path, `column '${column.name}' has no ${column.type} in row ${row}`);
    if (column.type !== 'float' && !Number.isSafeInteger(cell)) {
      throw this.#cellError(column, row, `${value as bigint} is beyond ±2^53`, beyondRemedy(column.type));
    }
    column.values[row] = cell;
  }

  #setNull(column: Column, row: number): void {
    if (column.nulls === undefined) {
      throw this.#cellError(column, row, `the value is null, and the schema says ${column.type}`, `Declare the column as '${column.type}?', if it is not the event time.`);
    }
    column.nulls[row] = 1;
  }

  /** Undefined where this is no value of the type, as happens in a broken page. */
  #cell(type: ColumnType, value: unknown): number | undefined {
    if (type === 'text') return typeof value === 'string' ? this.#table.dictionary.encode(value) : undefined;
    // Adding 0 makes 0 of −0: engines disagree on whether the two are one key.
    return value === undefined ? undefined : Number(value) + 0;
  }

  #cellError({ name }: Column, row: number, what: string, remedy: string): StreamBenchError {
    return new StreamBenchError({ kind: 'input', where: `${this.#path}, column '${name}', row ${row} (the first is 0)`, what, remedy });
  }
}

function beyondRemedy(type: ColumnType): string {
  if (type === 'timestamp') return 'Timestamps reach from 1684 to 2255: leave the column out, or replace such values in the file.';
  return 'Leave the column out, or cast it to DOUBLE or to text in the file.';
}
