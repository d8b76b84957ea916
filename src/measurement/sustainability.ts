import { slope } from '../statistics/slope.ts';
import type { BacklogSample } from './backlog.ts';

export type Verdict = 'yes' | 'no' | 'inconclusive';

/** The smallest growth that matters, as a share of the offered rate: half of what 1 % too much load makes. */
export const maxSlopeShare = 0.005;
/** A judgement from fewer samples would be one on the phase of the load. */
const minSamples = 10;

/** Growth of the backlog in records per second, by least squares, as a share of the offered rate; null for too few samples. */
export function slopeShare(samples: readonly BacklogSample[], ratePerSecond: number): number | null {
  if (samples.length < minSamples) return null;
  const perSecond = slope(
    samples.map(({ nanos }) => nanos / 1e9),
    samples.map(({ records }) => records),
  );
  return perSecond === null ? null : perSecond / ratePerSecond;
}

/**
 * Whether one run kept up: its backlog did not grow by a share that matters and, where there is an interval, its
 * micro-batches took no longer than that. The second is needed because micro-batches that catch up can settle
 * above their interval, late but stable. `meanInvocationNanos` is processing and commit.
 */
export function keptUp(share: number | null, meanInvocationNanos: number, intervalNanos: number): Verdict {
  if (intervalNanos > 0 && meanInvocationNanos > intervalNanos) return 'no';
  if (share === null) return 'inconclusive';
  return share < maxSlopeShare ? 'yes' : 'no';
}
