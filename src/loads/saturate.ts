import { StreamBenchError } from '../errors.ts';
import type { Load, LoadEntry, LoadOptions } from './load.ts';

/** All records arrive at the start, whatever the duration. Shows the highest throughput, not latency. */
export function saturate(options: Pick<LoadOptions, 'count'>): Load {
  const count = requireCount(options.count);
  return {
    kind: 'saturate',
    arrivalsNanos: () => new Float64Array(count),
  };
}

export const saturateLoad: LoadEntry = {
  describe: 'all records at once (--rate max), to see how fast they are processed',
  parameters: [],
  create: saturate,
};

function requireCount(count: number | undefined): number {
  if (count !== undefined && Number.isSafeInteger(count) && count > 0) return count;
  throw new StreamBenchError({
    kind: 'input',
    what: count === undefined ? 'no number of records is given' : `${count} is not a number of records`,
    where: `load 'saturate'`,
    remedy: 'Give a whole number of records above 0, such as 1000000.',
  });
}
