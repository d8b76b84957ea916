import { rateParameter, requireRate, type Load, type LoadEntry, type LoadOptions } from './load.ts';

/**
 * Evenly spaced: record i arrives at (i + ½)/rate. Each arrival is rounded by itself, since a sum of
 * rounded gaps drifts; the half keeps arrivals off the grid of the triggers.
 */
export function constant(options: Pick<LoadOptions, 'ratePerSecond'>): Load {
  const ratePerSecond = requireRate('constant', options.ratePerSecond);
  const arrivalNanos = (index: number): number => Math.round(((index + 0.5) * 1e9) / ratePerSecond);
  return {
    kind: 'constant',
    arrivalsNanos(durationNanos) {
      // One more than fit, so that rounding can only make it too many.
      let count = Math.ceil((durationNanos / 1e9) * ratePerSecond) + 1;
      while (count > 0 && arrivalNanos(count - 1) >= durationNanos) count--;
      const arrivals = new Float64Array(count);
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
