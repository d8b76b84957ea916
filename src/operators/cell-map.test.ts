import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CellMap, type KeyCell } from './cell-map.ts';

const key: fc.Arbitrary<KeyCell> = fc.oneof(
  fc.nat(20),
  fc.nat(3000),
  fc.constantFrom(null, true, false, NaN, -0, 0.5, -1, 2 ** 31, 2 ** 32, 2 ** 53, Infinity, -Infinity),
);
const change = fc.record({ key, isDeleted: fc.boolean() });

test('does what a Map does, whatever the keys are', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 300, size: 'max' }), (changes) => {
      const [map, judge] = [new CellMap<number>(), new Map<KeyCell, number>()];
      for (const [index, { key: at, isDeleted }] of changes.entries()) {
        for (const each of [map, judge]) {
          if (isDeleted) each.delete(at);
          else each.set(at, index);
        }
        expect(map.get(at)).toBe(judge.get(at));
        expect(map.size).toBe(judge.size);
      }
      expect(new Map(map.keys().map((at) => [at, map.get(at)]))).toEqual(judge);
      expect(map.values()).toEqual(map.keys().map((at) => map.get(at)));
    }),
    { numRuns: 500 },
  );
});

test('the values of keys that come to lie in the array move there', () => {
  const map = new CellMap<string>();
  map.set(1000, 'far');
  for (let place = 0; place < 200; place++) map.set(place, `at ${place}`);
  map.set(1001, 'farther');
  expect([map.get(1000), map.get(1001), map.get(1002), map.size]).toEqual(['far', 'farther', undefined, 202]);
  expect(map.keys().slice(-2)).toEqual([1000, 1001]);
});

test('an update visits each value once, and deletes keys', () => {
  const map = new CellMap<number>();
  const keys = [...Array.from({ length: 100 }, (_, index) => index), 5000, 700, null];
  keys.forEach((at, index) => map.set(at, index));
  const visited: number[] = [];
  map.update((value) => {
    visited.push(value);
    return value === 3 || value === 100 ? undefined : -value - 1;
  });
  expect(visited.toSorted((left, right) => left - right)).toEqual(keys.map((_, index) => index));
  expect([3, 5000, 700, null, 4].map((at) => map.get(at))).toEqual([undefined, undefined, -102, -103, -5]);
  expect(map.size).toBe(keys.length - 2);
});

test('is empty after it was cleared', () => {
  const map = new CellMap<number>();
  for (const at of [1, 5000, null]) map.set(at, 1);
  map.clear();
  expect([map.size, map.get(1), map.get(5000), map.get(null), map.keys()]).toEqual([
    0,
    undefined,
    undefined,
    undefined,
    [],
  ]);
});
