import { expect, test } from 'vitest';
import { KeyMap } from './key-map.ts';

test('a key map distinguishes keys by all of their cells, and forgets deleted ones', () => {
  const map = new KeyMap<string>(2);
  map.add([1, null], 'one');
  map.add([1, true], 'two');
  map.add([NaN, 1], 'three');
  expect([map.get([1, null]), map.get([1, true]), map.get([NaN, 1]), map.get([2, 1]), map.get([1, 1])]).toEqual([
    'one',
    'two',
    'three',
    undefined,
    undefined,
  ]);
  map.delete([1, null]);
  expect(map.get([1, null])).toBe(undefined);
  expect(map.values()).toEqual(['two', 'three']);
  map.delete([1, true]);
  map.delete([NaN, 1]);
  expect([map.size, map.values()]).toEqual([0, []]);
});

test('a key map without columns has one key', () => {
  const map = new KeyMap<string>(0);
  expect(map.get([])).toBe(undefined);
  map.add([], 'all');
  expect([map.get([]), map.values()]).toEqual(['all', ['all']]);
  map.delete([]);
  expect([map.size, map.get([])]).toEqual([0, undefined]);
});
