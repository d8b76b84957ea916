import type { Unit } from '../../results/unit.ts';
import type { Threshold } from '../../statistics/threshold.ts';
import { bracketObjective, type Start } from './bracket-objective.ts';
import { countedUnits, thresholdFrom } from './capacity-criteria.ts';
import { guessCapacity } from './guess-capacity.ts';
import { nextProbeRate } from './next-probe-rate.ts';
import { knowsCost } from './probe-capacity.ts';
import type { Probe } from './probe.ts';
import { measurable, type SearchPart, type SearchSettings, type UnitQuestion } from './search-settings.ts';
import { growthOf } from '../summarize.ts';
import type { Search } from '../searches-in-turn.ts';

/**
 * Excluded units and those far from the threshold are repeated, up to this multiple of the units that count. With more
 * exclusions the machine is unfit for measuring, and a search should end within 20 s.
 */
const maxAttempts = 4 / 3;

/**
 * The search for the sustainable throughput of one configuration. It guesses the capacity from a few units. With an
 * objective it then finds two rates between which units begin to miss it. At last it measures units close to the
 * threshold.
 */
export class CapacitySearch {
  readonly probes: Probe[] = [];
  /** Why there is no rate that will do, if the search found that. */
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

  /** In records/s; a unit that counts takes all records that there are at this rate. */
  get highestRate(): number {
    return measurable(Infinity, this.#settings.durationMs, this.#settings);
  }

  /** Null before the first of them. */
  get threshold(): Threshold | null {
    return thresholdFrom(this.counted, this.probes, this.#settings, this.#slopeGuess);
  }

  /** The threshold of keeping up alone, without the objective. */
  get keepingUp(): Threshold | null {
    return thresholdFrom(this.counted, this.probes, { ...this.#settings, objective: null }, this.#slopeGuess);
  }

  /**
   * Whether it keeps up with the highest rate at which units can be measured, so that its capacity is beyond. Of an
   * engine that does not report costs only the units there tell.
   */
  get isBeyondMeasuring(): boolean {
    if (this.threshold !== null || knowsCost(this.probes) || this.none !== undefined) return false;
    const atHighest = this.probes.filter(({ counts, ratePerSecond }) => counts && ratePerSecond === this.highestRate);
    return growthOf(atHighest.map(({ unit }) => unit)).verdict === 'yes';
  }

  /** Replaces a unit once its answer has been compared. */
  replace(place: number, unit: Unit): void {
    this.probes[place] = { ...this.probes[place], unit };
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
      const wanted = nextProbeRate(guess, this.probes, this.#settings, this.#slopeGuess);
      const ratePerSecond = measurable(wanted, durationMs, this.#settings);
      const unit = yield { ratePerSecond, durationMs };
      this.probes.push({ ratePerSecond, counts: true, unit });
    }
  }
}
