import { describe, expect, test } from 'vitest';
import { nextRate } from './staircase.ts';
import type { ThresholdPoint } from './threshold.ts';

/** The rates of a search for a threshold of 1000, if a unit scores (rate/1000)^slope. */
function ratesOf(guess: number, slope: number, units: number, slopeGuess = slope): number[] {
  const points: ThresholdPoint[] = [];
  while (points.length < units) {
    const rate = nextRate(guess, [{ points, slopeGuess }]);
    points.push({ rate, score: (rate / 1000) ** slope });
  }
  return points.map(({ rate }) => rate);
}

describe('the next rate', () => {
  test('is first the guess, then alternately 1 % below and above the threshold', () => {
    const [first, ...others] = ratesOf(900, 2, 7);
    expect(first).toBe(900);
    for (const [place, rate] of others.entries()) expect(rate).toBeCloseTo(place % 2 === 0 ? 990 : 1010, 6);
  });

  test('is at most a quarter beyond the rates tried before', () => {
    const rates = ratesOf(100, 1, 16);
    for (const [place, rate] of rates.slice(1).entries())
      expect(rate / Math.max(...rates.slice(0, place + 1))).toBeLessThan(1.25 * 1.02);
    expect(rates.at(-1)).toBeCloseTo(990, 6);
    expect(ratesOf(10_000, 1, 20).at(-1)).toBeCloseTo(990, 6);
  });

  test('reaches the threshold from a wrong guess of the slope', () => {
    for (const slopeGuess of [0.3, 30]) expect(ratesOf(950, 3, 8, slopeGuess).at(-1)! / 990).toBeCloseTo(1, 2);
  });

  test('is farther from the estimate if units scatter', () => {
    const points = [0.9, 1, 1.1, 1.2].map((speed) => ({ rate: 1000, score: 1 / speed }));
    const rate = nextRate(1000, [{ points, slope: 1, slopeGuess: 1 }]);
    // Median 1050, median absolute deviation 9.8 %: the step is limited to the largest.
    expect(rate).toBeCloseTo(1050 * 1.25, 6);
  });
});
