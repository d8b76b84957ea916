import { describe, expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import type { ColumnSpec } from '../columns/column-type.ts';
import { aggregateNode, createAccumulator } from './aggregates/index.ts';
import type { KeyCell } from './cell-map.ts';
import { KeyedGroups } from './keyed-groups.ts';

/** The slot of each key, opened if the key is new. */
function slotsOf(groups: KeyedGroups, keys: readonly (readonly KeyCell[])[]): number[] {
  return keys.map((key) => {
    const level = key.slice(0, -1).reduce((branch, cell) => groups.branch(branch, cell), groups.root);
    const last = key.at(-1)!;
    const found = groups.find(level, last);
    if (found >= 0) return found;
    const slot = groups.add(level, last);
    key.forEach((cell, index) => (groups.keys[index][slot] = cell));
    return slot;
  });
}

function sorted(
  specs: readonly ColumnSpec[],
  keys: readonly (readonly KeyCell[])[],
  dictionary = new Dictionary(),
): KeyCell[][] {
  const groups = new KeyedGroups(specs.length, []);
  slotsOf(groups, keys);
  return groups.sortedSlots(specs, dictionary).map((slot) => groups.keys.map((cells) => cells[slot]));
}

describe('keyed groups', () => {
  test('give each key one slot, in the order in which keys first occur', () => {
    expect(slotsOf(new KeyedGroups(1, []), [[5], [7], [5], [6]])).toEqual([0, 1, 0, 2]);
  });

  test('distinguish keys by all of their columns', () => {
    expect(
      slotsOf(new KeyedGroups(2, []), [
        [1, 2],
        [2, 1],
        [1, 1],
        [1, 2],
      ]),
    ).toEqual([0, 1, 2, 0]);
  });

  test('treat nulls as equal, NaNs as equal, and −0 as 0', () => {
    expect(slotsOf(new KeyedGroups(1, []), [[null], [NaN], [0], [null], [NaN], [-0]])).toEqual([0, 1, 2, 0, 1, 2]);
  });

  test('keep the accumulators’ values when they grow', () => {
    const counts = createAccumulator(aggregateNode('count'), new Dictionary());
    const groups = new KeyedGroups(1, [counts]);
    for (let key = 0; key < 1000; key++) {
      for (const slot of slotsOf(groups, [[key], [key]])) counts.add(slot, 0);
    }
    expect(groups.size).toBe(1000);
    expect([0, 15, 16, 999].map((slot) => counts.value(slot))).toEqual([2, 2, 2, 2]);
  });

  test('sort numbers ascending, then NaN, then nulls', () => {
    expect(sorted(['float?'], [[null], [NaN], [Infinity], [1], [-2], [-Infinity]])).toEqual([
      [-Infinity],
      [-2],
      [1],
      [Infinity],
      [NaN],
      [null],
    ]);
  });

  test('sort by the first column, then by the second, also where the first is infinite', () => {
    expect(
      sorted(
        ['float', 'boolean'],
        [
          [Infinity, true],
          [Infinity, false],
          [NaN, true],
          [NaN, false],
          [1, true],
        ],
      ),
    ).toEqual([
      [1, true],
      [Infinity, false],
      [Infinity, true],
      [NaN, false],
      [NaN, true],
    ]);
  });

  test('sort texts by their UTF-8 bytes', () => {
    const dictionary = new Dictionary();
    const texts = ['\u{1f600}', '\u{ff5e}', 'b', 'ab', 'a', ''];
    const keys = texts.map((text) => [dictionary.encode(text)]);
    expect(sorted(['text'], keys, dictionary).map(([code]) => dictionary.decode(code as number))).toEqual([
      '',
      'a',
      'ab',
      'b',
      '\u{ff5e}',
      '\u{1f600}',
    ]);
  });
});
