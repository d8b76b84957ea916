import { describe, expect, test } from 'vitest';
import { KeyTrie } from './key-trie.ts';

function filled(): KeyTrie {
  const trie = new KeyTrie();
  trie.branch(trie.root, 1).set(true, 10);
  trie.branch(trie.root, 1).set(null, 11);
  trie.branch(trie.root, NaN).set(true, 12);
  return trie;
}

describe('key trie', () => {
  test('finds the slot of a key, and -1 if its last or an earlier cell is unknown', () => {
    const trie = filled();
    const find = (first: number, second: boolean | null): number => trie.find(trie.descend(trie.root, first), second);
    expect([find(1, true), find(1, null), find(NaN, true), find(1, false), find(2, true)]).toEqual([
      10, 11, 12, -1, -1,
    ]);
    expect(trie.root.size).toBe(2);
  });

  test('update replaces slots, and removes keys and levels that become empty', () => {
    const trie = filled();
    trie.update((slot) => (slot === 12 ? -1 : slot + 10));
    expect(trie.root.keys()).toEqual([1]);
    const level = trie.branch(trie.root, 1);
    expect(level.keys().map((key) => [key, level.get(key)])).toEqual([
      [true, 20],
      [null, 21],
    ]);
  });
});
