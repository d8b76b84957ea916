import type { Run } from '../results/result.ts';
import { highestThatHolds } from '../statistics/highest-that-holds.ts';
import { nextRate } from '../statistics/staircase.ts';
import type { Threshold } from '../statistics/threshold.ts';
import { countedUnits, criteriaOf, heldUpAt, isBlind, isNear, lineOf, minShare, tellApart, thresholdFrom, type Probe, type Rules } from './capacity-criteria.ts';
import { objectiveScore, percentiles, type Objective } from './objective.ts';
import { costOf, ownCapacity } from './own-capacity.ts';
import type { Search } from './turns.ts';

/** One more unit that a search needs. */
export interface UnitQuestion {
  readonly ratePerSecond: number;
  readonly durationMs: number;
}

export interface SearchSettings extends Rules {
  /** The rate of the first unit, in records/s. */
  readonly startRate: number;
  /** Length of the measured period of the units that count. */
  readonly durationMs: number;
  /** And of those that only show where to look. */
  readonly glanceMs: number;
  /** How many units are to count. */
  readonly units: number;
}

const maxGuesses = 8;
/** Latency rises with the rate, even if two units say the contrary. */
const minSlope = 0.1;
/** From one guess to the next a rate changes by this factor at the most: the first units are few, cold invocations. */
const maxLeap = 30;
/** Where a unit tells nothing but that it was far too fast, or too slow. */
const blindFactor = 10;
/** A guess this close to the rate of its unit is good enough to count from. */
const closeFactor = 1.5;
/** Rates at which an objective is tried, and how far below the capacity the lowest of them lies at the most. */
const triedRates = 15;
const maxDepth = 1000;
/** Just below the capacity: what misses an objective there, misses it for other reasons than a growing backlog. */
const belowCapacity = 0.97;
/** Far enough beyond the capacity of a thread that commits to be held up by it within one unit. */
const beyondLimit = 1.15;
/** A percentile takes ten records above it (see `Histogram.quantileIfEnough`), and some more since arrivals vary. */
const recordsAbove = 11;
/** Units more at the lowest rate that have to miss an objective until it is said that none holds it. */
const furtherMisses = 2;
/** Spoilt units and those that turned out to be far off are repeated, up to this multiple of the units that count. */
const maxAttempts = 2;

/**
 * The search for the sustainable throughput of one configuration. It guesses from what invocations cost at a few rates,
 * with an objective looks for the rates between which it is missed, and then measures units close around the threshold.
 */
export class CapacitySearch {
  readonly probes: Probe[] = [];
  /** Why no rate is sustained, once that is known. */
  none: string | undefined;
  #slopeGuess = 1;
  readonly #settings: SearchSettings;

  constructor(settings: SearchSettings) {
    this.#settings = settings;
  }

  /** The units that count, so far. */
  get counted(): readonly Probe[] {
    return countedUnits(this.probes, this.#settings, this.#slopeGuess);
  }

  /** Null before the first of them. */
  get threshold(): Threshold | null {
    return thresholdFrom(this.counted, this.probes, this.#settings, this.#slopeGuess);
  }

  *questions(): Search<UnitQuestion, Run> {
    const { objective } = this.#settings;
    const capacity = yield* this.#guess();
    if (capacity === undefined) return;
    const start = objective === null ? capacity : yield* this.#bracket(objective, capacity);
    if (start !== undefined) yield* this.#around(start);
  }

  /** From what invocations cost, at rates nearer and nearer to the capacity; two sizes of micro-batch give a and b. */
  *#guess(): Generator<UnitQuestion, number | undefined, Run> {
    const { startRate, glanceMs } = this.#settings;
    let rate = startRate;
    for (let attempt = 0; attempt < maxGuesses; attempt++) {
      const { run } = yield* this.#ask(rate, glanceMs, false);
      if (run.status === 'failed') return undefined;
      const capacity = this.#capacityGuess(run, rate);
      if (capacity === null) {
        this.none = 'even a micro-batch of few records takes longer than its interval';
        return undefined;
      }
      const next = Math.min(rate * maxLeap, Math.max(rate / maxLeap, capacity));
      if (isNear(next, rate, closeFactor)) return next;
      rate = next;
    }
    return rate;
  }

  /** Null: there is none. Far away from `rate` where the units so far do not tell it. */
  #capacityGuess(run: Run, rate: number): number | null {
    const { intervalMs } = this.#settings;
    const costs = this.probes.map((probe) => costOf(probe.run)).filter((cost) => cost !== null);
    const last = costOf(run);
    // No invocation began after the warm-up: one from before it had all records to catch up with, or there was none.
    if (last === null) return run.backlog.max === 0 ? rate * blindFactor : rate / blindFactor;
    if (intervalMs !== null && !tellApart(costs)) return last.micros > intervalMs * 1000 && intervalMs > 0 ? rate / blindFactor : rate * blindFactor;
    const own = ownCapacity(last, lineOf(this.probes), intervalMs);
    const capacity = Math.min(own, heldUpAt(this.probes, this.#settings) ?? own);
    return capacity < rate * minShare ? null : capacity;
  }

  /** Halves a list of rates until it is known between which two of them the objective is missed. */
  *#bracket(objective: Objective, capacity: number): Generator<UnitQuestion, number | undefined, Run> {
    const rates = this.#ratesUpTo(capacity, objective);
    const scores = new Map<number, number>();
    const search = highestThatHolds(rates.length);
    let step = search.next();
    while (step.done !== true) {
      const score = yield* this.#scoreAt(rates[step.value], objective);
      if (score === undefined) return undefined;
      scores.set(step.value, score);
      step = search.next(score <= 1);
    }
    const highest = step.value;
    if (highest === -1) return yield* this.#lowest(rates[0], scores.get(0)!, objective);
    if (rates.length === 1) return capacity;
    const [left, right] = highest === rates.length - 1 ? [...scores.keys()].toSorted((a, b) => a - b).slice(-2) : [highest, highest + 1];
    const start = this.#between(rates[left], scores.get(left)!, rates[right], scores.get(right)!);
    return Math.min(start, capacity);
  }

  /** From the lowest rate at which the percentile can be told, in equal ratios. */
  #ratesUpTo(capacity: number, { percentile }: Objective): number[] {
    const top = capacity * belowCapacity;
    const needed = recordsAbove / percentiles[percentile] / this.#effectShare();
    const bottom = Math.max(capacity / maxDepth, (needed * 1000) / this.#settings.durationMs);
    if (bottom >= top) return [top];
    return Array.from({ length: triedRates }, (_, place) => bottom * (top / bottom) ** (place / (triedRates - 1)));
  }

  /** Of the records, those that had an effect and so a latency. */
  #effectShare(): number {
    const { emitted, absorbed, dropped } = this.probes.at(-1)!.run.records;
    return (emitted + absorbed || 1) / (emitted + absorbed + dropped || 1);
  }

  *#scoreAt(rate: number, objective: Objective): Generator<UnitQuestion, number | undefined, Run> {
    const { durationMs, glanceMs } = this.#settings;
    const neededMs = (recordsAbove / percentiles[objective.percentile] / this.#effectShare() / rate) * 1000;
    for (const lengthMs of [Math.min(durationMs, Math.max(glanceMs, neededMs)), durationMs]) {
      const { run } = yield* this.#ask(rate, lengthMs, false);
      const score = objectiveScore(objective, run);
      if (score !== null && run.status === 'valid') return score;
      if (run.status === 'failed') return undefined;
      if (score !== null && lengthMs === durationMs) return score;
    }
    return undefined;
  }

  /** One unit may have met a stall: only several that miss the objective at the lowest rate say that none holds it. */
  *#lowest(rate: number, score: number, objective: Objective): Generator<UnitQuestion, number | undefined, Run> {
    for (let misses = 0; misses < furtherMisses; misses++) {
      const again = yield* this.#scoreAt(rate, objective);
      if (again === undefined) return undefined;
      if (again <= 1) return this.#between(rate, again, rate * closeFactor, Math.max(score, closeFactor));
    }
    this.none = `${objective.text} is missed even at ${Math.round(rate).toLocaleString('en')} records/s, the lowest rate tried`;
    return undefined;
  }

  *#around(guess: number): Generator<UnitQuestion, void, Run> {
    const { durationMs, units } = this.#settings;
    for (let attempt = 0; attempt < maxAttempts * units && this.counted.length < units; attempt++) {
      const rate = this.#nextRate(guess);
      const { run } = yield* this.#ask(rate, durationMs, true);
      if (run.status === 'failed') return;
    }
  }

  #nextRate(guess: number): number {
    const limit = heldUpAt(this.probes, this.#settings);
    // Only units beyond it show what a thread is capable of that commits for another one.
    if (limit !== null && this.probes.some((probe) => isBlind(probe, this.probes, this.#settings))) return limit * beyondLimit;
    const criteria = criteriaOf(this.counted, this.probes, this.#settings);
    return nextRate(guess, criteria.map((criterion) => ({ slopeGuess: this.#slopeGuess, ...criterion })));
  }

  /** Where the line through two points, in logarithms, reaches 1. */
  #between(low: number, lowScore: number, high: number, highScore: number): number {
    this.#slopeGuess = Math.max(minSlope, Math.log(highScore / lowScore) / Math.log(high / low));
    return low * lowScore ** (-1 / this.#slopeGuess);
  }

  *#ask(ratePerSecond: number, durationMs: number, counts: boolean): Generator<UnitQuestion, Probe, Run> {
    const run = yield { ratePerSecond, durationMs };
    const probe = { ratePerSecond, counts, run };
    this.probes.push(probe);
    return probe;
  }
}
