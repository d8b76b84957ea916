import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberSets } from './number-sets.ts';

const sets = 4;
const slot = fc.nat(sets - 1);
const value = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double(), fc.constantFrom(NaN, -0, 2 ** 32));
const change = fc.oneof(
  fc.record({ add: fc.array(value, { maxLength: 40 }), to: slot }),
  fc.record({ merge: slot, into: slot }),
  fc.record({ clear: slot }),
);

/** Merging ends the other set. */
test('have the sizes of Sets of the same numbers, however they are added to, merged and cleared', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const tested = new NumberSets();
      tested.grow(sets);
      const expected = Array.from({ length: sets }, () => new Set<number>());
      for (const each of changes) {
        if ('add' in each) for (const number of each.add) tested.add(each.to, number);
        if ('add' in each) for (const number of each.add) expected[each.to].add(number);
        if ('clear' in each) tested.clear(each.clear);
        if ('clear' in each) expected[each.clear].clear();
        if ('merge' in each && each.merge !== each.into) {
          tested.merge(each.into, each.merge);
          tested.clear(each.merge);
          for (const number of expected[each.merge]) expected[each.into].add(number);
          expected[each.merge].clear();
        }
        expect(expected.map((_, index) => tested.size(index))).toEqual(expected.map(({ size }) => size));
      }
    }),
  );
});

test('hold many numbers that differ by a large power of two, also when there are more sets', () => {
  const tested = new NumberSets();
  for (let index = 0; index < 64; index++) {
    tested.grow(index + 1);
    for (let number = 0; number < 200; number++) tested.add(index, number * 2 ** 36 + index);
  }
  expect(Array.from({ length: 64 }, (_, index) => tested.size(index))).toEqual(Array(64).fill(200));
});
