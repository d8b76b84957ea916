import type { UnitReport } from '../engines/unit-report.ts';

/** Measures a short unit at a rate; the units differ in their repetition. */
export type MeasureAt = (ratePerSecond: number, repetition: number) => Promise<UnitReport>;

/** From one unit to the next, until one is too fast or too slow. */
const leap = 8;
const maxUnits = 12;
/** Below this share of the offered rate, the throughput is what the configuration can do. */
const fullShare = 0.9;

/** Where to guess from, and how far to go. */
export interface GuessBounds {
  readonly firstRate: number;
  /** At which a unit has as many records as its engine takes. */
  readonly highestRate: number;
  /** Units by busy time: the first one is cold. */
  readonly guesses: number;
}

/**
 * A quick guess of the rate that a configuration can hold, in records/s. From the busy time of a record, of units each
 * at the rate that the one before said; or of an engine that does not tell it, from the throughput under overload.
 *
 * @returns null where the units have too few records to tell
 */
export async function quickGuess(measureAt: MeasureAt, bounds: GuessBounds): Promise<number | null> {
  const { highestRate, guesses } = bounds;
  let rate = Math.min(bounds.firstRate, highestRate);
  for (let unit = 0; unit < guesses; unit++) {
    const report = await measureAt(rate, unit);
    if (report.local === null) return guessByThroughput(measureAt, report, rate, highestRate);
    const capacity = busyCapacity(report);
    if (capacity === null || unit + 1 === guesses) return capacity;
    rate = Math.min(capacity, highestRate);
  }
  return null;
}

/** Up as long as a unit takes all that is offered, down where no record came out in time. */
async function guessByThroughput(
  measureAt: MeasureAt,
  first: UnitReport,
  firstRate: number,
  highestRate: number,
): Promise<number | null> {
  let [full, late] = [0, Infinity];
  let [report, rate] = [first, firstRate];
  for (let unit = 1; ; unit++) {
    const throughput = report.throughput ?? 0;
    const isLate = report.keepsUp === 'no' || throughput < fullShare * rate;
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

/** Records per second of busy time, less what measuring takes; null where that is not known. */
function busyCapacity({ local }: Pick<UnitReport, 'local'>): number | null {
  const busyNanos = local?.busyNanosPerRecord ?? null;
  return busyNanos === null ? null : (1e9 / busyNanos) * (1 - (local?.harnessShare ?? 0));
}
