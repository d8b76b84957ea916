import { perSecond } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { median } from '../statistics/median.ts';
import { countedUnits } from './exclusions.ts';

/** What the processes of a job between topics cost, as medians of the units that count; the broker's are not part. */
export interface JobCost {
  /** Processor time for a million records: `310 s`. Null where it is unknown. */
  readonly processorTime: string | null;
  /** Most memory at a time: `166 MB`. Null where it is unknown. */
  readonly memory: string | null;
}

export function jobCost(units: readonly Unit[]): JobCost {
  const counted = countedUnits(units);
  const nanos = median(counted.map(({ cpuNanosPerRecord }) => cpuNanosPerRecord).filter((value) => value !== null));
  const bytes = median(counted.map(({ peakRssBytes }) => peakRssBytes).filter((value) => value !== null));
  return {
    processorTime: nanos === null ? null : `${threeDigits(nanos / 1000)} s`,
    memory: bytes === null ? null : `${Math.round(bytes / 1e6)} MB`,
  };
}

/** What the costs of a table are; undefined where all of its units are of the local engine. */
export function costLegend({ units }: Pick<Result, 'units'>): string | undefined {
  const engines = new Set(units.map(({ engine }) => engine));
  const hasLocal = engines.delete('local');
  if (engines.size === 0) return undefined;
  const ofLocal = hasLocal ? '; of the local engine, the share of the time that it is busy' : '';
  return `Cost: processor time for a million records and most memory of the job alone${ofLocal}.`;
}

/** `310`, `4.72`, `0.310`; whole numbers above. */
function threeDigits(value: number): string {
  return value >= 999.5 ? perSecond(value) : value.toPrecision(3);
}
