import { medianSpread } from './median-spread.ts';
import { theilSen, type SlopeRange } from './theil-sen.ts';

/** The score of one unit at one rate: above 0, rising with the rate, and 1 at the threshold. */
export interface ThresholdPoint {
  readonly rate: number;
  readonly score: number;
}

/** One score of all units, in the same order for each criterion. */
export interface Criterion {
  /** A score is null if the unit has none. */
  readonly points: readonly { readonly rate: number; readonly score: number | null }[];
  /** Slope of log score over log rate, if it is known; else it is estimated from the points. */
  readonly slope?: number | undefined;
}

/** A criterion of a search, with a guess of the slope until the points determine it. */
export interface ProbedCriterion extends Criterion {
  readonly slopeGuess: number;
}

export interface Threshold {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Null with fewer than 6 units: then `low` and `high` are the smallest and the largest value. */
  readonly level: number | null;
  readonly method: string;
  readonly units: number;
}

/** Slopes within the 80 % interval are considered; threshold.statistics.test.ts checks the coverage that results. */
const slopeDeviations = 1.28;
/** Slopes below this share of the estimate are not: noise around a few rates can hide the slope altogether. */
const minSlopeShare = 1 / 2;

/**
 * The rate at which a score reaches 1, from units at rates close to it. Each unit has its own threshold: where a line
 * through its point in logarithms, with a slope common to all, reaches a score of 1. The estimate is the median of
 * these thresholds; the interval comes from order statistics (Hahn and Meeker, see `medianInterval`), so it is valid
 * for any distribution of the units.
 *
 * If the slope is not known, it is that of Theil and Sen, and the interval is the hull of the intervals with its
 * estimate and with both ends of its own interval. With the estimate alone, the interval would contain the true
 * threshold in 80 % instead of 95 % of noisy searches. Null if the points show no rising slope.
 */
export function thresholdOf(points: readonly ThresholdPoint[], slope?: number): Threshold | null {
  return lowestThresholdOf([{ points, slope }]);
}

/** The same for several criteria that all have to hold: the threshold of a unit is the lowest of its criteria. */
export function lowestThresholdOf(criteria: readonly (Criterion | ProbedCriterion)[]): Threshold | null {
  // A unit without any score has no threshold.
  const alternatives = unitThresholds(criteria)?.map((thresholds) => thresholds.filter(Number.isFinite));
  if (alternatives === undefined || alternatives[0].length === 0) return null;
  const spreads = alternatives.map(medianSpread).filter((each) => each !== null);
  const [{ estimate, level }] = spreads;
  const range = level === null ? 'smallest to largest' : 'interval from order statistics';
  const slope = criteria.every(({ slope: known }) => known !== undefined) ? '' : ', slope by Theil and Sen';
  return {
    estimate,
    low: Math.min(...spreads.map(({ low }) => low)),
    high: Math.max(...spreads.map(({ high }) => high)),
    level,
    method: `median of the units' thresholds, ${range}${slope}`,
    units: alternatives[0].length,
  };
}

/**
 * The thresholds of the units: with the best estimates of the slopes, then with the smallest and with the largest
 * slopes considered. Null if a slope is not known and the points show no rising one.
 */
export function unitThresholds(
  criteria: readonly (Criterion | ProbedCriterion)[],
): readonly (readonly number[])[] | null {
  const slopes = criteria.map(slopesOf);
  if (!slopes.every((found) => found !== null)) return null;
  return [0, 1, 2].map((place) =>
    crossings(
      criteria,
      slopes.map((found) => found[place]),
    ),
  );
}

function slopesOf({ points, slope, ...others }: Criterion | ProbedCriterion): readonly number[] | null {
  const scored = points.filter((point): point is ThresholdPoint => point.score !== null);
  for (const { rate, score } of scored) {
    if (!(rate > 0 && score > 0 && rate < Infinity && score < Infinity))
      throw new RangeError(`a score of ${score} at a rate of ${rate} is not above 0 and finite`);
  }
  if (slope !== undefined) return [slope, slope, slope];
  const found = theilSen(
    scored.map(({ rate }) => Math.log(rate)),
    scored.map(({ score }) => Math.log(score)),
    slopeDeviations,
  );
  if ('slopeGuess' in others && !(found !== null && found.low > 0)) return guessedSlopes(found, others.slopeGuess);
  if (found === null || found.slope <= 0) return null;
  return [found.slope, Math.max(found.low, found.slope * minSlopeShare), found.high];
}

/** If the points hardly show a rise, a slope far below the guess is noise, and its threshold would be far off. */
function guessedSlopes(found: SlopeRange | null, slopeGuess: number): readonly number[] {
  const slope = Math.max(found?.slope ?? 0, slopeGuess * minSlopeShare);
  return [slope, slope * minSlopeShare, Math.max(found?.high ?? 0, slope, slopeGuess)];
}

function crossings(criteria: readonly Criterion[], slopes: readonly number[]): number[] {
  const byCriterion = criteria.map(({ points }, place) =>
    points.map(({ rate, score }) => (score === null ? Infinity : rate * score ** (-1 / slopes[place]))),
  );
  return byCriterion[0].map((_, unit) => Math.min(...byCriterion.map((rates) => rates[unit])));
}
