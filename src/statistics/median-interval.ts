import type { Interval } from './interval.ts';

/**
 * A distribution-free interval for the median: the r-th smallest and the r-th largest value, with
 * the largest r that holds the median with at least 95 %. The number of values below the median is
 * binomial (n, ½), so `level` is exact for continuous values and no less with ties. Null below 6
 * values, where even the smallest and the largest hold it with less than 95 %.
 *
 * Source: Hahn and Meeker, Statistical Intervals (1991), section 5.2; Conover, Practical Nonparametric
 * Statistics (3rd ed. 1999), section 3.2.
 */
export function medianInterval(values: ArrayLike<number>): Interval | null {
  const count = values.length;
  let rank = 0;
  let level = 0;
  // In logarithms, because 2^-n is 0 from n = 1075 on.
  let logTerm = -count * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let candidate = 1; 1 - 2 * tail >= 0.95; candidate++) {
    rank = candidate;
    level = 1 - 2 * tail;
    logTerm += Math.log((count - candidate + 1) / candidate);
    tail += Math.exp(logTerm);
  }
  if (rank === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return { low: sorted[rank - 1], high: sorted[count - rank], level };
}
