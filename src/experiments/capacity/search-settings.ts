import { highestRate } from '../../engines/highest-rate.ts';
import type { Unit } from '../../results/unit.ts';
import type { Probe, Rules } from './probe.ts';

/** A unit that a search asks for. */
export interface UnitQuestion {
  readonly ratePerSecond: number;
  readonly durationMs: number;
}

export interface SearchSettings extends Rules {
  /** The rate of the first unit, in records/s. */
  readonly startRate: number;
  /** Length of the measured period of the units that count. */
  readonly durationMs: number;
  /** Length of the measured period of the units that only show where to look. */
  readonly glanceMs: number;
  readonly warmUpMs: number;
  /** Most records of one unit, its warm-up included. */
  readonly maxRecords: number;
  /** The highest rate at which a unit can be measured, whatever its length; it may become known on the way. */
  readonly highestPerSecond: () => number;
  /** Number of units that have to count. */
  readonly units: number;
}

/** A unit with fewer records is of no use. */
const fewestRecords = 5;

/** The lowest rate of a unit, however slow the records are. */
export function lowestRate({ durationMs }: SearchSettings): number {
  return (fewestRecords * 1000) / durationMs;
}

/** The rate, or the nearest one at which a unit of this length has neither too few records nor too many. */
export function measurable(ratePerSecond: number, durationMs: number, settings: SearchSettings): number {
  return Math.min(
    settings.highestPerSecond(),
    highestRate(settings.maxRecords, settings, durationMs),
    Math.max(lowestRate(settings), ratePerSecond),
  );
}

/** A part of a search: asks for units, adds them to `probes`, and returns a conclusion. */
export type SearchPart<Conclusion> = Generator<UnitQuestion, Conclusion, Unit>;

/** Asks for one unit that does not count. */
export function* glance(probes: Probe[], ratePerSecond: number, durationMs: number): SearchPart<Unit> {
  const unit = yield { ratePerSecond, durationMs };
  probes.push({ ratePerSecond, counts: false, unit });
  return unit;
}
