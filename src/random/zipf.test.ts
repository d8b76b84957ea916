import { describe, expect, test } from 'vitest';
import { RecordRandom } from './random.ts';
import { zipf } from './zipf.ts';

const draws = 200_000;

function shares(count: number, skew: number): number[] {
  const pick = zipf(count, skew);
  const random = new RecordRandom(3);
  const counts = new Array<number>(count).fill(0);
  for (let index = 0; index < draws; index++) counts[pick(random.at(index))]++;
  return counts.map((times) => times / draws);
}

describe('zipf', () => {
  test.each([
    [5, 0],
    [5, 0.5],
    [10, 1],
    [100, 1.2],
    [3, 2.5],
    [1, 1],
  ])('%i keys with a skew of %f have shares proportional to rank^-skew', (count, skew) => {
    const weights = Array.from({ length: count }, (_, rank) => (rank + 1) ** -skew);
    const total = weights.reduce((sum, weight) => sum + weight);
    // 4.5 standard deviations of the share of a key; the seed is fixed.
    shares(count, skew).forEach((share, rank) => {
      const expected = weights[rank] / total;
      expect(Math.abs(share - expected)).toBeLessThanOrEqual(
        4.5 * Math.sqrt((expected * (1 - expected)) / draws) + 1e-12,
      );
    });
  });

  test('draws the same key for the same record', () => {
    const pick = zipf(1_000_000, 1.1);
    expect(pick(new RecordRandom(1).at(42))).toBe(pick(new RecordRandom(1).at(42)));
  });
});
