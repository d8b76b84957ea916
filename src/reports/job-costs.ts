import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { median } from '../statistics/median.ts';
import { countedUnits } from './exclusions.ts';

/** Most memory at a time of the processes of a job between topics: `166 MB`. Null where it is unknown. */
export function jobMemory(units: readonly Unit[]): string | null {
  const known = countedUnits(units).map(({ peakRssBytes }) => peakRssBytes);
  const bytes = median(known.filter((value) => value !== null));
  return bytes === null ? null : `${Math.round(bytes / 1e6)} MB`;
}

/** What the costs of a table are; undefined where all of its units are of the local engine. */
export function costLegend({ units }: Pick<Result, 'units'>): string | undefined {
  const engines = new Set(units.map(({ engine }) => engine));
  const hasLocal = engines.delete('local');
  if (engines.size === 0) return undefined;
  const ofLocal = hasLocal ? '; of the local engine, the share of the time that it is busy' : '';
  return `Cost: processor time for a million records and most memory of the job alone${ofLocal}.`;
}
