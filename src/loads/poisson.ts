import { arrivalStream, uniform } from '../random/random.ts';
import { rateParameter, requireRate, type Load, type LoadEntry, type LoadOptions } from './load.ts';

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
    arrivalsNanos(durationNanos, seed) {
      let arrivals = new Float64Array(Math.ceil(durationNanos / meanGapNanos) + 1);
      let sumNanos = 0;
      for (let index = 0; ; index++) {
        sumNanos -= Math.log(uniform(seed, index, arrivalStream)) * meanGapNanos;
        const arrival = Math.round(sumNanos);
        if (arrival >= durationNanos) return resized(arrivals, index);
        if (index === arrivals.length) arrivals = resized(arrivals, Math.ceil(index * 1.1) + 1);
        arrivals[index] = arrival;
      }
    },
  };
}

export const poissonLoad: LoadEntry = {
  describe: 'independent records with exponential gaps, at the rate given on average',
  parameters: [rateParameter],
  create: poisson,
};

function resized(values: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(values.buffer.transfer(length * values.BYTES_PER_ELEMENT));
}
