import { expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { medianInterval } from './median-interval.ts';

/** The values n, n − 1 … 1, so that each value is its own rank. */
function ranks(count: number): number[] {
  return Array.from({ length: count }, (_, index) => count - index);
}

test.each([
  // n, ranks, coverage 1 − 2 Σ C(n, i)/2^n over i below the lower rank; the sums are those of any
  // printed table of the binomial distribution at ½, such as Conover's table A3 (10: .0107, 20: .0207).
  [6, 1, 6, 0.9688],
  [7, 1, 7, 0.9844],
  [8, 1, 8, 0.9922],
  [9, 2, 8, 0.9609],
  [10, 2, 9, 0.9785],
  [12, 3, 10, 0.9614],
  [15, 4, 12, 0.9648],
  [20, 6, 15, 0.9586],
  [25, 8, 18, 0.9567],
  [30, 10, 21, 0.9572],
])('of %d values is the pair of order statistics in published tables', (count, low, high, level) => {
  const interval = medianInterval(ranks(count))!;
  expect([interval.low, interval.high]).toEqual([low, high]);
  expect(interval.level).toBeCloseTo(level, 4);
});

test('is null with fewer than 6 values', () => {
  for (let count = 0; count < 6; count++) expect(medianInterval(ranks(count))).toBeNull();
});

test('is exact for thousands of values, for which 2^-n underflows', () => {
  const interval = medianInterval(ranks(10_000))!;
  // Computed with whole numbers; n/2 ± 1.96 √n/2 is 4902 and 5098.
  expect([interval.low, interval.high]).toEqual([4902, 5099]);
  expect(interval.level).toBeCloseTo(0.9511670501036181, 9);
});

test('contains the median as often as it states, however skewed the values', () => {
  const random = new RecordRandom(3);
  const trials = 20_000;
  const level = medianInterval(ranks(10))!.level;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    random.at(trial);
    const interval = medianInterval(Array.from({ length: 10 }, () => random.exponential()))!;
    if (interval.low <= Math.LN2 && Math.LN2 <= interval.high) held++;
  }
  expect(Math.abs(held / trials - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / trials));
});
