export interface SlopeRange {
  readonly slope: number;
  /** Ends of the interval. */
  readonly low: number;
  readonly high: number;
}

/**
 * The median of the slopes between all pairs of points with different x, which is robust to outliers, with an interval
 * from Kendall's statistic. `deviations` is the normal quantile: 1 for 68 %, 1.96 for 95 %. Null without two different
 * x. Throws RangeError unless both arrays have the same length.
 *
 * Source: Theil, "A rank-invariant method of linear and polynomial regression analysis" (1950); Sen, "Estimates of the
 * regression coefficient based on Kendall's tau", JASA 63 (1968), whose (2.6) has the variance with equal x.
 */
export function theilSen(xs: ArrayLike<number>, ys: ArrayLike<number>, deviations: number): SlopeRange | null {
  if (xs.length !== ys.length) throw new RangeError(`${xs.length} x values, but ${ys.length} y values`);
  const slopes = pairSlopes(xs, ys);
  const { length } = slopes;
  if (length === 0) return null;
  const reach = deviations * Math.sqrt(kendallVariance(xs));
  const low = slopes[Math.max(0, Math.round((length - reach) / 2) - 1)];
  const high = slopes[Math.min(length - 1, Math.round((length + reach) / 2))];
  const slope = (slopes[(length - 1) >> 1] + slopes[length >> 1]) / 2;
  return { slope, low, high };
}

function pairSlopes(xs: ArrayLike<number>, ys: ArrayLike<number>): Float64Array {
  const slopes: number[] = [];
  for (let right = 1; right < xs.length; right++) {
    for (let left = 0; left < right; left++) {
      if (xs[right] !== xs[left]) slopes.push((ys[right] - ys[left]) / (xs[right] - xs[left]));
    }
  }
  return Float64Array.from(slopes).sort();
}

/** Variance of Kendall's statistic if no y are equal. */
function kendallVariance(xs: ArrayLike<number>): number {
  const alike = Map.groupBy(Array.from(xs), (x) => x).values();
  return [...alike].reduce((variance, { length }) => variance - varianceTerm(length), varianceTerm(xs.length));
}

function varianceTerm(count: number): number {
  return (count * (count - 1) * (2 * count + 5)) / 18;
}
