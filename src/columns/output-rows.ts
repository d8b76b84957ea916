import type { Schema, Value } from './column-type.ts';
import type { Dictionary } from './dictionary.ts';
import { KeyIndex } from './key-index.ts';
import { Table } from './table.ts';

/**
 * Rows that a pipeline has emitted and a sink has not taken yet, each with the record that caused it. With a key they
 * are updates of a table: only the last of those with the same key stays, in the place of the first.
 */
export class OutputRows {
  readonly table: Table;
  /** The columns by which rows replace each other; undefined if they do not. */
  readonly key: readonly string[] | undefined;
  /** Index of the record that caused each row. For rows of the end of the stream: the number of records. */
  causes: Float64Array;
  readonly #index: KeyIndex | undefined;

  constructor(schema: Schema, dictionary: Dictionary, key?: readonly string[], capacity = 16) {
    this.table = new Table(schema, dictionary, capacity);
    this.causes = new Float64Array(capacity);
    this.key = key;
    this.#index = key && new KeyIndex(key.map((name) => this.table.column(name)));
  }

  get length(): number {
    return this.table.length;
  }

  /**
   * Adds a row caused by record `cause`. The caller writes its cells at the index returned. With a key it writes those
   * of the key there, and the others where `place` says.
   */
  reserve(cause: number): number {
    const row = this.table.reserve();
    this.#makeRoomForCauses(row + 1);
    this.causes[row] = cause;
    return row;
  }

  /** The place of the last row, whose key has been written: that of an earlier row with the same key, if any. */
  place(): number {
    const row = this.length - 1;
    const place = this.#index === undefined ? row : this.#index.firstLike(row);
    if (place === row) return row;
    this.causes[place] = this.causes[row];
    this.table.removeLast();
    return place;
  }

  /** Adds a row by its values, in the order of the schema. */
  append(cause: number, values: readonly Value[]): void {
    this.#makeRoomForCauses(this.length + 1);
    this.causes[this.length] = cause;
    this.table.append(values);
    this.settle();
  }

  /** Adds a row of other output with the same columns and dictionary. */
  take({ table, causes }: OutputRows, row: number): void {
    this.table.copyRow(table, row, this.reserve(causes[row]));
    this.settle();
  }

  /** Adds the rows [from, to) of other output with the same columns and dictionary. Only for output without a key. */
  takeRange({ table, causes }: OutputRows, from: number, to: number): void {
    const start = this.length;
    this.table.appendRows(table, from, to);
    this.#makeRoomForCauses(this.length);
    this.causes.set(causes.subarray(from, to), start);
  }

  clear(): void {
    this.table.clear();
    this.#index?.clear();
  }

  /** Moves the last row, all of which has been written, to its place. */
  settle(): void {
    const row = this.length - 1;
    const place = this.place();
    if (place !== row) this.table.copyRow(this.table, row, place);
  }

  #makeRoomForCauses(length: number): void {
    if (length <= this.causes.length) return;
    const larger = new Float64Array(Math.max(length, this.causes.length * 2));
    larger.set(this.causes);
    this.causes = larger;
  }
}
