import type { UnitReport } from '../engines/unit-report.ts';
import { unitSpec, type Conditions } from '../engines/unit-spec.ts';
import type { Configuration } from '../results/configuration.ts';
import { fallsBehind } from './glance.ts';
import { measureToEnd, type MeasureUnit } from './tools.ts';

/** Measures a short unit at a rate; the units differ in their repetition. */
export type MeasureAt = (ratePerSecond: number, repetition: number) => Promise<UnitReport>;

/** @param conditions whose rate does not matter */
export function unitsAtRates(measure: MeasureUnit, conditions: Conditions, configuration: Configuration): MeasureAt {
  return async (ratePerSecond, repetition) => {
    const spec = unitSpec({ ...conditions, ratePerSecond }, configuration, repetition);
    return (await measureToEnd(measure, spec)).report;
  };
}

/** Factor from one rate to the next, until one rate is taken in full and another is too high. */
const leap = 8;
const maxUnits = 12;

/** The range of rates, and the units: how long, how many, and the interval of their micro-batches. */
export interface GuessBounds {
  readonly durationMs: number;
  readonly intervalMs: number | null;
  readonly firstRate: number;
  /** At this rate a unit has as many records as its engine can take. */
  readonly highestRate: number;
  /** Units measured by busy time. More than one, because the code of the first is cold. */
  readonly guesses: number;
}

/**
 * A quick guess of the highest rate that a configuration keeps up with, in records/s. It comes from the busy time per
 * record: each unit is measured at the rate that the unit before suggested. Where the engine does not report busy time,
 * it comes from the throughput under overload.
 *
 * @returns null where the units have too few records for a guess
 */
export async function quickGuess(measureAt: MeasureAt, bounds: GuessBounds): Promise<number | null> {
  const { highestRate, guesses } = bounds;
  let rate = Math.min(bounds.firstRate, highestRate);
  for (let unit = 0; unit < guesses; unit++) {
    const report = await measureAt(rate, unit);
    if (report.local === null) return guessByThroughput(measureAt, report, { ...bounds, firstRate: rate });
    const capacity = busyCapacity(report);
    if (capacity === null || unit + 1 === guesses) return capacity;
    rate = Math.min(capacity, highestRate);
  }
  return null;
}

/** Raises the rate while a unit takes all records offered; lowers it where no record came out in time. */
async function guessByThroughput(
  measureAt: MeasureAt,
  first: UnitReport,
  { firstRate, highestRate, intervalMs, durationMs }: GuessBounds,
): Promise<number | null> {
  let [full, late] = [0, Infinity];
  let [report, rate] = [first, firstRate];
  for (let unit = 1; ; unit++) {
    const throughput = report.throughput ?? 0;
    const isLate = fallsBehind(report, rate, intervalMs, durationMs);
    if (isLate && throughput > 0) return throughput;
    if (isLate) late = rate;
    else full = rate;
    if (full === highestRate || unit === maxUnits) return full || null;
    rate = between(full, late, highestRate);
    report = await measureAt(rate, unit);
  }
}

function between(full: number, late: number, highestRate: number): number {
  if (late === Infinity) return Math.min(full * leap, highestRate);
  return full === 0 ? late / leap : Math.sqrt(full * late);
}

/** Records per second of busy time, less the share that measuring takes; null where busy time is unknown. */
function busyCapacity({ local }: Pick<UnitReport, 'local'>): number | null {
  const busyNanos = local?.busyNanosPerRecord ?? null;
  return busyNanos === null ? null : (1e9 / busyNanos) * (1 - (local?.harnessShare ?? 0));
}
