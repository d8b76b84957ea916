import { InvalidArgumentError } from 'commander';
import type { Precision } from '../../experiments/run/precision.ts';
import { metrics } from '../../results/metrics.ts';
import { nameAndValue, parseShare } from './quantity.ts';

/** The value of `--precision`. */
export type PrecisionOption = Pick<Precision, 'metric' | 'share'>;

/** Those of a run that are latencies, by the name that users write. */
const latencies = new Map(
  Object.entries(metrics)
    .filter(([, { unit }]) => unit === 'microseconds')
    .map(([metric, { label }]) => [label, metric]),
);
const labels = [...latencies.keys()].join(', ');

/** Parses a latency and half the width of its interval, such as `p99=5%`. */
export function parsePrecision(text: string): PrecisionOption {
  const parts = nameAndValue(text);
  if (parts === undefined) {
    throw new InvalidArgumentError('A precision is a latency and a share of it, such as p99=5%.');
  }
  const { name: label, value: width } = parts;
  const metric = latencies.get(label);
  if (metric === undefined) throw new InvalidArgumentError(`'${label}' is not a latency of a run. Choose ${labels}.`);
  const share = parseShare(width);
  if (share === 0 || share === 1)
    throw new InvalidArgumentError('The share is above 0 and below 100%, such as p99=5%.');
  return { metric, share };
}
