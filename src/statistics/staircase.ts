import { median } from './median.ts';
import { unitThresholds, type Criterion, type ProbedCriterion } from './threshold.ts';

/** Smallest distance of a probe from the running estimate, as a share of it. */
const minStep = 0.01;
/** Largest distance, because a line through the points is valid only near the threshold. */
const maxStep = 0.25;
/** Beyond the scatter of the units, so that the slope shows in spite of their noise. */
const stepsPerDeviation = 2;
/** Standard deviation over median absolute deviation of a normal distribution. */
const deviationPerMad = 1.4826;
/** Fewer units determine neither slope nor scatter. */
const minUnits = 3;

/**
 * The rate of the next unit in a search for a threshold: alternately below and above the running estimate, at a
 * distance that grows with the scatter of the units.
 *
 * Source: Dixon and Mood, "A method for obtaining and analyzing sensitivity data", JASA 43 (1948), which goes up and
 * down around the estimate by responses of yes and no; here the response is a number.
 *
 * @param guess the rate of the first unit
 */
export function nextRate(guess: number, criteria: readonly ProbedCriterion[]): number {
  const { points } = criteria[0];
  if (points.length === 0) return guess;
  const thresholds = unitThresholds(points.length < minUnits ? criteria.map(withGuess) : criteria)!;
  const rates = points.map(({ rate }) => rate);
  const center = within(Math.min(...rates) * (1 - maxStep), Math.max(...rates) * (1 + maxStep), median(thresholds[0])!);
  const step =
    points.length < minUnits ? minStep : within(minStep, maxStep, stepsPerDeviation * deviation(thresholds[0]));
  return points.length % 2 === 1 ? center * (1 - step) : center * (1 + step);
}

function withGuess({ points, slope, slopeGuess }: ProbedCriterion): Criterion {
  return { points, slope: slope ?? slopeGuess };
}

/** Robust standard deviation of the values, as a share of their median. */
function deviation(values: readonly number[]): number {
  const center = median(values)!;
  return deviationPerMad * median(values.map((value) => Math.abs(Math.log(value / center))))!;
}

function within(low: number, high: number, value: number): number {
  return Math.min(high, Math.max(low, value));
}
