import { median } from './median.ts';
import { unitThresholds, type Criterion, type ProbedCriterion } from './threshold.ts';

/** Probes stand this far from the running estimate at the least, as a share of it. */
const minStep = 0.01;
/** And so far at the most: a line through the points holds only near the threshold. */
const maxStep = 0.25;
/** As far as units scatter, and farther, so that the slope is seen among their noise. */
const stepsPerDeviation = 2;
/** From the median absolute deviation to the standard deviation, of normal values. */
const deviationPerMad = 1.4826;
/** Fewer units tell no slope and no scatter. */
const minUnits = 3;

/**
 * The rate of the next unit in a search for a threshold: turn by turn below and above the running estimate, at a
 * distance that grows with the scatter of the units.
 *
 * Source: Dixon and Mood, "A method for obtaining and analyzing sensitivity data", JASA 43 (1948): up and down around
 * the estimate, though here by a response with a size rather than by yes and no.
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

/** As a share of their median, whatever a few units far away say. */
function deviation(values: readonly number[]): number {
  const center = median(values)!;
  return deviationPerMad * median(values.map((value) => Math.abs(Math.log(value / center))))!;
}

function within(low: number, high: number, value: number): number {
  return Math.min(high, Math.max(low, value));
}
