import { maxRecords } from '../../engines/local/prepare.ts';
import { StreamBenchError } from '../../errors.ts';
import { perSecond } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import type { Configuration, RunSettings } from '../settings.ts';
import { isOf } from '../summarize.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** One configuration at one offered rate. */
export interface GridPoint {
  readonly configuration: Configuration;
  readonly ratePerSecond: number;
}

/** Records of a unit below which a p99 of those with an effect may not exist; 1000 are needed. */
const recordsForP99 = 1250;
/** A low rate may make a unit so many times as long, for its p99; beyond that it goes without. */
const maxStretch = 4;

/** The rates outside, ascending, and the configurations within: units that are compared come one after the other. */
export function gridOf(configurations: readonly Configuration[], rates: readonly number[]): GridPoint[] {
  return rates.flatMap((ratePerSecond) => configurations.map((configuration) => ({ configuration, ratePerSecond })));
}

/** What the units of one rate have in common. Unless the user said how long they are, at a low rate they are longer, so that a p99 exists. */
export function settingsAt(
  settings: SweepSettings,
  ratePerSecond: number,
): RunSettings & { readonly durationMs: number } {
  const { durationMs, isDurationGiven } = settings;
  const neededMs = Math.ceil((recordsForP99 / ratePerSecond) * 1000);
  const stretchedMs = Math.min(Math.max(durationMs, neededMs), maxStretch * durationMs);
  return { ...settings, ratePerSecond, durationMs: isDurationGiven ? durationMs : stretchedMs };
}

/** The length of all units, in milliseconds; null where low rates have longer ones. */
export function commonDurationMs(settings: SweepSettings, rates: readonly number[]): number | null {
  const durations = new Set(rates.map((rate) => settingsAt(settings, rate).durationMs));
  return durations.size === 1 ? [...durations][0] : null;
}

/** Throws where the records of a unit would not fit in memory, before any is measured. */
export function checkGrid(settings: SweepSettings, rates: readonly number[]): void {
  for (const rate of rates) {
    const { durationMs, warmUpMs } = settingsAt(settings, rate);
    const records = ((warmUpMs + durationMs) / 1000) * rate;
    if (records <= maxRecords) continue;
    throw new StreamBenchError({
      kind: 'input',
      what: `at ${perSecond(rate)} records/s a unit would have ${perSecond(records)} records, and at most ${perSecond(maxRecords)} fit in memory`,
      remedy: 'Lower --rates or --duration.',
    });
  }
}

/** A backlog that grows by this share of the rate is far from being kept up with. */
const clearGrowth = 0.1;
/** One unit may have met a machine that was busy with something else. */
const minClearUnits = 2;

/** The configuration surely cannot keep up here: all its units at lower rates failed clearly, at each rate that counts. */
export function isHopeless({ configuration, ratePerSecond }: GridPoint, units: readonly Unit[]): boolean {
  const lower = units.filter(
    (run) => run.status === 'valid' && run.offeredRate! < ratePerSecond && isOf(run, configuration),
  );
  const failed = [...Map.groupBy(lower, ({ offeredRate }) => offeredRate).values()].filter((units) =>
    units.every(failedClearly),
  );
  return failed.flat().length >= minClearUnits;
}

function failedClearly({ sustained, backlog }: Unit): boolean {
  return sustained === 'no' && backlog.slopeShare !== null && backlog.slopeShare > clearGrowth;
}
