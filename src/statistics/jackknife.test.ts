import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { jackknife } from './jackknife.ts';
import { relativeLine } from './relative-line.ts';
import { slope } from './slope.ts';
import { meanInterval } from './student-t.ts';

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('of a mean is Student’s interval', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 }), (values) => {
      const [found, expected] = [jackknife(values, mean)!, meanInterval(values)!];
      expect(found.low).toBeCloseTo(expected.low, 7);
      expect(found.high).toBeCloseTo(expected.high, 7);
      expect(found.level).toBe(0.95);
    }),
  );
});

test('of the correlation in the law school data has the published standard error', () => {
  // LSAT and GPA of 15 law schools: Efron and Tibshirani (1993), table 3.1; the standard error is in their chapter 11.
  const lsat = [576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594];
  const gpa = [3.39, 3.3, 2.81, 3.03, 3.44, 3.07, 3.0, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96];
  const schools = lsat.map((score, index) => ({ x: score, y: gpa[index] }));
  const { estimate, standardError } = jackknife(schools, correlation)!;
  expect(estimate).toBeCloseTo(0.776, 3);
  expect(standardError).toBeCloseTo(0.1425, 4);
});

function correlation(points: readonly { readonly x: number; readonly y: number }[]): number {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [up, down] = [slope(xs, ys)!, slope(ys, xs)!];
  return Math.sqrt(up * down);
}

test('has a width of 0 if the units agree', () => {
  expect(jackknife([4, 4, 4, 4], mean)).toEqual({ estimate: 4, standardError: 0, low: 4, high: 4, level: 0.95 });
});

test('is null with fewer than 3 units, and if the statistic needs each of them', () => {
  expect(jackknife([1, 2], mean)).toBeNull();
  expect(jackknife([], mean)).toBeNull();
  expect(jackknife([1, 2, 3], (units) => (units.length < 3 ? null : 1))).toBeNull();
});

test('contains the cost of a batch and of a record in about 95 % of fits to noisy units', () => {
  const random = new RecordRandom(11);
  const trials = 1000;
  const held = { intercept: 0, slope: 0 };
  for (let trial = 0; trial < trials; trial++) {
    random.at(trial);
    const units = [1, 10, 100, 1000].flatMap((x) =>
      Array.from({ length: 6 }, () => ({ x, y: (20 + 4 * x) * Math.exp(0.05 * random.normal()) })),
    );
    const fixed = jackknife(units, (left) => relativeLine(left)?.intercept ?? null)!;
    const perRecord = jackknife(units, (left) => relativeLine(left)?.slope ?? null)!;
    if (fixed.low <= 20 && 20 <= fixed.high) held.intercept++;
    if (perRecord.low <= 4 && 4 <= perRecord.high) held.slope++;
  }
  // 0.95, less for the small number of units; 4 standard deviations are 0.028.
  expect(held.intercept / trials).toBeGreaterThan(0.92);
  expect(held.slope / trials).toBeGreaterThan(0.92);
});
