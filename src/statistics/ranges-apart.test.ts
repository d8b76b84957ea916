import { expect, test } from 'vitest';
import { isRangeBelow, limitAt, unbeaten, type RangeOfUnits } from './ranges-apart.ts';

const range = (low: number, high: number, units: number): RangeOfUnits => ({ low, high, units });

// The range is a factor of 2 wide.
test.each([
  [5, 1.01, true],
  [5, 1, false],
  [4, 1.4, false],
  [4, 1.42, true],
  [3, 1.9, false],
  [3, 2, true],
  [2, 31, false],
  [2, 32, true],
  [1, 31, false],
])('of %d units from 2 to 4, those from %d times that on are above for sure: %s', (units, factor, isAbove) => {
  const few = range(2, 4, units);
  const many = range(4 * factor, 5 * factor, 9);
  expect(isRangeBelow(few, many)).toBe(isAbove);
  expect(isRangeBelow({ ...few, units: 9 }, { ...many, units })).toBe(isAbove);
  expect(isRangeBelow(many, few)).toBe(false);
});

test('the wider range decides', () => {
  expect(isRangeBelow(range(2, 2.1, 3), range(4, 9, 3))).toBe(false);
  expect(isRangeBelow(range(2, 2.1, 3), range(5, 9, 3))).toBe(true);
});

test('a limit has no spread', () => {
  expect(isRangeBelow(range(6, 9, 3), limitAt(13))).toBe(false);
  expect(isRangeBelow(range(6, 9, 3), limitAt(14))).toBe(true);
  expect(isRangeBelow(limitAt(3.9), range(6, 9, 3))).toBe(true);
  expect(isRangeBelow(range(8, 8, 3), limitAt(8.1))).toBe(true);
  expect(isRangeBelow(range(8, 8, 3), limitAt(8))).toBe(false);
});

test('what one surely exceeds is not the lowest, even where the lowest one scatters so much that it may be', () => {
  const [high, low, scattered] = [range(19, 19.2, 3), range(11, 11.2, 3), range(5, 60, 3)];
  expect(isRangeBelow(scattered, high)).toBe(false);
  expect(unbeaten([high, low, scattered], isRangeBelow)).toEqual([low, scattered]);
});

test('zeros are below all else', () => {
  expect(isRangeBelow(range(0, 0, 3), range(1, 2, 3))).toBe(true);
  expect(isRangeBelow(range(0, 0, 3), range(0, 0, 3))).toBe(false);
  expect(isRangeBelow(range(0, 0, 3), range(0, 2, 3))).toBe(false);
  expect(isRangeBelow(range(0, 1, 3), range(100, 200, 3))).toBe(false);
});
