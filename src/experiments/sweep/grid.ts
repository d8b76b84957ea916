import { StreamBenchError } from '../../errors.ts';
import { isSameConfiguration, type Configuration } from '../../results/configuration.ts';
import { counts } from '../../results/exclusion.ts';
import { perSecond } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import type { ExperimentSettings } from '../settings.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** One configuration at one offered rate. */
export interface GridPoint {
  readonly configuration: Configuration;
  readonly ratePerSecond: number;
}

/** Records of a unit below which a p99 of those with an effect may not exist: it needs 1000 of these. */
const recordsForP99 = 1250;
/** At a low rate a unit may take so many times as long, for its p99. At a lower rate it has none. */
const maxStretch = 4;

/** The rates outside, ascending, and the configurations within: units that are compared come one after the other. */
export function gridOf(configurations: readonly Configuration[], rates: readonly number[]): GridPoint[] {
  return rates.flatMap((ratePerSecond) => configurations.map((configuration) => ({ configuration, ratePerSecond })));
}

/** What the units of one rate have in common. At a low rate they are longer, unless the user said how long they are. */
export function settingsAt(
  settings: SweepSettings,
  ratePerSecond: number,
): ExperimentSettings & { readonly durationMs: number } {
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

/** Throws where a unit would have more records than an engine takes, before any is measured. */
export function checkGrid(settings: SweepSettings, rates: readonly number[], maxRecords: number): void {
  for (const rate of rates) {
    const { durationMs, warmUpMs } = settingsAt(settings, rate);
    const records = ((warmUpMs + durationMs) / 1000) * rate;
    if (records <= maxRecords) continue;
    const unit = `at ${perSecond(rate)} records/s a unit would have ${perSecond(records)} records`;
    const what = `${unit}, and at most ${perSecond(maxRecords)} fit in memory`;
    throw new StreamBenchError({ kind: 'input', what, remedy: 'Lower --rates or --duration.' });
  }
}

/** A backlog that grows by this share of the rate is far from being kept up with. */
const clearGrowth = 0.1;
/** One unit may have met a machine that was busy with something else. */
const minClearUnits = 2;

/**
 * The configuration surely cannot keep up here: at some lower rates all its units clearly did not, two or more in all.
 */
export function isHopeless({ configuration, ratePerSecond }: GridPoint, units: readonly Unit[]): boolean {
  const own = units.filter((unit) => counts(unit, 'keepsUp') && isSameConfiguration(unit, configuration));
  const lower = own.filter(({ offeredRate }) => offeredRate! < ratePerSecond);
  const byRate = [...Map.groupBy(lower, ({ offeredRate }) => offeredRate).values()];
  return byRate.filter((some) => some.every(failedClearly)).flat().length >= minClearUnits;
}

function failedClearly({ keepsUp, backlog }: Unit): boolean {
  return keepsUp === 'no' && backlog.slopeShare !== null && backlog.slopeShare > clearGrowth;
}
