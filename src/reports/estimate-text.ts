import type { Metric } from '../results/metrics.ts';
import { micros, microsRange, percent, perSecond, processorSeconds, range } from '../results/quantity.ts';
import type { Summary } from '../results/summary.ts';

interface Estimate extends Pick<Summary, 'estimate' | 'low' | 'high'> {
  /** Where it is unknown, but is above this. */
  readonly above?: number | undefined;
}

/** `28 µs (16–32)`: the estimate and its spread, where there is one; `> 73,000` where it is only known to be above. */
export function estimateText(row: Estimate | undefined, unit: Metric['unit']): string {
  if (row?.above !== undefined) return `> ${figureText(row.above, unit)}`;
  if (row === undefined || row.estimate === null) return '–';
  const estimate = figureText(row.estimate, unit);
  const { low, high } = row;
  if (low === null || high === null || low === high) return estimate;
  return `${estimate} (${spreadText(row.estimate, low, high, unit)})`;
}

function figureText(value: number, unit: Metric['unit']): string {
  switch (unit) {
    case 'microseconds':
      return micros(value);
    case 'share':
      return percent(value);
    case 'records per second':
      return perSecond(value);
    case 'seconds per million records':
      return processorSeconds(value);
  }
}

/** In the unit of the estimate, if it fits in nine characters; else each bound in its own unit. */
function spreadText(estimate: number, low: number, high: number, unit: Metric['unit']): string {
  switch (unit) {
    case 'microseconds':
      return microsRange(low, high, estimate, 9).replace('\n', '');
    case 'share':
      return range(low * 100, high * 100, 9).replace('\n', '');
    case 'records per second':
      return `${perSecond(low)}–${perSecond(high)}`;
    case 'seconds per million records':
      return `${processorSeconds(low).slice(0, -2)}–${processorSeconds(high).slice(0, -2)}`;
  }
}
