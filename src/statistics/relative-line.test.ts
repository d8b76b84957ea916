import { expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { relativeLine } from './relative-line.ts';

const xs = [1, 10, 100, 1000];

test('goes through points that lie on a line', () => {
  const { intercept, slope } = relativeLine(xs.map((x) => ({ x, y: 20 + 0.04 * x })))!;
  expect(intercept).toBeCloseTo(20, 10);
  expect(slope).toBeCloseTo(0.04, 12);
});

test('has residuals relative to its own values that are orthogonal to these values', () => {
  const points = [24, 55, 480, 4100].map((y, index) => ({ x: xs[index], y }));
  const { intercept, slope } = relativeLine(points)!;
  const residuals = points.map(({ x, y }) => ({
    x,
    size: intercept + slope * x,
    relative: y / (intercept + slope * x) - 1,
  }));
  expect(residuals.reduce((sum, { size, relative }) => sum + relative / size, 0)).toBeCloseTo(0, 4);
  expect(residuals.reduce((sum, { x, size, relative }) => sum + (relative * x) / size, 0)).toBeCloseTo(0, 3);
});

test('does not favour points that are small by chance, and has the standard error of its intercept', () => {
  const [trials, noise] = [2000, 0.1];
  const random = new RecordRandom(3);
  const intercepts: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    random.at(trial);
    const points = xs.flatMap((x) => [0, 1, 2].map(() => ({ x, y: (20 + 0.4 * x) * (1 + noise * random.normal()) })));
    intercepts.push(relativeLine(points)!.intercept);
  }
  const mean = intercepts.reduce((sum, value) => sum + value, 0) / trials;
  const deviation = Math.sqrt(intercepts.reduce((sum, value) => sum + (value - mean) ** 2, 0) / trials);
  const { interceptError } = relativeLine(xs.flatMap((x) => [0, 1, 2].map(() => ({ x, y: 20 + 0.4 * x }))))!;
  // With errors relative to the measured values the mean would be 19.66.
  expect(Math.abs(mean - 20)).toBeLessThan((4 * deviation) / Math.sqrt(trials));
  expect(deviation / (interceptError * noise)).toBeGreaterThan(0.93);
  expect(deviation / (interceptError * noise)).toBeLessThan(1.07);
});

test('keeps its first weights if the line falls below 0', () => {
  const { intercept, slope } = relativeLine([
    { x: 1, y: 1 },
    { x: 2, y: 12 },
    { x: 3, y: 23 },
  ])!;
  expect([intercept, slope].map((value) => Math.round(value))).toEqual([-10, 11]);
});

test('may be 0 everywhere', () => {
  expect(relativeLine(xs.map((x) => ({ x, y: 0 })))).toMatchObject({ intercept: 0, slope: 0 });
});

test('is null without two different x', () => {
  expect(relativeLine([])).toBeNull();
  expect(
    relativeLine([
      { x: 7, y: 1 },
      { x: 7, y: 2 },
    ]),
  ).toBeNull();
});
