import { describe, expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { theilSen } from './theil-sen.ts';

describe('the slope of Theil and Sen', () => {
  test("is that of Sen's own example, with the 93 % interval of the R package deming and of SciPy", () => {
    // Sen (1968), section 5. His list of slopes has mistakes, as tests/theilsen.R of deming states.
    const found = theilSen([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78], 1.8119)!;
    expect(found.slope).toBe(4);
    expect(found.low).toBeCloseTo(26 / 7, 12);
    expect(found.high).toBeCloseTo(35 / 8, 12);
  });

  test('is that of the rain after cloud seeding, with an even number of pairs', () => {
    // Hollander and Wolfe, Nonparametric Statistical Methods (2nd ed. 1999), example 9.1.
    expect(theilSen([1, 2, 3, 4, 5], [1.26, 1.27, 1.12, 1.16, 1.03], 1)!.slope).toBeCloseTo(-0.05625, 12);
  });

  test('is robust to an outlier', () => {
    const xs = [1, 2, 3, 4, 5, 6, 7];
    expect(
      theilSen(
        xs,
        xs.map((x) => (x === 4 ? 1e9 : 3 * x)),
        1,
      )!.slope,
    ).toBeCloseTo(3, 12);
  });

  test('leaves out pairs with equal x, and is null without other pairs', () => {
    expect(theilSen([1, 1, 2], [5, 7, 8], 1)).toEqual({ slope: 2, low: 1, high: 3 });
    expect(theilSen([1, 1], [5, 7], 1)).toBeNull();
    expect(theilSen([], [], 1)).toBeNull();
  });

  test('refuses x and y of different length', () => {
    expect(() => theilSen([1, 2], [1], 1)).toThrow('2 x values, but 1 y values');
  });

  test('has an interval that contains the true slope as often as the normal distribution states', () => {
    const random = new RecordRandom(5);
    const xs = Array.from({ length: 10 }, (_, index) => index);
    const trials = 5000;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      random.at(trial);
      const { low, high } = theilSen(
        xs,
        xs.map((x) => 0.3 * x + random.normal()),
        1.96,
      )!;
      if (low <= 0.3 && 0.3 <= high) held++;
    }
    // Kendall's statistic of 10 points is discrete, so 95 % is reached only within 1.5 %.
    expect(held / trials).toBeGreaterThan(0.94);
    expect(held / trials).toBeLessThan(0.98);
  });
});
