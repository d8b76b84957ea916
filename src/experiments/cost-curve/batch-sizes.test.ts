import { expect, test } from 'vitest';
import { batchSizes, measuredSizes } from './batch-sizes.ts';

/** The loop of a fast pipeline, with a commit of 15 µs. */
const fast = { invocationMicros: 15, recordMicros: 2 };
const budget = { micros: 2e6, records: Infinity };
const count = (sizes: readonly number[], size: number): number => sizes.filter((one) => one === size).length;

test('the sizes go from 1 to 100,000, three for each factor of ten', () => {
  expect(measuredSizes.slice(0, 4)).toEqual([1, 2, 5, 10]);
  expect(measuredSizes.slice(-3)).toEqual([20_000, 50_000, 100_000]);
  expect(measuredSizes).toHaveLength(16);
});

test('a unit has all of them, the small ones in five rounds, each until it takes 10 ms or 500 times', () => {
  const { inTurn: sizes, ...limit } = batchSizes(fast, budget);
  expect(limit).toEqual({});
  expect(new Set(sizes)).toEqual(new Set(measuredSizes));
  const counts = [1, 10, 100, 1000, 10_000, 100_000].map((size) => count(sizes, size));
  expect(counts).toEqual([2500, 1430, 235, 25, 5, 1]);
});

test('the warm-up, which is a tenth of the records, leaves at least three rounds', () => {
  const sizes = batchSizes(fast, budget).inTurn;
  const records = sizes.reduce((sum, size) => sum + size, 0);
  const round = sizes.slice(0, sizes.indexOf(10_000) + 1).reduce((sum, size) => sum + size, 0);
  expect(records / 10).toBeLessThan(2 * round);
  expect(records).toBeLessThan(500_000);
});

test('a size that takes long is not repeated in a round', () => {
  const sizes = batchSizes({ invocationMicros: 400, recordMicros: 2 }, budget).inTurn;
  expect([1, 500, 5000].map((size) => count(sizes, size))).toEqual([125, 40, 5]);
});

test('sizes that would take too long are left out, but for the smallest', () => {
  const slow = batchSizes({ invocationMicros: 0, recordMicros: 100 }, { ...budget, micros: 1e6 });
  expect([Math.max(...slow.inTurn), slow.limitedBy]).toEqual([500, 'time']);
  const slowest = batchSizes({ invocationMicros: 1e9, recordMicros: 1e9 }, budget);
  expect([new Set(slowest.inTurn), slowest.limitedBy]).toEqual([new Set([1]), 'time']);
});

test('a recording gives the sizes that it has records for, or none', () => {
  const records = 10_000;
  const { inTurn: sizes, limitedBy } = batchSizes(fast, { ...budget, records });
  expect(limitedBy).toBe('records');
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(records);
  // With fewer rounds and repetitions than where there are records enough.
  expect(Math.max(...sizes)).toBe(500);
  expect(count(sizes, 1)).toBeGreaterThan(100);
  expect(batchSizes(fast, { ...budget, records: 100 }).inTurn).toEqual([]);
});
