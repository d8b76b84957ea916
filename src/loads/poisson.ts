import { arrivalStream, uniform } from '../random/random.ts';
import { ofThisThread, rateParameter, requireRate, type Load, type LoadEntry, type LoadOptions } from './load.ts';

/**
 * A Poisson process: independent arrivals, as of many users who do not know of each other. Gaps are exponential, and
 * gap i is a function of the seed and i. Their sum is kept unrounded, so that it does not drift. Jitter around an even
 * grid would look as random, but cause far less queueing.
 */
export function poisson(options: Pick<LoadOptions, 'ratePerSecond'>): Load {
  const ratePerSecond = requireRate('poisson', options.ratePerSecond);
  const meanGapNanos = 1e9 / ratePerSecond;
  return {
    kind: 'poisson',
    arrivalsNanos(durationNanos, seed, allocate = ofThisThread) {
      const gap = (index: number): number => -Math.log(uniform(seed, index, arrivalStream)) * meanGapNanos;
      // Counted first: an array that turns out to be too short would have to be copied.
      let count = 0;
      for (let sumNanos = gap(0); Math.round(sumNanos) < durationNanos; sumNanos += gap(count)) count++;
      const arrivals = allocate(count);
      for (let index = 0, sumNanos = 0; index < count; index++) arrivals[index] = Math.round((sumNanos += gap(index)));
      return arrivals;
    },
  };
}

export const poissonLoad: LoadEntry = {
  describe: 'independent records with exponential gaps, at the rate given on average',
  parameters: [rateParameter],
  create: poisson,
};
