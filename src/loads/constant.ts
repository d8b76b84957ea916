import { ofThisThread, rateParameter, requireRate, type Load, type LoadEntry, type LoadOptions } from './load.ts';

/**
 * Evenly spaced records: record i arrives at (i + ½)/rate. Each arrival is rounded by itself, because a sum of rounded
 * gaps would drift. The half keeps arrivals from coinciding with triggers.
 */
export function constant(options: Pick<LoadOptions, 'ratePerSecond'>): Load {
  const ratePerSecond = requireRate('constant', options.ratePerSecond);
  const arrivalNanos = (index: number): number => Math.round(((index + 0.5) * 1e9) / ratePerSecond);
  return {
    kind: 'constant',
    arrivalsNanos(durationNanos, _seed, allocate = ofThisThread) {
      // One more than should fit: after rounding there may be one too many, never one too few.
      let count = Math.ceil((durationNanos / 1e9) * ratePerSecond) + 1;
      while (count > 0 && arrivalNanos(count - 1) >= durationNanos) count--;
      const arrivals = allocate(count);
      for (let index = 0; index < count; index++) arrivals[index] = arrivalNanos(index);
      return arrivals;
    },
  };
}

export const constantLoad: LoadEntry = {
  describe: 'evenly spaced records, at the rate given',
  parameters: [rateParameter],
  create: constant,
};
