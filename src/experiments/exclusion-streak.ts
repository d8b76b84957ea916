import { counts, isFailed, type FigureName } from '../results/exclusion.ts';
import type { Unit } from '../results/unit.ts';

/** So many units in a row, and at least one of every configuration, show that the next ones will not be better. */
const leastStreak = 6;

/**
 * Units in a row that each lack a figure that the experiment needs, for the same cause. An experiment ends after six of
 * them, or as many as it has configurations: what it has by then is its result.
 */
export class ExclusionStreak {
  readonly #needed: readonly FigureName[];
  readonly #longest: number;
  #cause: string | undefined;
  #length = 0;

  constructor(needed: readonly FigureName[], points: number) {
    this.#needed = needed;
    this.#longest = Math.max(leastStreak, points);
  }

  /** Whether all figures that the experiment needs count. */
  isWhole(unit: Unit): boolean {
    return this.#needed.every((figure) => counts(unit, figure));
  }

  /** Says why the experiment should end after this unit; undefined while it should not. */
  add(unit: Unit): string | undefined {
    const exclusion = unit.exclusions.find(({ figures }) => figures.some((figure) => this.#needed.includes(figure)));
    const cause = exclusion === undefined || isFailed(unit) ? undefined : withoutNumbers(exclusion.reason);
    this.#length = cause !== undefined && cause === this.#cause ? this.#length + 1 : 1;
    this.#cause = cause;
    if (cause === undefined || this.#length < this.#longest) return undefined;
    return `${this.#length} units in a row were excluded for the same cause, the last one: ${exclusion!.reason}`;
  }
}

function withoutNumbers(reason: string): string {
  return reason.replaceAll(/\d+(?:[.,]\d+)*/g, '#');
}
