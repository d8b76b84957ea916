import type { Dictionary } from '../columns/dictionary.ts';
import type { ColumnSpec } from '../columns/column-type.ts';
import type { Accumulator } from './aggregates/aggregate.ts';
import { sortedCells } from './cell-order.ts';
import { KeyTrie, writeBranches, type Branch } from './key-trie.ts';
import type { KeyCell } from './cell-map.ts';
import type { CodeWriter } from './operator.ts';

/** Groups by key. Each has one slot in every accumulator. Nulls form a group of their own, as in SQL. */
export class KeyedGroups extends KeyTrie {
  /** One array per key column, indexed by slot. */
  readonly keys: readonly KeyCell[][];
  readonly accumulators: readonly Accumulator[];
  size = 0;
  #capacity = 16;

  constructor(keyCount: number, accumulators: readonly Accumulator[]) {
    super();
    this.keys = Array.from({ length: keyCount }, () => []);
    this.accumulators = accumulators;
    for (const accumulator of accumulators) accumulator.grow(this.#capacity);
  }

  /** Opens a slot for a new group. The caller writes its keys. */
  add(level: Branch, key: KeyCell): number {
    const slot = this.size++;
    if (slot === this.#capacity) {
      this.#capacity *= 2;
      for (const accumulator of this.accumulators) accumulator.grow(this.#capacity);
    }
    level.set(key, slot);
    return slot;
  }

  /** All slots, ordered by key column after key column. */
  sortedSlots(specs: readonly ColumnSpec[], dictionary: Dictionary): number[] {
    const slots: number[] = [];
    const visit = (level: Branch, column: number): void => {
      for (const key of sortedCells(level.keys(), specs[column], dictionary)) {
        const next = level.get(key);
        if (typeof next === 'number') slots.push(next);
        else visit(next as Branch, column + 1);
      }
    };
    visit(this.root, 0);
    return slots;
  }
}

/** Writes code that finds the group of a row's key in `groups` or adds it. Returns the variable with its slot. */
export function writeSlotLookup(groups: string, keys: readonly string[], writer: CodeWriter): string {
  const { level, key } = writeBranches(groups, keys, writer);
  const found = writer.variable(`${groups}.find(${level}, ${key})`);
  const slot = writer.variable(`${found} >= 0 ? ${found} : ${groups}.add(${level}, ${key})`);
  if (keys.length > 0) {
    writer.block(`if (${found} < 0)`, () =>
      keys.forEach((cell, index) => writer.line(`${groups}.keys[${index}][${slot}] = ${cell};`)),
    );
  }
  return slot;
}
