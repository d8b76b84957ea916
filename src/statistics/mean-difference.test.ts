import { expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { meanDifference } from './mean-difference.ts';
import { studentTQuantile } from './student-t.ts';

test('of Student’s sleep data is as published, apart from whole degrees of freedom', () => {
  const left = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
  const right = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const { estimate, low, high } = meanDifference(left, right)!;
  expect(estimate).toBeCloseTo(-1.58, 12);
  // R's t.test: t = -1.8608, df = 17.776; so the standard error is 1.58/1.8608.
  expect((high - low) / 2 / studentTQuantile(0.975, 17)).toBeCloseTo(1.58 / 1.8608, 4);
  expect((high + low) / 2).toBeCloseTo(-1.58, 12);
});

test('contains the true difference about as often as it states, however different the variances', () => {
  const random = new RecordRandom(5);
  const trials = 4000;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    random.at(trial);
    const left = Array.from({ length: 3 }, () => 44 + 5 * random.normal());
    const right = Array.from({ length: 6 }, () => 3 + 0.2 * random.normal());
    const { low, high } = meanDifference(left, right)!;
    if (low <= 41 && 41 <= high) held++;
  }
  expect(held / trials).toBeGreaterThan(0.94);
});

test('is exact if nothing varies, and null with fewer than 2 values', () => {
  expect(meanDifference([5, 5], [2, 2])).toEqual({ estimate: 3, low: 3, high: 3, level: 0.95 });
  expect(meanDifference([5], [2, 2])).toBeNull();
  expect(meanDifference([5, 5], [])).toBeNull();
});
