import { StreamBenchError } from '../../errors.ts';
import { isSameConfiguration, type Configuration } from '../../results/configuration.ts';
import { counts } from '../../results/exclusion.ts';
import { perSecond } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import { loopRemedy, type MostRecords } from '../most-records.ts';
import type { ExperimentSettings } from '../settings.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** One configuration at one offered rate. */
export interface GridPoint {
  readonly configuration: Configuration;
  readonly ratePerSecond: number;
}

/** A p99 needs 1000 records with an effect. With fewer records in the unit than this, it may not exist. */
const recordsForP99 = 1250;
/** At a low rate units are longer, for their p99, by at most this factor. At still lower rates they have no p99. */
const maxStretch = 4;

/** Ordered by rate, then by configuration, so that units that are compared follow each other. */
export function gridOf(configurations: readonly Configuration[], rates: readonly number[]): GridPoint[] {
  return rates.flatMap((ratePerSecond) => configurations.map((configuration) => ({ configuration, ratePerSecond })));
}

/** The settings of the units at one rate. At a low rate they are longer, unless the user gave a duration. */
export function settingsAt(
  settings: SweepSettings,
  ratePerSecond: number,
): ExperimentSettings & { readonly durationMs: number } {
  const { durationMs, isDurationGiven } = settings;
  const neededMs = Math.ceil((recordsForP99 / ratePerSecond) * 1000);
  const stretchedMs = Math.min(Math.max(durationMs, neededMs), maxStretch * durationMs);
  return { ...settings, ratePerSecond, durationMs: isDurationGiven ? durationMs : stretchedMs };
}

/** The length of all units, in milliseconds; null where low rates have longer units. */
export function commonDurationMs(settings: SweepSettings, rates: readonly number[]): number | null {
  const durations = new Set(rates.map((rate) => settingsAt(settings, rate).durationMs));
  return durations.size === 1 ? [...durations][0] : null;
}

/** Throws a StreamBenchError where a unit would have more records than an engine takes, or than there are. */
export function checkGrid(settings: SweepSettings, rates: readonly number[], most: MostRecords): void {
  for (const rate of rates) {
    const { durationMs, warmUpMs } = settingsAt(settings, rate);
    const records = ((warmUpMs + durationMs) / 1000) * rate;
    if (records <= most.count) continue;
    const unit = `at ${perSecond(rate)} records/s a unit would have ${perSecond(Math.round(records))} records`;
    const lower = 'Lower --rates or --duration';
    if (most.recording === null) {
      const what = `${unit}, and at most ${perSecond(most.count)} fit in memory`;
      throw new StreamBenchError({ kind: 'input', what, remedy: `${lower}.` });
    }
    const fill = most.fillRecords === 0 ? '' : ' besides those that fill windows';
    const what = `${unit}, and the recording has ${perSecond(most.count)}${fill}`;
    throw new StreamBenchError({ kind: 'input', where: most.recording, what, remedy: loopRemedy(lower) });
  }
}

/** Where the backlog grows by more than this share of the rate, the unit is far from keeping up. */
const clearGrowth = 0.1;
/** More than one, because a single unit may have been disturbed by the machine. */
const minClearUnits = 2;

/**
 * Whether the configuration surely does not keep up here: at lower rates at least two of its units were clearly
 * overloaded, and no unit of the same rate was otherwise.
 */
export function isHopeless({ configuration, ratePerSecond }: GridPoint, units: readonly Unit[]): boolean {
  const own = units.filter((unit) => counts(unit, 'keepsUp') && isSameConfiguration(unit, configuration));
  const lower = own.filter(({ offeredRate }) => offeredRate! < ratePerSecond);
  const byRate = [...Map.groupBy(lower, ({ offeredRate }) => offeredRate).values()];
  return byRate.filter((some) => some.every(isOverloaded)).flat().length >= minClearUnits;
}

function isOverloaded({ keepsUp, backlog }: Unit): boolean {
  return keepsUp === 'no' && backlog.slopeShare !== null && backlog.slopeShare > clearGrowth;
}
