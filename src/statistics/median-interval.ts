import type { Interval } from './interval.ts';

/**
 * A distribution-free interval for the median: from the r-th smallest to the r-th largest value, with the largest r for
 * which it contains the median with a probability of at least 95 %. The number of values below the median is binomial
 * (n, ½), so `level` is exact for continuous values, and a lower bound with ties. Null with fewer than 6 values,
 * because even from the smallest to the largest value the probability would be lower.
 *
 * Source: Hahn and Meeker, Statistical Intervals (1991), section 5.2; Conover, Practical Nonparametric Statistics (3rd
 * ed. 1999), section 3.2.
 */
export function medianInterval(values: ArrayLike<number>): Interval | null {
  const count = values.length;
  let rank = 0;
  let level = 0;
  // In logarithms, because 2^-n underflows to 0 from n = 1075.
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
