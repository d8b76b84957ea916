import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median } from './median.ts';

test('is the middle value of an odd number of values, and the mean of the middle two of an even number', () => {
  expect(median([9, 10, 1])).toBe(9);
  expect(median([4, 1, 10, 2])).toBe(3);
  expect(median([5])).toBe(5);
});

test('sorts by number, not by text, and does not change the values', () => {
  const values = [100, -5, 20, 3, 1e9];
  expect(median(values)).toBe(20);
  expect(values).toEqual([100, -5, 20, 3, 1e9]);
});

test('is null without values', () => {
  expect(median([])).toBeNull();
});

test('has as many values below as above', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const middle = median(values)!;
      const below = values.filter((value) => value < middle).length;
      const above = values.filter((value) => value > middle).length;
      return below <= values.length / 2 && above <= values.length / 2;
    }),
  );
});
