import type { UnitReport } from '../engines/unit-report.ts';

/** Measures a short unit at a rate; the units differ in their repetition. */
export type MeasureAt = (ratePerSecond: number, repetition: number) => Promise<UnitReport>;

/** An engine that does not tell its busy time is overloaded until its throughput is known, by this factor at a time. */
const climb = 8;
const maxClimbs = 6;
/** Below this share of the offered rate, the throughput is what the configuration can do. */
const fullShare = 0.9;

/**
 * A quick guess of the rate that a configuration can hold, in records/s. From the busy time of a record, of units each
 * at the rate that the one before said; or of an engine that does not tell it, from the throughput under overload.
 *
 * @param guesses units by busy time: the first one is cold
 * @returns null where the units have too few records to tell
 */
export async function quickGuess(
  measureAt: MeasureAt,
  firstRatePerSecond: number,
  guesses: number,
): Promise<number | null> {
  let rate = firstRatePerSecond;
  for (let unit = 0; unit < Math.max(guesses, maxClimbs); unit++) {
    const report = await measureAt(rate, unit);
    if (report.local === null) {
      const throughput = report.throughput ?? 0;
      if (throughput > 0 && throughput < fullShare * rate) return throughput;
      rate *= climb;
      continue;
    }
    const capacity = busyCapacity(report);
    if (capacity === null) return null;
    rate = capacity;
    if (unit + 1 >= guesses) return rate;
  }
  return rate;
}

/** Records per second of busy time, less what measuring takes; null where that is not known. */
function busyCapacity({ local }: Pick<UnitReport, 'local'>): number | null {
  const busyNanos = local?.busyNanosPerRecord ?? null;
  return busyNanos === null ? null : (1e9 / busyNanos) * (1 - (local?.harnessShare ?? 0));
}
