import { describe, expect, test } from 'vitest';
import { normalTail } from './normal.ts';
import { spendingBoundaries, type Look } from './spending-boundaries.ts';

describe('the tail of the normal distribution', () => {
  // Abramowitz and Stegun, Handbook of Mathematical Functions (1964), table 26.2.
  test.each([
    [0, 0.5],
    [1, 0.158655254],
    [1.959963985, 0.025],
    [3, 1.349898e-3],
    [5, 2.866516e-7],
    [8, 6.220961e-16],
  ])('above %d has the probability %d', (z, probability) => {
    expect(normalTail(z) / probability).toBeCloseTo(1, 6);
    expect(normalTail(-z)).toBeCloseTo(1 - probability, 7);
  });
});

describe('the boundaries of a test that is repeated', () => {
  const looks = [12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256];

  test.each([
    [0.01, [4.7e-4, 2.7e-4, 2.7e-4, 3.0e-4, 4.6e-4, 8.1e-4, 9.7e-4, 1.7e-3, 2.0e-3, 3.5e-3, 4.3e-3]],
    [0.00125, [5.9e-5, 3.0e-5, 3.1e-5, 3.3e-5, 5.1e-5, 9.3e-5, 1.1e-4, 1.9e-4, 2.2e-4, 3.9e-4, 4.6e-4]],
  ])('at %d are the known ones', (alpha, known) => {
    const boundaries = spendingBoundaries(inProportion(looks, alpha));
    // Those were integrated on a coarser grid. With four times the points, none of ours changes by a thousandth.
    for (const [index, boundary] of boundaries.entries())
      expect(Math.abs(boundary / known[index] - 1)).toBeLessThan(0.05);
  });

  test('are the whole of alpha at a single look', () => {
    expect(spendingBoundaries([{ count: 40, spent: 0.01 }])[0]).toBeCloseTo(0.01, 9);
  });

  test('reject nothing where nothing is spent, and the whole of it later', () => {
    const [first, second] = spendingBoundaries([
      { count: 12, spent: 0 },
      { count: 24, spent: 0.01 },
    ]);
    expect(first).toBeLessThan(1e-20);
    expect(second).toBeCloseTo(0.01, 6);
  });

  test('are the published ones for equal looks', () => {
    // Lan and DeMets (1983), table 1: five looks at α = 0.025, α·t.
    const z = spendingBoundaries(inProportion([1, 2, 3, 4, 5], 0.025)).map(zOf);
    for (const [index, value] of [2.58, 2.49, 2.41, 2.34, 2.28].entries())
      expect(Math.abs(z[index] - value)).toBeLessThan(0.006);
  });
});

/** Looks of which the last one has spent all. */
function inProportion(counts: readonly number[], alpha: number): Look[] {
  return counts.map((count) => ({ count, spent: (alpha * count) / counts.at(-1)! }));
}

/** The z whose tail has the probability, by bisection. */
function zOf(probability: number): number {
  let [low, high] = [0, 10];
  for (let tries = 0; tries < 60; tries++) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > probability) low = middle;
    else high = middle;
  }
  return low;
}
