import { expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { signedRankP } from './signed-rank.ts';
import { signedRankSize } from './signed-rank-size.ts';

const random = new RecordRandom(17);

function normalValues(count: number, middle: number, at: number): number[] {
  random.at(at);
  return Array.from({ length: count }, () => middle + random.normal());
}

// With normal values, the mean of two is above 0 with the probability of z below √2 times the middle.
test.each([
  [0.5, 0.05, 43],
  [1, 0.05, 17],
  [0.5, 0.001, 95],
])('normal values around %d need at an error of %d about %d', (middle, error, size) => {
  const found = signedRankSize(normalValues(1500, middle, 1), error)!;
  expect(Math.abs(found / size - 1)).toBeLessThan(0.15);
});

test('so many are enough in nine tenths of tests', () => {
  const size = 43;
  const tests = Array.from({ length: 1000 }, (_, at) => signedRankP(normalValues(size, 0.5, at))!);
  const share = tests.filter((probability) => probability <= 0.05).length / tests.length;
  expect(Math.abs(share - 0.9)).toBeLessThan(0.04);
});

test.each([
  ['below 0', [-1, -2, -3]],
  ['around 0', [-1, 1, -2, 2]],
  ['no values', []],
])('of values %s no number is enough', (_, values) => {
  expect(signedRankSize(values, 0.05)).toBeNull();
});
