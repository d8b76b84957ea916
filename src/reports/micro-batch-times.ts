import { configurationName } from '../results/configuration.ts';
import { pointKey } from '../results/measured-point.ts';
import { micros, perSecond } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import type { MicroBatches, Unit } from '../results/unit.ts';
import { median } from '../statistics/median.ts';
import { countedUnits } from './exclusions.ts';

type Part = keyof MicroBatches['medianMs'];

/** In the order in which a micro-batch passes through them. */
const parts: readonly Part[] = ['latestOffset', 'walCommit', 'queryPlanning', 'addBatch', 'commitOffsets'];

/** Where Spark's micro-batches spend their time, by what it says itself; undefined where it says nothing. */
export function microBatchTimes({ units }: Pick<Result, 'units'>): string | undefined {
  const telling = countedUnits(units).filter(({ microBatches }) => microBatches !== undefined);
  if (telling.length === 0) return undefined;
  const hasRates = new Set(telling.map(({ offeredRate }) => offeredRate)).size > 1;
  const points = [...Map.groupBy(telling, pointKey).values()].map((own) => {
    const rate = hasRates ? ` at ${rateOf(own[0])}` : '';
    return `${configurationName(own[0])}${rate} ${timesOf(own)}`;
  });
  return `Where Spark's micro-batches spend their time, by its own account, as medians: ${points.join('; ')}.`;
}

function rateOf({ offeredRate }: Unit): string {
  return offeredRate === null ? 'all at once' : `${perSecond(offeredRate)} records/s`;
}

/** `166 ms (latestOffset 3.0 ms, … addBatch 70 ms)`: medians of the units. */
function timesOf(units: readonly Unit[]): string {
  const whole = partOf(units, 'triggerExecution');
  const known = parts.flatMap((part) => {
    const text = partOf(units, part);
    return text === undefined ? [] : [`${part} ${text}`];
  });
  return `${whole ?? 'unknown'} (${known.join(', ')})`;
}

function partOf(units: readonly Unit[], part: Part): string | undefined {
  const ms = median(units.flatMap(({ microBatches }) => microBatches?.medianMs[part] ?? []));
  return ms === null ? undefined : micros(ms * 1000);
}
