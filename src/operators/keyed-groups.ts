import type { Dictionary } from '../columns/dictionary.ts';
import { typeOf, type ColumnSpec } from '../columns/column-type.ts';
import type { Accumulator } from './aggregates/aggregate.ts';
import { KeyTrie, type Branch, type KeyCell } from './key-trie.ts';

/** Groups by key, each with one slot in every accumulator. Nulls form a group of their own, as in SQL. */
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

  /** Opens a slot for a new group; its keys are still to be written. */
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
    const comparisons = specs.map((spec) => keyComparison(spec, dictionary));
    return Array.from({ length: this.size }, (_, slot) => slot).sort((left, right) => {
      for (const [index, compare] of comparisons.entries()) {
        const order = compare(this.keys[index][left], this.keys[index][right]);
        if (order !== 0) return order;
      }
      return 0;
    });
  }
}

/** Ascending, NaN above all numbers, null last: DuckDB's order. */
function keyComparison(spec: ColumnSpec, dictionary: Dictionary): (left: KeyCell, right: KeyCell) => number {
  const compare =
    typeOf(spec) === 'text' ? (left: number, right: number) => dictionary.compare(left, right) : compareNumbers;
  return (left, right) => {
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return compare(Number(left), Number(right));
  };
}

function compareNumbers(left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  // A difference would be NaN between equal infinities.
  return Number(left > right) - Number(left < right);
}
