import { describe, expect, test } from 'vitest';
import { blockPairs, type Copy } from './block.ts';

const nameOf = ({ side, place }: Copy): string => `${side}-${place + 1}`;
const orders = (isCrossed?: boolean): string[] =>
  [0, 1, 2, 3, 4].map((block) =>
    blockPairs(block, isCrossed)
      .map((pair) => pair.map(nameOf).join(' '))
      .join(', '),
  );

test('is ABBA, and begins with each copy once in four blocks', () => {
  expect(orders()).toEqual([
    'base-1 head-1, head-2 base-2',
    'head-1 base-1, base-2 head-2',
    'base-2 head-2, head-1 base-1',
    'head-2 base-2, base-1 head-1',
    'base-1 head-1, head-2 base-2',
  ]);
});

test('has other partners where it is crossed', () => {
  expect(orders(true).slice(0, 2)).toEqual(['base-1 head-2, head-1 base-2', 'head-1 base-2, base-1 head-2']);
});

describe.each([false, true])('crossed: %s', (isCrossed) => {
  test('each block has each copy once, and one of base and head in each pair', () => {
    for (const block of [0, 1, 2, 3]) {
      const pairs = blockPairs(block, isCrossed);
      expect(new Set(pairs.flat().map(nameOf)).size).toBe(4);
      for (const pair of pairs) expect(new Set(pair.map(({ side }) => side)).size).toBe(2);
    }
  });

  test('a steady drift makes as much of one pair as of the other', () => {
    const drifts = blockPairs(0, isCrossed).map((pair) => (pair[0].side === 'base' ? 1 : -1));
    expect(drifts[0] + drifts[1]).toBe(0);
  });
});
