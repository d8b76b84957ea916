import type { Dictionary } from './dictionary.ts';
import { isNullable, typeOf, type ColumnSpec, type ColumnType, type Schema, type Value } from './column-type.ts';

/** Cells of one column: numbers and timestamps as doubles, text as dictionary codes, booleans as 0 and 1. */
export type Cells = Float64Array | Int32Array | Uint8Array;

const cellArrays = {
  integer: Float64Array,
  float: Float64Array,
  timestamp: Float64Array,
  text: Int32Array,
  boolean: Uint8Array,
} as const satisfies Readonly<Record<ColumnType, unknown>>;

/** The arrays of a column. */
export interface ColumnCells {
  values: Cells;
  /** 1 if the cell is null; undefined in a column that cannot hold nulls. */
  nulls: Uint8Array | undefined;
}

/** One column. A table that grows replaces `values` and `nulls`, so keep the column, not its arrays. */
export interface Column extends ColumnCells {
  readonly name: string;
  readonly type: ColumnType;
}

/** Rows as columns of typed arrays. A caller that reserves a row writes its cells. */
export class Table {
  readonly schema: Schema;
  readonly columns: readonly Column[];
  readonly dictionary: Dictionary;
  #length = 0;
  #capacity: number;

  constructor(schema: Schema, dictionary: Dictionary, capacity = 16) {
    this.schema = schema;
    this.dictionary = dictionary;
    this.#capacity = Math.max(1, capacity);
    this.columns = Object.entries(schema).map(([name, spec]) => emptyColumn(name, spec, this.#capacity));
  }

  /** A table over arrays that are there, in the order of the schema, with all of their rows. It must not grow. */
  static over(schema: Schema, dictionary: Dictionary, cells: readonly ColumnCells[]): Table {
    const table = new Table(schema, dictionary, 1);
    table.columns.forEach((column, index) => Object.assign(column, cells[index]));
    table.#length = table.#capacity = cells[0].values.length;
    return table;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a row whose cells hold earlier values, and returns its index. */
  reserve(): number {
    if (this.#length === this.#capacity) this.#grow();
    return this.#length++;
  }

  append(values: readonly Value[]): void {
    this.write(this.reserve(), values);
  }

  /** Replaces the cells of a row, in the order of the schema. */
  write(row: number, values: readonly Value[]): void {
    this.columns.forEach((column, index) => this.#set(column, row, values[index] ?? null));
  }

  /** Copies the cells of a row of a table with the same columns and dictionary. */
  copyRow(source: Table, from: number, to: number): void {
    this.columns.forEach((column, index) => {
      const { values, nulls } = source.columns[index];
      column.values[to] = values[from];
      if (column.nulls !== undefined) column.nulls[to] = nulls![from];
    });
  }

  /** Adds the rows [from, to) of a table with the same columns and dictionary. */
  appendRows(source: Table, from: number, to: number): void {
    const start = this.#length;
    const length = start + to - from;
    while (this.#capacity < length) this.#grow();
    this.#length = length;
    this.columns.forEach((column, index) => {
      const { values, nulls } = source.columns[index];
      column.values.set(values.subarray(from, to), start);
      column.nulls?.set(nulls!.subarray(from, to), start);
    });
  }

  removeLast(): void {
    this.#length--;
  }

  /** Removes all rows and keeps the memory. */
  clear(): void {
    this.#length = 0;
  }

  /** Removes the rows from `length` on. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  value(row: number, column: Column): Value {
    if (column.nulls?.[row] === 1) return null;
    const cell = column.values[row];
    if (column.type === 'text') return this.dictionary.decode(cell);
    return column.type === 'boolean' ? cell === 1 : cell;
  }

  row(row: number): Value[] {
    return this.columns.map((column) => this.value(row, column));
  }

  column(name: string): Column {
    const column = this.columns.find((candidate) => candidate.name === name);
    if (column === undefined) throw new RangeError(`no column '${name}'`);
    return column;
  }

  #set(column: Column, row: number, value: Value): void {
    if (column.nulls !== undefined) column.nulls[row] = value === null ? 1 : 0;
    else if (value === null) throw new TypeError(`null in column '${column.name}', which is not nullable`);
    // Adding 0 turns −0 into 0, so that equal values have equal bits.
    column.values[row] = typeof value === 'string' ? this.dictionary.encode(value) : Number(value) + 0;
  }

  #grow(): void {
    this.#capacity *= 2;
    for (const column of this.columns) {
      column.values = copyInto(cellsFor(column.type, this.#capacity), column.values);
      if (column.nulls !== undefined) column.nulls = copyInto(new Uint8Array(this.#capacity), column.nulls);
    }
  }
}

function emptyColumn(name: string, spec: ColumnSpec, capacity: number): Column {
  const type = typeOf(spec);
  return {
    name,
    type,
    values: cellsFor(type, capacity),
    nulls: isNullable(spec) ? new Uint8Array(capacity) : undefined,
  };
}

function cellsFor(type: ColumnType, capacity: number): Cells {
  return new cellArrays[type](capacity);
}

/** The arrays of a table of so many rows, in the order of the schema, in memory that threads can share. */
export function sharedCells(schema: Schema, rows: number): ColumnCells[] {
  return Object.values(schema).map((spec) => {
    const array = cellArrays[typeOf(spec)];
    const memory = new SharedArrayBuffer(rows * array.BYTES_PER_ELEMENT);
    const values = new (array as new (of: SharedArrayBuffer) => Cells)(memory);
    return { values, nulls: isNullable(spec) ? new Uint8Array(new SharedArrayBuffer(rows)) : undefined };
  });
}

function copyInto<T extends Cells>(larger: T, cells: Cells): T {
  larger.set(cells);
  return larger;
}
