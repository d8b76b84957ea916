import wilcoxon from '@stdlib/stats-wilcoxon';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hodgesLehmann, walshInterval } from './hodges-lehmann.ts';
import { signedRankP } from './signed-rank.ts';

/** Depression before and after: Hollander and Wolfe, table 3.1, and the example of R's wilcox.test. */
const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
const depression = before.map((value, index) => value - after[index]);

/** Differences of sizes 1 to `count`, whose positive ranks sum to `sum`: the highest ranks first. */
function withSum(count: number, sum: number): number[] {
  let left = sum;
  const differences = [];
  for (let rank = count; rank > 0; rank--) {
    const isPositive = rank <= left;
    if (isPositive) left -= rank;
    differences.push(isPositive ? rank : -rank);
  }
  return differences;
}

describe('the signed-rank test', () => {
  test.each([
    [16, 113, 0.009125],
    [20, 167, 0.009617],
    [24, 231, 0.009721],
  ])('of %d differences rejects at 1 %% from a sum of %d on', (count, sum, probability) => {
    expect(signedRankP(withSum(count, sum))).toBeCloseTo(probability, 6);
    expect(signedRankP(withSum(count, sum - 1))).toBeGreaterThan(0.01);
  });

  // The critical values for one-sided 0.005, 0.003 and 0.002.
  test.each([
    [16, [117, 120, 122]],
    [20, [173, 177, 180]],
    [24, [239, 244, 248]],
  ])('of %d differences rejects at less from higher sums on', (count, sums) => {
    [0.005, 0.003, 0.002].forEach((alpha, index) => {
      expect(signedRankP(withSum(count, sums[index]))).toBeLessThanOrEqual(alpha);
      expect(signedRankP(withSum(count, sums[index] - 1))).toBeGreaterThan(alpha);
    });
  });

  /** Largest sums of the ranks of one sign that are significant, one-sided, as in textbooks. */
  test.each([
    [10, [10, 8, 5, 3]],
    [15, [30, 25, 19, 15]],
    [20, [60, 52, 43, 37]],
    [25, [100, 89, 76, 68]],
    [30, [151, 137, 120, 109]],
  ])('of %d differences has the published critical values', (count, critical) => {
    const all = (count * (count + 1)) / 2;
    [0.05, 0.025, 0.01, 0.005].forEach((alpha, index) => {
      expect(signedRankP(withSum(count, all - critical[index]))).toBeLessThanOrEqual(alpha);
      expect(signedRankP(withSum(count, all - critical[index] - 1))).toBeGreaterThan(alpha);
    });
  });

  test('is that of an independent implementation', () => {
    const untied = fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(untied, fc.integer(), (sizes, signs) => {
        const differences = sizes.map((size, index) => ((signs >> (index % 32)) & 1 ? size : -size));
        const judged = wilcoxon(differences, { alternative: 'greater' }).pValue;
        expect(signedRankP(differences)).toBeCloseTo(judged, 9);
      }),
    );
  });

  test('of sixteen positive differences has the probability 2^-16', () => {
    expect(signedRankP(Array.from({ length: 16 }, (_, index) => index + 1))).toBe(2 ** -16);
  });

  test('has the published probability for a published example', () => {
    expect(signedRankP(depression)).toBe(0.01953125);
  });

  test('is exact for mean ranks, as of a drift of 6 % a run in the order ABBA against a margin of 5 %', () => {
    const drift = Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? 0.06 : -0.06) - Math.log(1.05));
    expect(signedRankP(drift)).toBeCloseTo(0.954, 3);
  });

  test('says nothing where no difference is left, as of rounding', () => {
    const margin = Math.log(1.05);
    const same = Array.from({ length: 1000 }, (_, index) => Math.log((1.05 * (index + 1)) / (index + 1)) - margin);
    expect(signedRankP(same)).toBeNull();
    expect(signedRankP([])).toBeNull();
  });

  test('counts each way of giving signs once', () => {
    const differences = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(differences, (values) => {
        expect(signedRankP(values)).toEqual(byCounting(values));
      }),
    );
  });
});

/** All signs of the differences that are not 0, each as likely as any other. */
function byCounting(values: readonly number[]): unknown {
  const own = values.filter((value) => value !== 0);
  if (own.length === 0) return null;
  const sizes = own.map(Math.abs);
  const ranks = sizes.map((size) => {
    const smaller = sizes.filter((other) => other < size).length;
    return smaller + (sizes.filter((other) => other === size).length + 1) / 2;
  });
  const sumOf = (isPositive: (index: number) => boolean): number =>
    ranks.reduce((sum, rank, index) => (isPositive(index) ? sum + rank : sum), 0);
  const observed = sumOf((index) => own[index] > 0);
  const ways = Array.from({ length: 2 ** own.length }, (_, signs) => sumOf((index) => ((signs >> index) & 1) === 1));
  return expect.closeTo(ways.filter((sum) => sum >= observed).length / ways.length, 12);
}

describe('the estimate by Hodges and Lehmann', () => {
  test('is the published one, with its interval', () => {
    expect(hodgesLehmann(depression)).toBeCloseTo(0.46, 12);
    const { low, high, level } = walshInterval(depression)!;
    expect([low, high]).toEqual([expect.closeTo(0.01, 12), expect.closeTo(0.786, 12)]);
    expect(level).toBeCloseTo(0.9609375, 12);
  });

  test('is the middle of symmetric values, whatever one of them is', () => {
    expect(hodgesLehmann([1, 2, 3, 4, 5])).toBe(3);
    expect(hodgesLehmann([1, 2, 3, 4, 1e9])).toBeLessThan(5);
  });

  test('has no interval of too few values', () => {
    expect(hodgesLehmann([])).toBeNull();
    expect(walshInterval([])).toBeNull();
    expect(walshInterval([1, 2, 3, 4, 5])).toBeNull();
    expect(walshInterval([1, 2, 3, 4, 5, 6])).toEqual({ low: 1, high: 6, level: 1 - 2 ** -5 });
  });

  test('has an interval of the values that the test does not reject', () => {
    const { low, high } = walshInterval(depression)!;
    const isRejected = (middle: number): boolean => signedRankP(depression.map((value) => value - middle))! <= 0.025;
    expect([isRejected(low - 0.001), isRejected(low + 0.001)]).toEqual([true, false]);
    const isRejectedAbove = (middle: number): boolean =>
      signedRankP(depression.map((value) => middle - value))! <= 0.025;
    expect([isRejectedAbove(high + 0.001), isRejectedAbove(high - 0.001)]).toEqual([true, false]);
  });
});
