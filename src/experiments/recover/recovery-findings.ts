import { configurationOf, isSameConfiguration, type Configuration } from '../../results/configuration.ts';
import { counts } from '../../results/exclusion.ts';
import type { RecoverFindings } from '../../results/findings/recover.ts';
import type { ExperimentSettings } from '../settings.ts';
import { medianOf } from '../summarize.ts';
import type { FinishedUnit } from '../unit.ts';

/** How one configuration coped with the burst. */
export type ConfigurationRecovery = RecoverFindings['configurations'][number];

type UnitRecovery = ConfigurationRecovery['units'][number];
type Spread = ConfigurationRecovery['worstMicros'];

export function recoverFindings(settings: ExperimentSettings, finished: readonly FinishedUnit[]): RecoverFindings {
  const { ratePerSecond, toPerSecond, atMs, forMs } = settings.loadParameters;
  return {
    kind: 'recover',
    basePerSecond: ratePerSecond,
    peakPerSecond: toPerSecond,
    burstMs: forMs,
    fromMs: atMs,
    configurations: settings.configurations.map((configuration) => recoveryOf(configuration, finished)),
  };
}

function recoveryOf(configuration: Configuration, finished: readonly FinishedUnit[]): ConfigurationRecovery {
  const units = finished.flatMap(({ unit, report: { recovery } }): UnitRecovery[] => {
    if (!isSameConfiguration(unit, configuration) || !counts(unit, 'recovery') || recovery === null) return [];
    return [{ repetition: unit.repetition, ...recovery }];
  });
  return {
    ...configurationOf(configuration),
    worstMicros: spreadOf(units, ({ measured }) => measured.worstMicros),
    drainMicros: spreadOf(units, ({ measured }) => measured.drainMicros),
    expectedWorstMicros: spreadOf(units, ({ expected }) => expected?.worstMicros ?? null),
    expectedDrainMicros: spreadOf(units, ({ expected }) => expected?.drainMicros ?? null),
    undrained: units.filter(({ measured }) => measured.drainMicros === null).length,
    units,
  };
}

function spreadOf(units: readonly UnitRecovery[], read: (unit: UnitRecovery) => number | null): Spread {
  const values = units.map(read).filter((value) => value !== null);
  const { estimate, low, high, level } = medianOf(values);
  return { estimate, low, high, level, units: values.length };
}
