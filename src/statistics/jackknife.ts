import type { Interval } from './interval.ts';
import { studentTQuantile } from './student-t.ts';

export interface JackknifeEstimate extends Interval {
  readonly estimate: number;
  readonly standardError: number;
}

/**
 * A statistic of independent units with a two-sided interval. Its standard error comes from the values of the statistic
 * without each unit in turn; the interval is Student's t with n − 1 degrees of freedom times that error. Null with
 * fewer than 3 units, and if the statistic of all units, or of all but one, is null.
 *
 * Source: Tukey, "Bias and confidence in not-quite large samples", Ann. Math. Statist. 29 (1958); Efron and Tibshirani,
 * An Introduction to the Bootstrap (1993), chapter 11.
 */
export function jackknife<T>(
  units: readonly T[],
  statistic: (units: readonly T[]) => number | null,
  level = 0.95,
): JackknifeEstimate | null {
  const count = units.length;
  const estimate = statistic(units);
  const without = units.map((_, unit) => statistic(units.toSpliced(unit, 1)));
  if (count < 3 || estimate === null || without.includes(null)) return null;
  const values = without as number[];
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = Math.sqrt(((count - 1) / count) * squares);
  const half = studentTQuantile((1 + level) / 2, count - 1) * standardError;
  return { estimate, standardError, low: estimate - half, high: estimate + half, level };
}
