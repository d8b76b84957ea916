import type { Interval } from './interval.ts';
import { median } from './median.ts';
import { untiedTails } from './signed-rank.ts';

/**
 * The median of the means of all pairs of values, each also with itself. It estimates the middle of a symmetric
 * distribution nearly as well as the mean does without outliers, and far better with them. Null without values.
 *
 * Source: Hodges and Lehmann, "Estimates of location based on rank tests", Annals of Mathematical Statistics 34 (1963).
 */
export function hodgesLehmann(values: readonly number[]): number | null {
  return median(walshAverages(values));
}

/**
 * The values that the two-sided signed-rank test does not reject: from the r-th smallest to the r-th largest mean of
 * pairs. Its level is the lowest possible that is at least `level`, and exact for continuous symmetric values. Null
 * where there are too few.
 *
 * Source: Hollander and Wolfe, Nonparametric Statistical Methods (2nd ed. 1999), section 3.3.
 */
export function walshInterval(values: readonly number[], level = 0.95): Interval | null {
  const averages = walshAverages(values).sort();
  const tails = untiedTails(values.length);
  // The sums are doubled: the r-th smallest mean is excluded where a sum of at least `count - r + 1` is improbable.
  const errorOf = (rank: number): number => 2 * tails[2 * (averages.length - rank + 1)];
  let rank = 0;
  while (2 * (rank + 1) <= averages.length && errorOf(rank + 1) <= 1 - level) rank++;
  if (rank === 0) return null;
  return { low: averages[rank - 1], high: averages[averages.length - rank], level: 1 - errorOf(rank) };
}

function walshAverages(values: readonly number[]): Float64Array {
  const averages = new Float64Array((values.length * (values.length + 1)) / 2);
  let count = 0;
  for (let left = 0; left < values.length; left++)
    for (let right = left; right < values.length; right++) averages[count++] = (values[left] + values[right]) / 2;
  return averages;
}
