import { medianInterval } from './median-interval.ts';
import { median } from './median.ts';

export interface MedianSpread {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Null where `low` and `high` are the smallest and the largest value, because there are too few for an interval. */
  readonly level: number | null;
}

/** The median with its interval, or with the smallest and the largest value. Null without values. */
export function medianSpread(values: readonly number[]): MedianSpread | null {
  const estimate = median(values);
  if (estimate === null) return null;
  const range = medianInterval(values) ?? { low: Math.min(...values), high: Math.max(...values), level: null };
  return { estimate, ...range };
}
