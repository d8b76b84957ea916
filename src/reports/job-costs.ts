import { configurationName } from '../results/configuration.ts';
import { countedUnits } from './exclusions.ts';
import { perSecond } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { median } from '../statistics/median.ts';

/**
 * What the processes of jobs between topics cost: processor seconds for a million records, and memory; the broker's are
 * not part of it. Undefined where there is no such job.
 */
export function jobCosts({ units }: Pick<Result, 'units'>): string | undefined {
  const jobs = countedUnits(units).filter(({ engine }) => engine !== 'local');
  const costs = [...Map.groupBy(jobs, configurationName)].flatMap(([name, own]) => {
    const cost = costOf(own);
    return cost === '' ? [] : [`${name} ${cost}`];
  });
  if (costs.length === 0) return undefined;
  return `Processor time for a million records, and most memory, of the jobs alone: ${costs.join('; ')}.`;
}

/** Medians of the units: `310 s, 166 MB`. */
function costOf(units: readonly Unit[]): string {
  const nanos = median(units.map(({ cpuNanosPerRecord }) => cpuNanosPerRecord).filter((value) => value !== null));
  const bytes = median(units.map(({ peakRssBytes }) => peakRssBytes).filter((value) => value !== null));
  const seconds = nanos === null ? [] : [`${threeDigits(nanos / 1000)} s`];
  return [...seconds, ...(bytes === null ? [] : [`${Math.round(bytes / 1e6)} MB`])].join(', ');
}

/** `310`, `4.72`, `0.310`; whole numbers above. */
function threeDigits(value: number): string {
  return value >= 999.5 ? perSecond(value) : value.toPrecision(3);
}
