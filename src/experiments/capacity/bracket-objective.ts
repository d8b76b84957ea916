import { perSecond } from '../../results/quantity.ts';
import { highestThatHolds } from '../../statistics/highest-that-holds.ts';
import { counts } from '../../results/exclusion.ts';
import type { Probe } from './probe.ts';
import { objectiveScore, percentiles, type Objective } from '../objective.ts';
import { glance, measurable, type SearchPart, type SearchSettings } from './search-settings.ts';

/** Where the units that count begin. */
export interface Start {
  readonly rate: number;
  /** How steeply the score of the latency rises there, in logarithms. */
  readonly slopeGuess: number;
}

/** Rates that are tried, and how far below the capacity the lowest of them lies at the most. */
const triedRates = 15;
const maxDepth = 1000;
/** Just below the capacity: what misses the objective there, misses it for other reasons than a growing backlog. */
const belowCapacity = 0.97;
/** A percentile takes ten records above it (see `Histogram.quantileIfEnough`), and some more since arrivals vary. */
const recordsAbove = 11;
/** Units more at the lowest rate that have to miss the objective until it is said that none holds it. */
const furtherMisses = 2;
/** Above a rate at which one unit held the objective and another one missed it. */
const nextFactor = 1.5;
/** Latency rises with the rate, even if two units say the contrary. */
const minSlope = 0.1;

/**
 * Halves a list of rates until it is known between which two of them the objective is missed. In words why none holds
 * it; null where that is inconclusive, for want of records or of an undisturbed machine.
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
  // Then the two highest rates that were tried tell how it rises.
  const highestTwo = [...scores.keys()].toSorted((a, b) => a - b).slice(-2);
  const [left, right] = isHeldThroughout ? highestTwo : [step.value, step.value + 1];
  const start = between(rates[left], scores.get(left)!, rates[right], scores.get(right)!);
  return { ...start, rate: Math.min(start.rate, capacity) };
}

interface Trial {
  readonly probes: Probe[];
  readonly settings: SearchSettings;
  readonly objective: Objective;
  /** Of the records, those that had an effect and so a latency. */
  readonly effectShare: number;
}

function effectShareOf(probes: readonly Probe[]): number {
  const { measured, dropped } = probes.at(-1)!.unit.records;
  // Without records, or where the engine does not tell, each counts as one with an effect.
  return (measured - (dropped ?? 0) || 1) / (measured || 1);
}

/** How many records the percentile takes. */
function recordsNeeded({ objective, effectShare }: Trial): number {
  return recordsAbove / percentiles[objective.percentile] / effectShare;
}

/** From the lowest rate at which the percentile can be told, in equal ratios. */
function ratesUpTo(capacity: number, trial: Trial): number[] {
  const top = measurable(capacity * belowCapacity, trial.settings.durationMs, trial.settings);
  const bottom = Math.max(capacity / maxDepth, (recordsNeeded(trial) * 1000) / trial.settings.durationMs);
  if (bottom >= top) return [top];
  return Array.from({ length: triedRates }, (_, place) => bottom * (top / bottom) ** (place / (triedRates - 1)));
}

/** Of a short unit, or of a long one where that is excluded or has too few records. */
function* scoreAt(rate: number, trial: Trial): SearchPart<number | null> {
  const { probes, settings, objective } = trial;
  const short = Math.max(settings.glanceMs, (recordsNeeded(trial) / rate) * 1000);
  const first = yield* glance(probes, rate, Math.min(short, settings.durationMs));
  const score = objectiveScore(objective, first);
  if (score !== null && counts(first, objective.percentile)) return score;
  return objectiveScore(objective, yield* glance(probes, rate, settings.durationMs));
}

/** One unit may have met a stall: only several that miss the objective at the lowest rate say that none holds it. */
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
