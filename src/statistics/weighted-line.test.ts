import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WeightedLine } from './weighted-line.ts';

interface WeightedPoint {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

function sumsOf(points: readonly WeightedPoint[]): WeightedLine {
  const sums = new WeightedLine();
  for (const { x, y, weight } of points) sums.add(x, y, weight);
  return sums;
}

/** NIST Statistical Reference Datasets, linear regression, Norris: y and x alternate. */
const norris = [
  0.1, 0.2, 338.8, 337.4, 118.1, 118.2, 888.0, 884.6, 9.2, 10.1, 228.1, 226.5, 668.5, 666.3, 998.5, 996.3, 449.1, 448.6,
  778.9, 777.0, 559.2, 558.2, 0.3, 0.4, 0.1, 0.6, 778.1, 775.5, 668.8, 666.9, 339.3, 338.0, 448.9, 447.5, 10.8, 11.6,
  557.7, 556.0, 228.3, 228.1, 998.0, 995.8, 888.8, 887.6, 119.6, 120.2, 0.3, 0.3, 0.6, 0.3, 557.6, 556.8, 339.3, 339.1,
  888.0, 887.2, 998.5, 999.0, 778.9, 779.0, 10.2, 11.1, 117.6, 118.3, 228.9, 229.2, 668.4, 669.1, 449.2, 448.9, 0.2,
  0.5,
];

test('has the certified values for NIST’s Norris data with equal weights', () => {
  const points = Array.from({ length: norris.length / 2 }, (_, index) => ({
    y: norris[2 * index],
    x: norris[2 * index + 1],
    weight: 3,
  }));
  const line = sumsOf(points).fit()!;
  expect(line.intercept).toBeCloseTo(-0.262323073774029, 11);
  expect(line.slope).toBeCloseTo(1.00211681802045, 13);
});

test('goes through points that lie on a line, whatever their weights', () => {
  const points = [1, 10, 1000].map((x, index) => ({ x, y: 20 + 0.04 * x, weight: 10 ** index }));
  expect(sumsOf(points).fit()!.intercept).toBeCloseTo(20, 10);
  expect(sumsOf(points).fit()!.slope).toBeCloseTo(0.04, 12);
});

test('counts a point of weight n as n points', () => {
  const point = fc.record({
    x: fc.integer({ min: -100, max: 100 }),
    y: fc.integer({ min: -100, max: 100 }),
    weight: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 8 }), (points) => {
      const repeated = points.flatMap(({ x, y, weight }) =>
        Array.from({ length: weight }, () => ({ x, y, weight: 1 })),
      );
      const [line, expected] = [sumsOf(points).fit(), sumsOf(repeated).fit()];
      expect(line === null).toBe(expected === null);
      expect(line?.slope ?? 0).toBeCloseTo(expected?.slope ?? 0, 8);
      expect(line?.intercept ?? 0).toBeCloseTo(expected?.intercept ?? 0, 8);
    }),
  );
});

test('has residuals that satisfy the normal equations', () => {
  const points = [
    { x: 1, y: 24, weight: 1 / 24 ** 2 },
    { x: 10, y: 55, weight: 1 / 55 ** 2 },
    { x: 100, y: 480, weight: 1 / 480 ** 2 },
    { x: 1000, y: 4100, weight: 1 / 4100 ** 2 },
  ];
  const { intercept, slope } = sumsOf(points).fit()!;
  const residuals = points.map(({ x, y, weight }) => weight * (y - intercept - slope * x));
  expect(residuals.reduce((sum, residual) => sum + residual, 0)).toBeCloseTo(0, 12);
  expect(residuals.reduce((sum, residual, index) => sum + residual * points[index].x, 0)).toBeCloseTo(0, 10);
});

test('is null without two different x', () => {
  expect(sumsOf([]).fit()).toBeNull();
  expect(sumsOf([1, 2].map((y) => ({ x: 7, y, weight: 1 }))).fit()).toBeNull();
});

test('has the certified standard error of the intercept for NIST’s Norris data', () => {
  const points = Array.from({ length: norris.length / 2 }, (_, index) => ({
    y: norris[2 * index],
    x: norris[2 * index + 1],
    weight: 1,
  }));
  expect(sumsOf(points).interceptError * 0.884796396144373).toBeCloseTo(0.232818234301152, 12);
  expect(sumsOf(points.slice(0, 1)).interceptError).toBe(Infinity);
});
