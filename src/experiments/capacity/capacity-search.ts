import { counts } from '../../results/exclusion.ts';
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
/** The growth of the backlog may be uncertain by this share of the rate, where it says what is kept up with. */
const maxUnsureShare = 0.2;

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
   * Where no limit shows at the highest rate at which units can be measured: the part of that rate, in records/s, which
   * surely did not stay in the backlog. Null elsewhere, and where the units there scatter too much to say. An engine
   * that reports costs shows its limit below it.
   */
  get atLeast(): number | null {
    if (this.#hasLimit || knowsCost(this.probes)) return null;
    const { verdict, high } = growthOf(this.atHighest.map(({ unit }) => unit));
    if (verdict === 'yes') return this.highestRate;
    return high === null || high > maxUnsureShare ? null : (1 - high) * this.highestRate;
  }

  /** By as many units as a level needs: a single one may seem to fall behind by chance. */
  get #hasLimit(): boolean {
    return this.none !== undefined || (this.threshold?.level ?? null) !== null;
  }

  /** The units at the highest rate that tell whether they kept up. */
  get atHighest(): readonly Probe[] {
    return this.probes.filter((probe) => {
      return probe.counts && probe.ratePerSecond === this.highestRate && counts(probe.unit, 'keepsUp');
    });
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

  get #hasEnough(): boolean {
    const { units } = this.#settings;
    return this.counted.length >= units || (this.atHighest.length >= units && this.atLeast !== null);
  }

  *#around(guess: number): SearchPart<void> {
    const { durationMs, units } = this.#settings;
    for (let attempt = 0; attempt < Math.ceil(maxAttempts * units) && !this.#hasEnough; attempt++) {
      const wanted = nextProbeRate(guess, this.probes, this.#settings, this.#slopeGuess);
      const ratePerSecond = measurable(wanted, durationMs, this.#settings);
      const unit = yield { ratePerSecond, durationMs };
      this.probes.push({ ratePerSecond, counts: true, unit });
    }
  }
}
