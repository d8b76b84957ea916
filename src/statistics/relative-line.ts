import { WeightedLine, type Line } from './weighted-line.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface RelativeLine extends Line {
  /** Standard error of the intercept if the standard deviation of each point equals its value. */
  readonly interceptError: number;
}

/** Further rounds change the line by less than its error. */
const reweightings = 3;

/**
 * The line with the least squares of relative errors, for points whose scatter is proportional to their value. Errors
 * relative to the measured values would favour points that are small by chance. So after the first fit they are
 * relative to the values of the line, if these are all above 0. Null without two different x.
 *
 * Source: Carroll and Ruppert, Transformation and Weighting in Regression (1988), section 2.1, on a constant
 * coefficient of variation.
 */
export function relativeLine(points: readonly Point[]): RelativeLine | null {
  let line = lineBy(
    points.map(({ y }) => y),
    points,
  );
  for (let round = 0; round < reweightings && line !== null; round++) {
    const { intercept, slope } = line;
    const sizes = points.map(({ x }) => intercept + slope * x);
    if (sizes.some((size) => size <= 0)) break;
    line = lineBy(sizes, points);
  }
  return line;
}

function lineBy(sizes: readonly number[], points: readonly Point[]): RelativeLine | null {
  const sums = new WeightedLine();
  // A value of 0, such as the time of a commit without a sink, has no relative error.
  for (const [index, { x, y }] of points.entries()) sums.add(x, y, 1 / (sizes[index] || 1) ** 2);
  const line = sums.fit();
  return line && { ...line, interceptError: sums.interceptError };
}
