import type { Interval } from './interval.ts';
import { studentTQuantile } from './student-t.ts';

export interface MeanDifference extends Interval {
  readonly estimate: number;
}

/**
 * Mean of the left values less that of the right ones, with a two-sided interval, whatever the spread of each: Welch's,
 * its degrees of freedom rounded down, which widens it a little. Null below 2 values on either side.
 *
 * Source: Welch, "The generalization of 'Student's' problem when several different population variances are involved",
 * Biometrika 34 (1947).
 */
export function meanDifference(left: readonly number[], right: readonly number[], level = 0.95): MeanDifference | null {
  if (left.length < 2 || right.length < 2) return null;
  const [first, second] = [meanOf(left), meanOf(right)];
  const estimate = first.mean - second.mean;
  const variance = first.variance + second.variance;
  if (variance === 0) return { estimate, low: estimate, high: estimate, level };
  const degreesOfFreedom =
    variance ** 2 / (first.variance ** 2 / (left.length - 1) + second.variance ** 2 / (right.length - 1));
  // Rounding must not take a whole one off: equal spreads of 3 values each have 4.
  const half =
    studentTQuantile((1 + level) / 2, Math.max(1, Math.floor(degreesOfFreedom + 1e-9))) * Math.sqrt(variance);
  return { estimate, low: estimate - half, high: estimate + half, level };
}

/** The mean, and the variance of that mean. */
function meanOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) / values.length };
}
