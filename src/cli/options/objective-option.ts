import { InvalidArgumentError } from 'commander';
import { percentiles, type Objective } from '../../experiments/objective.ts';
import { parseDurationMs } from './quantity.ts';

/** `p99=50ms`: at most so much latency at this percentile. */
export function parseObjective(text: string): Objective {
  const [, name, limit] = /^\s*([^=\s]+)\s*=\s*([^=]+)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('An objective is a percentile and a limit, such as p99=50ms.');
  const percentile = (Object.keys(percentiles) as (keyof typeof percentiles)[]).find(
    (known) => known === name || (name === 'p99.9' && known === 'p999'),
  );
  if (percentile === undefined)
    throw new InvalidArgumentError(`'${name}' is no percentile that is measured: use p50, p90, p99 or p99.9.`);
  const limitMicros = parseDurationMs(limit) * 1000;
  if (limitMicros === 0) throw new InvalidArgumentError('No latency is 0: give a limit above it, such as p99=50ms.');
  return { percentile, limitMicros, text: text.replaceAll(/\s/g, '') };
}
