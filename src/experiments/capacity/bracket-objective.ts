import { perSecond } from '../../results/quantity.ts';
import { highestThatHolds } from '../../statistics/highest-that-holds.ts';
import { counts } from '../../results/exclusion.ts';
import type { Probe } from './probe.ts';
import { objectiveScore, percentiles, type Objective } from '../objective.ts';
import { glance, measurable, type SearchPart, type SearchSettings } from './search-settings.ts';

/** The rate at which the units that count begin. */
export interface Start {
  readonly rate: number;
  /** Slope of the latency score over the rate at that point, both in logarithms. */
  readonly slopeGuess: number;
}

/** Number of rates tried; the lowest is at least the capacity divided by `maxDepth`. */
const triedRates = 15;
const maxDepth = 1000;
/** Just below the capacity, so that a growing backlog is not why a unit misses the objective. */
const belowCapacity = 0.97;
/** A percentile needs ten records above it (see `Histogram.quantileIfEnough`); one more, since arrivals vary. */
const recordsAbove = 11;
/**
 * That many further units have to miss the objective at the lowest rate before the search concludes that none holds it.
 */
const furtherMisses = 2;
/** Factor to the next rate, above one at which one unit held the objective and another missed it. */
const nextFactor = 1.5;
/** Latency rises with the rate, even where two units show the opposite. */
const minSlope = 0.1;

/**
 * Halves a list of rates until two neighbours are found between which units begin to miss the objective.
 *
 * @returns the start between them; why no rate holds the objective, in words; or null where that is inconclusive,
 *   because
 *   records are too few or figures are excluded
 */
export function* bracketObjective(
  probes: Probe[],
  settings: SearchSettings,
  objective: Objective,
  capacity: number,
): SearchPart<Start | string | null> {
  const trial = { probes, settings, objective, effectShare: effectShareOf(probes) };
  const rates = ratesUpTo(capacity, trial);
  const scores = new Map<number, number>();
  const search = highestThatHolds(rates.length);
  let step = search.next();
  while (step.done !== true) {
    const score = yield* scoreAt(rates[step.value], trial);
    if (score === null) return null;
    scores.set(step.value, score);
    step = search.next(score <= 1);
  }
  if (step.value === -1) return yield* lowest(rates[0], scores.get(0)!, trial);
  if (rates.length === 1) return { rate: capacity, slopeGuess: 1 };
  const isHeldThroughout = step.value === rates.length - 1;
  // Then the slope comes from the two highest rates that were tried.
  const highestTwo = [...scores.keys()].toSorted((a, b) => a - b).slice(-2);
  const [left, right] = isHeldThroughout ? highestTwo : [step.value, step.value + 1];
  const start = between(rates[left], scores.get(left)!, rates[right], scores.get(right)!);
  return { ...start, rate: Math.min(start.rate, capacity) };
}

interface Trial {
  readonly probes: Probe[];
  readonly settings: SearchSettings;
  readonly objective: Objective;
  /** Share of the records that had an effect, and so a latency. */
  readonly effectShare: number;
}

function effectShareOf(probes: readonly Probe[]): number {
  const { measured, dropped } = probes.at(-1)!.unit.records;
  // Without records, or where the engine does not report them, all records are taken to have an effect.
  return (measured - (dropped ?? 0) || 1) / (measured || 1);
}

/** Number of records that the percentile needs. */
function recordsNeeded({ objective, effectShare }: Trial): number {
  return recordsAbove / percentiles[objective.percentile] / effectShare;
}

/** In equal ratios, from the lowest rate with enough records for the percentile. */
function ratesUpTo(capacity: number, trial: Trial): number[] {
  const top = measurable(capacity * belowCapacity, trial.settings.durationMs, trial.settings);
  const bottom = Math.max(capacity / maxDepth, (recordsNeeded(trial) * 1000) / trial.settings.durationMs);
  if (bottom >= top) return [top];
  return Array.from({ length: triedRates }, (_, place) => bottom * (top / bottom) ** (place / (triedRates - 1)));
}

/** The score of a short unit; of a long one where the short one is excluded or has too few records. */
function* scoreAt(rate: number, trial: Trial): SearchPart<number | null> {
  const { probes, settings, objective } = trial;
  const short = Math.max(settings.glanceMs, (recordsNeeded(trial) / rate) * 1000);
  const first = yield* glance(probes, rate, Math.min(short, settings.durationMs));
  const score = objectiveScore(objective, first);
  if (score !== null && counts(first, objective.percentile)) return score;
  return objectiveScore(objective, yield* glance(probes, rate, settings.durationMs));
}

/** One unit may have met a stall, so several have to miss the objective at the lowest rate. */
function* lowest(rate: number, score: number, trial: Trial): SearchPart<Start | string | null> {
  for (let misses = 0; misses < furtherMisses; misses++) {
    const again = yield* scoreAt(rate, trial);
    if (again === null) return null;
    if (again <= 1) return between(rate, again, rate * nextFactor, Math.max(score, nextFactor));
  }
  const { probes, objective } = trial;
  const atRate = probes.filter(({ ratePerSecond }) => ratePerSecond === rate);
  const sound = atRate.filter(({ unit }) => counts(unit, objective.percentile));
  if (sound.length < furtherMisses) return null;
  return `${objective.text} is missed even at ${perSecond(rate)} records/s, the lowest rate tried`;
}

/** Where the line through two points, in logarithms, reaches 1. */
function between(low: number, lowScore: number, high: number, highScore: number): Start {
  const slopeGuess = Math.max(minSlope, Math.log(highScore / lowScore) / Math.log(high / low));
  return { rate: low * lowScore ** (-1 / slopeGuess), slopeGuess };
}
