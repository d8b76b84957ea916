import { InvalidArgumentError } from 'commander';
import { percentiles, type Objective } from '../../experiments/objective.ts';
import { nameAndValue, parseDurationMs, parseFiniteRate } from './quantity.ts';

type Percentile = keyof typeof percentiles;

const names = Object.keys(percentiles) as Percentile[];
/** All percentiles, as users write them: `p50, p90, p99, p99.9`. */
export const percentileList = names.map(written).join(', ');

/** Parses a limit on a percentile of latency, such as `p99=50ms`. */
export function parseObjective(text: string): Objective {
  const parts = nameAndValue(text);
  if (parts === undefined) {
    throw new InvalidArgumentError('An objective is a percentile and a limit, such as p99=50ms.');
  }
  const { name, value: limit } = parts;
  const percentile = names.find((known) => known === name || written(known) === name);
  if (percentile === undefined)
    throw new InvalidArgumentError(`'${name}' is not a measured percentile. Choose ${percentileList}.`);
  const limitMicros = parseDurationMs(limit) * 1000;
  if (limitMicros === 0) throw new InvalidArgumentError('The limit must be above 0, such as p99=50ms.');
  return { percentile, limitMicros, text: text.replaceAll(/\s/g, '') };
}

/** A limit on a percentile of latency at a rate, in records per second. */
export interface ObjectiveAtRate extends Objective {
  readonly ratePerSecond: number;
}

/** Parses such as `p99=20ms@50k`. */
export function parseObjectiveAtRate(text: string): ObjectiveAtRate {
  const [objective, rate, ...more] = text.split('@');
  if (rate === undefined || more.length > 0)
    throw new InvalidArgumentError('An objective is a percentile, a limit and a rate, such as p99=20ms@50k.');
  return { ...parseObjective(objective), ratePerSecond: parseFiniteRate(rate) };
}

function written(percentile: Percentile): string {
  return percentile === 'p999' ? 'p99.9' : percentile;
}
