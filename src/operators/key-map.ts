import { CellMap, type KeyCell } from './cell-map.ts';

/** One level of maps per key column; the last one holds the values. Without columns there is one key. */
type Level = CellMap<unknown>;

/** A Map whose keys are lists of cells, all of one length. A deleted key leaves no memory behind. */
export class KeyMap<V> {
  readonly #root: Level = new CellMap();
  readonly #columns: number;
  #size = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  get size(): number {
    return this.#size;
  }

  get(key: readonly KeyCell[]): V | undefined {
    let level: Level | undefined = this.#root;
    for (let column = 0; column < key.length - 1 && level !== undefined; column++)
      level = level.get(key[column]) as Level | undefined;
    return level?.get(key[key.length - 1]) as V | undefined;
  }

  /** Adds a key that is not there yet. */
  add(key: readonly KeyCell[], value: V): void {
    let level = this.#root;
    for (const cell of key.slice(0, -1)) {
      const next = (level.get(cell) as Level | undefined) ?? new CellMap();
      level.set(cell, next);
      level = next;
    }
    level.set(key[key.length - 1], value);
    this.#size++;
  }

  /** In no particular order. */
  values(): V[] {
    return valuesIn(this.#root, this.#columns) as V[];
  }

  /** Deletes a key that is there. */
  delete(key: readonly KeyCell[]): void {
    const levels = [this.#root];
    for (const cell of key.slice(0, -1)) levels.push(levels[levels.length - 1].get(cell) as Level);
    for (let column = levels.length - 1; column >= 0; column--) {
      levels[column].delete(key[column]);
      if (levels[column].size > 0) break;
    }
    this.#size--;
  }
}

function valuesIn(level: Level, columns: number): unknown[] {
  const values = level.values();
  return columns <= 1 ? values : values.flatMap((next) => valuesIn(next as Level, columns - 1));
}
