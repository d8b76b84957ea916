export interface WeightedPoint {
  readonly x: number;
  readonly y: number;
  /** How much the point counts; 1/y² makes the squares those of relative errors. */
  readonly weight: number;
}

/** y = intercept + slope · x */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * The line with the least sum of weight · (y − intercept − slope · x)². Null where no line is determined: without two
 * different x.
 *
 * Source: Draper and Smith, Applied Regression Analysis (3rd ed. 1998), section 9.2. Deviations from the weighted
 * means are summed, because sums of squares would cancel.
 */
export function weightedLine(points: readonly WeightedPoint[]): Line | null {
  const weight = sumOf(points, () => 1);
  const xMean = sumOf(points, ({ x }) => x) / weight;
  const yMean = sumOf(points, ({ y }) => y) / weight;
  const squares = sumOf(points, ({ x }) => (x - xMean) ** 2);
  if (!(squares > 0)) return null;
  const slope = sumOf(points, ({ x, y }) => (x - xMean) * (y - yMean)) / squares;
  return { intercept: yMean - slope * xMean, slope };
}

function sumOf(points: readonly WeightedPoint[], value: (point: WeightedPoint) => number): number {
  return points.reduce((sum, point) => sum + point.weight * value(point), 0);
}
