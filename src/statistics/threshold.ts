import { medianInterval } from './median-interval.ts';
import { median } from './median.ts';
import { theilSen, type SlopeRange } from './theil-sen.ts';

/** What one unit at one rate scored: above 0, rising with the rate, and 1 at the threshold. */
export interface ThresholdPoint {
  readonly rate: number;
  readonly score: number;
}

/** One score of all units, in the same order for each criterion. */
export interface Criterion {
  /** A score of null: the unit does not tell. */
  readonly points: readonly { readonly rate: number; readonly score: number | null }[];
  /** By how much log score rises with log rate, where that is known; else it is taken from the points. */
  readonly slope?: number | undefined;
}

/** A criterion of a search, which has an idea of the slope before the points tell it. */
export interface ProbedCriterion extends Criterion {
  readonly slopeGuess: number;
}

export interface Threshold {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Null below 6 units, where `low` and `high` are the smallest and the largest value. */
  readonly level: number | null;
  readonly method: string;
  readonly units: number;
}

/** A slope is believed within its 80 % interval; threshold.statistics.test.ts has the coverage that this gives. */
const slopeDeviations = 1.28;
/** Nor is it taken for less than this share of its estimate: noise around a few rates can hide it altogether. */
const minSlopeShare = 1 / 2;

/**
 * The rate at which a score reaches 1, from units at rates close around it. Each unit tells its own threshold, by a
 * line through its point in logarithms, with a slope that all share; the estimate is their median, the interval comes
 * from order statistics of the median (Hahn and Meeker), so it holds whatever the distribution of the units. A slope
 * that is not known is Theil and Sen's, and the interval is the hull of those with its estimate and with both ends of
 * its own interval: with the estimate alone it would hold the truth in 80 % instead of 95 % of noisy searches.
 * Null where no rising slope can be told.
 */
export function thresholdOf(points: readonly ThresholdPoint[], slope?: number): Threshold | null {
  return lowestThresholdOf([{ points, slope }]);
}

/** The same where several criteria have to hold: each unit's own threshold is the lowest of its criteria. */
export function lowestThresholdOf(criteria: readonly (Criterion | ProbedCriterion)[]): Threshold | null {
  const alternatives = unitThresholds(criteria);
  if (alternatives === null || alternatives[0].length === 0) return null;
  const intervals = alternatives.map(intervalOf);
  const [{ level }] = intervals;
  const spread = level === null ? 'smallest to largest' : 'interval from order statistics';
  const slope = criteria.every(({ slope: known }) => known !== undefined) ? '' : ', slope by Theil and Sen';
  return {
    estimate: median(alternatives[0])!,
    low: Math.min(...intervals.map(({ low }) => low)),
    high: Math.max(...intervals.map(({ high }) => high)),
    level,
    method: `median of the units' thresholds, ${spread}${slope}`,
    units: alternatives[0].length,
  };
}

/**
 * Each unit's own threshold: with the slopes believed most, then with the least and the largest ones that are believed
 * as well. Null where a slope is not known and cannot be told to rise.
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
  const telling = points.filter((point): point is ThresholdPoint => point.score !== null);
  for (const { rate, score } of telling) {
    if (!(rate > 0 && score > 0 && rate < Infinity && score < Infinity))
      throw new RangeError(`a score of ${score} at a rate of ${rate}`);
  }
  if (slope !== undefined) return [slope, slope, slope];
  const found = theilSen(
    telling.map(({ rate }) => Math.log(rate)),
    telling.map(({ score }) => Math.log(score)),
    slopeDeviations,
  );
  if ('slopeGuess' in others && !(found !== null && found.low > 0)) return guessedSlopes(found, others.slopeGuess);
  if (found === null || found.slope <= 0) return null;
  return [found.slope, Math.max(found.low, found.slope * minSlopeShare), found.high];
}

/** Where points hardly tell that it rises, a slope far below the guess is noise, and its threshold far off. */
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

function intervalOf(values: readonly number[]): Pick<Threshold, 'low' | 'high' | 'level'> {
  return medianInterval(values) ?? { low: Math.min(...values), high: Math.max(...values), level: null };
}
