/**
 * Slope of the least-squares line through the points (xs[i], ys[i]), in units of y per unit of x. Null without two
 * different x, which determine no line. Throws RangeError unless both arrays have the same length.
 *
 * Source: Draper and Smith, Applied Regression Analysis (3rd ed. 1998), chapter 1. Sums deviations from the means,
 * because sums of squares would cancel.
 */
export function slope(xs: ArrayLike<number>, ys: ArrayLike<number>): number | null {
  if (xs.length !== ys.length) throw new RangeError(`${xs.length} x values, but ${ys.length} y values`);
  const xMean = mean(xs);
  const yMean = mean(ys);
  let products = 0;
  let squares = 0;
  for (let index = 0; index < xs.length; index++) {
    products += (xs[index] - xMean) * (ys[index] - yMean);
    squares += (xs[index] - xMean) ** 2;
  }
  return squares === 0 ? null : products / squares;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index];
  return sum / values.length;
}
