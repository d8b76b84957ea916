import { CellMap, type KeyCell } from './cell-map.ts';
import type { CodeWriter, RowCode } from './operator.ts';
import { storedValue } from './stored-cell.ts';

/** One level of the trie, by a key column's cells: the next level, or on the last one the slot. */
export type Branch = CellMap<unknown>;

/**
 * Slots (0 or more) by a key of any number of columns. There is one level of maps for each column, so a look-up need
 * not build a key.
 */
export class KeyTrie {
  readonly root: Branch = new CellMap();

  /** The level below a key, created if it is new. */
  branch(level: Branch, key: KeyCell): Branch {
    let next = level.get(key);
    if (next === undefined) {
      next = new CellMap();
      level.set(key, next);
    }
    return next as Branch;
  }

  /** The level below a key, or undefined if there is none. */
  descend(level: Branch | undefined, key: KeyCell): Branch | undefined {
    return level?.get(key) as Branch | undefined;
  }

  /** The slot under the last column of a key, or -1. */
  find(level: Branch | undefined, key: KeyCell): number {
    return (level?.get(key) as number | undefined) ?? -1;
  }

  /** Replaces each slot by what `update` returns. -1 removes the key, and levels that are left without keys. */
  update(update: (slot: number) => number): void {
    updateLevel(this.root, update);
  }
}

function updateLevel(level: Branch, update: (slot: number) => number): void {
  level.update((below) => {
    if (typeof below === 'number') {
      const slot = update(below);
      return slot < 0 ? undefined : slot;
    }
    updateLevel(below as Branch, update);
    return (below as Branch).size === 0 ? undefined : below;
  });
}

/** The row's key as constants of the generated code. */
export function writeKey(names: readonly string[], row: RowCode, writer: CodeWriter): string[] {
  return names.map((name) => writer.variable(storedValue(row.cells[name])));
}

/** Writes the look-up of a key and returns the variable with its slot, or -1. Creates no levels. */
export function writeFind(trie: string, keys: readonly string[], writer: CodeWriter): string {
  const [first, ...rest] = pathOf(keys);
  let level = `${trie}.root`;
  let key = first;
  for (const next of rest) {
    level = writer.variable(`${trie}.descend(${level}, ${key})`);
    key = next;
  }
  return writer.variable(`${trie}.find(${level}, ${key})`);
}

/** Writes the path to a key, with new levels where needed. Returns the last level and the key within it. */
export function writeBranches(
  trie: string,
  keys: readonly string[],
  writer: CodeWriter,
): { readonly level: string; readonly key: string } {
  const path = pathOf(keys);
  let level = `${trie}.root`;
  for (const key of path.slice(0, -1)) level = writer.variable(`${trie}.branch(${level}, ${key})`);
  return { level, key: path[path.length - 1] };
}

/** Without key columns all rows share one key. */
function pathOf(keys: readonly string[]): readonly string[] {
  return keys.length === 0 ? ['0'] : keys;
}
