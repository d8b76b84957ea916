import type { Unit } from '../../results/unit.ts';
import { nextRate } from '../../statistics/staircase.ts';
import type { Threshold } from '../../statistics/threshold.ts';
import { bracketObjective, type Start } from './bracket-objective.ts';
import { countedUnits, criteriaOf, heldUpAt, isBlind, thresholdFrom, type Probe } from './capacity-criteria.ts';
import { guessCapacity } from './guess-capacity.ts';
import { lowestRate, type SearchPart, type SearchSettings, type UnitQuestion } from './search-settings.ts';
import type { Search } from '../turns.ts';

/** Far enough beyond the capacity of a thread that commits to be held up by it within one unit. */
const beyondLimit = 1.15;
/**
 * Spoilt units and those that turned out to be far off are repeated, up to this multiple of the units that count: a machine
 * that spoils more is no place to measure, and a search has 20 s.
 */
const maxAttempts = 4 / 3;

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

  /** As `threshold`, but for keeping up alone, whatever the objective. */
  get keepingUp(): Threshold | null {
    return thresholdFrom(this.counted, this.probes, { ...this.#settings, objective: null }, this.#slopeGuess);
  }

  /** Puts another run in place of that of a unit, of which more is known by now. */
  correct(unit: number, run: Unit): void {
    this.probes[unit] = { ...this.probes[unit], run };
  }

  *questions(): Search<UnitQuestion, Unit> {
    const start = yield* this.#start();
    if (start === null) return;
    this.#slopeGuess = start.slopeGuess;
    yield* this.#around(start.rate);
  }

  *#start(): SearchPart<Start | null> {
    const { objective } = this.#settings;
    const capacity = yield* guessCapacity(this.probes, this.#settings);
    if (capacity === null) return this.#nothing('even a micro-batch of few records takes longer than its interval');
    if (objective === null) return { rate: capacity, slopeGuess: 1 };
    const start = yield* bracketObjective(this.probes, this.#settings, objective, capacity);
    return typeof start === 'string' ? this.#nothing(start) : start;
  }

  #nothing(why: string): null {
    this.none = why;
    return null;
  }

  *#around(guess: number): SearchPart<void> {
    const { durationMs, units } = this.#settings;
    for (let attempt = 0; attempt < Math.ceil(maxAttempts * units) && this.counted.length < units; attempt++) {
      const ratePerSecond = Math.max(lowestRate(this.#settings), this.#nextRate(guess));
      const run = yield { ratePerSecond, durationMs };
      this.probes.push({ ratePerSecond, counts: true, run });
    }
  }

  #nextRate(guess: number): number {
    const limit = heldUpAt(this.probes, this.#settings);
    const blind = this.probes.filter((probe) => isBlind(probe, this.probes, this.#settings));
    // Only units beyond it show what a thread is capable of that commits for another one: farther, if one kept up there.
    if (limit !== null && blind.length > 0)
      return (
        beyondLimit * Math.max(limit, ...blind.filter(({ counts }) => counts).map(({ ratePerSecond }) => ratePerSecond))
      );
    const criteria = criteriaOf(this.counted, this.probes, this.#settings);
    return nextRate(
      guess,
      criteria.map((criterion) => ({ slopeGuess: this.#slopeGuess, ...criterion })),
    );
  }
}
