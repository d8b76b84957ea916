import type { Interval } from './interval.ts';
import { studentTQuantile } from './student-t.ts';

export interface MeanDifference extends Interval {
  readonly estimate: number;
}

/**
 * Mean of the left values minus mean of the right values, with Welch's two-sided interval, which allows for different
 * variances. Its degrees of freedom are rounded down, which widens it a little. Null with fewer than 2 values on a
 * side.
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
  // A rounding error must not cost a whole degree: equal variances of 3 values each have exactly 4.
  const wholeDegrees = Math.max(1, Math.floor(degreesOfFreedom + 1e-9));
  const half = studentTQuantile((1 + level) / 2, wholeDegrees) * Math.sqrt(variance);
  return { estimate, low: estimate - half, high: estimate + half, level };
}

/** The mean, and the variance of that mean. */
function meanOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) / values.length };
}
