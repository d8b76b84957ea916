import { describe, expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { meanBounds, meanInterval, studentTQuantile } from './student-t.ts';

/** Differences in hours of sleep of ten patients: Student, "The probable error of a mean" (1908). */
const sleep = [1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4];

describe('quantile', () => {
  test.each([
    // Quené and van den Bergh, Quantitative Methods and Statistics, appendix C: 0.90, 0.95, 0.975, 0.99, 0.995, 0.999.
    [1, [3.078, 6.314, 12.706, 31.821, 63.657, 318.309]],
    [2, [1.886, 2.92, 4.303, 6.965, 9.925, 22.327]],
    [3, [1.638, 2.353, 3.182, 4.541, 5.841, 10.215]],
    [4, [1.533, 2.132, 2.776, 3.747, 4.604, 7.173]],
    [5, [1.476, 2.015, 2.571, 3.365, 4.032, 5.893]],
    [9, [1.383, 1.833, 2.262, 2.821, 3.25, 4.297]],
    [10, [1.372, 1.812, 2.228, 2.764, 3.169, 4.144]],
    [30, [1.31, 1.697, 2.042, 2.457, 2.75, 3.385]],
    [40, [1.303, 1.684, 2.021, 2.423, 2.704, 3.307]],
  ])('with %d degrees of freedom is that of a published table', (degreesOfFreedom, published) => {
    const quantiles = [0.9, 0.95, 0.975, 0.99, 0.995, 0.999].map((probability) =>
      studentTQuantile(probability, degreesOfFreedom),
    );
    expect(quantiles.map((quantile) => Math.round(quantile * 1000) / 1000)).toEqual(published);
  });

  test('has the closed form with 1 and 2 degrees of freedom', () => {
    for (const probability of [0.6, 0.95, 0.9999, 0.999999]) {
      const central = 2 * probability - 1;
      expect(studentTQuantile(probability, 1) / Math.tan((Math.PI / 2) * central)).toBeCloseTo(1, 9);
      expect(studentTQuantile(probability, 2) / (central * Math.sqrt(2 / (1 - central ** 2)))).toBeCloseTo(1, 9);
    }
  });

  test('is that of the normal distribution with very many degrees of freedom', () => {
    expect(studentTQuantile(0.975, 1_000_000)).toBeCloseTo(1.959966, 5);
  });

  test('is 0 at 0.5, and symmetric around it', () => {
    expect(studentTQuantile(0.5, 5)).toBe(0);
    expect(studentTQuantile(0.025, 5)).toBeCloseTo(-studentTQuantile(0.975, 5), 12);
  });

  test.each([0, 1, -0.1, NaN])('refuses the probability %d', (probability) => {
    expect(() => studentTQuantile(probability, 5)).toThrow(RangeError);
  });

  test.each([0, 1.5])('refuses %d degrees of freedom', (degreesOfFreedom) => {
    expect(() => studentTQuantile(0.9, degreesOfFreedom)).toThrow(RangeError);
  });
});

describe('interval of the mean', () => {
  test("is the published one for Student's sleep data", () => {
    // As printed by t.test(extra ~ group, data = sleep, paired = TRUE) in R's documentation.
    const interval = meanInterval(sleep)!;
    expect(interval.low).toBeCloseTo(0.7001142, 6);
    expect(interval.high).toBeCloseTo(2.4598858, 6);
    expect(interval.level).toBe(0.95);
  });

  test('is a pair of one-sided bounds with half the error each', () => {
    const bounds = meanBounds(sleep, 0.975)!;
    const interval = meanInterval(sleep, 0.95)!;
    expect(bounds.low).toBeCloseTo(interval.low, 12);
    expect(bounds.high).toBeCloseTo(interval.high, 12);
    expect(bounds.level).toBe(0.975);
  });

  test('has a width of 0 if all values agree, and is null with fewer than 2', () => {
    expect(meanInterval([3, 3, 3])).toEqual({ low: 3, high: 3, level: 0.95 });
    expect(meanInterval([3])).toBeNull();
    expect(meanBounds([])).toBeNull();
  });

  test('contains the mean of normal values as often as it states, as do its one-sided bounds', () => {
    const random = new RecordRandom(11);
    const trials = 20_000;
    let between = 0;
    let above = 0;
    for (let trial = 0; trial < trials; trial++) {
      random.at(trial);
      const values = Array.from({ length: 6 }, () => random.normal());
      const interval = meanInterval(values, 0.9)!;
      if (interval.low <= 0 && 0 <= interval.high) between++;
      if (meanBounds(values, 0.9)!.low <= 0) above++;
    }
    const tolerance = 4 * Math.sqrt((0.9 * 0.1) / trials);
    expect(Math.abs(between / trials - 0.9)).toBeLessThan(tolerance);
    expect(Math.abs(above / trials - 0.9)).toBeLessThan(tolerance);
  });
});
