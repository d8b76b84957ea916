import { slope } from '../../statistics/slope.ts';
import { meanBounds } from '../../statistics/student-t.ts';
import type { BacklogSample } from './backlog.ts';

export type Verdict = 'yes' | 'no' | 'inconclusive';

/** The smallest growth that matters, as a share of the offered rate: half of that of a load 1 % above capacity. */
export const maxSlopeShare = 0.005;
/** Fewer samples or intervals would show the phase of the load rather than growth. */
const minSamples = 10;
/** The samples are cut into so many parts, to see how much the backlog varies by itself. */
const parts = 10;
/** A periodic load is compared by whole periods. So much may be missing of the last one, as a share of a period. */
const missingOfPeriod = 0.01;

/** What the verdict on a unit depends on. */
export interface LoadEvidence {
  readonly samples: readonly BacklogSample[];
  /** From the first to the last measured arrival. */
  readonly measuredNanos: number;
  /** Time between triggers, or the latency that micro-batches keep; 0 without either. */
  readonly intervalNanos: number;
  /** Mean time of processing and commit. */
  readonly meanInvocationNanos: number;
  /** Time between the commits of another thread; 0 if none commits. */
  readonly epochNanos: number;
  /** Mean time of that thread for a commit and for writing the rows before it. */
  readonly meanEpochWorkNanos: number;
  /** How long micro-batches take to reach their final size; see `settlingNanos` in batch-cost.ts. */
  readonly settlingNanos: number;
  /** Period of the load; 0 if it is not periodic. */
  readonly periodNanos: number;
}

/** Growth of the backlog as a share of the offered rate, with one-sided 95 % bounds, infinite if there are none. */
export interface Growth {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How fast the backlog grew, or null if the unit was too short: the slope, by least squares, of the time that the
 * record next in line has waited. At a steady rate this is the slope of the backlog as a share of the rate. Unlike
 * that, it stays 0 while healthy micro-batches take more records because the rate rises.
 *
 * The bounds come from the differences between parts of the unit, because samples of one queue are not independent:
 * with the usual error of a slope, a stable queue at a utilisation of 0.95 would seem to grow in 4 to 24 % of cases.
 */
export function growthOf(evidence: LoadEvidence): Growth | null {
  if (isTooShort(evidence)) return null;
  const means = partsOf(evidence).map(meanOf);
  const share = slope(
    means.map(({ nanos }) => nanos),
    means.map(({ waitedNanos }) => waitedNanos),
  );
  if (share === null) return null;
  const rises = means
    .slice(1)
    .map(({ nanos, waitedNanos }, index) => (waitedNanos - means[index].waitedNanos) / (nanos - means[index].nanos));
  const bounds = meanBounds(rises);
  const half = bounds === null ? Infinity : (bounds.high - bounds.low) / 2;
  return { share, low: share - half, high: share + half };
}

/**
 * Whether a unit keeps up: its backlog grows by less than a share that matters, micro-batches take no longer than their
 * interval, and the work of an epoch takes no longer than the epoch. The last two are needed because micro-batches and
 * epochs that overrun can settle at a longer time: late, but with a stable backlog.
 */
export function keepsUp(evidence: LoadEvidence): Verdict {
  const { intervalNanos, meanInvocationNanos, epochNanos, meanEpochWorkNanos, measuredNanos } = evidence;
  if (hasEnough(intervalNanos, measuredNanos) && intervalNanos > 0 && meanInvocationNanos > intervalNanos) return 'no';
  if (hasEnough(epochNanos, measuredNanos) && epochNanos > 0 && meanEpochWorkNanos > epochNanos) return 'no';
  const growth = growthOf(evidence);
  if (growth === null) return 'inconclusive';
  if (growth.high < maxSlopeShare) return 'yes';
  return growth.low > maxSlopeShare ? 'no' : 'inconclusive';
}

function isTooShort(evidence: LoadEvidence): boolean {
  return (
    evidence.samples.length < minSamples ||
    evidence.measuredNanos < evidence.settlingNanos ||
    !hasEnough(evidence.intervalNanos, evidence.measuredNanos)
  );
}

/** Enough intervals or epochs. Rounded, because the last record comes a little before the end of the last one. */
function hasEnough(lengthNanos: number, measuredNanos: number): boolean {
  return lengthNanos === 0 || Math.round(measuredNanos / lengthNanos) >= minSamples;
}

/** Consecutive samples, in ten parts; whole periods each if the load is periodic. */
function partsOf({ samples, measuredNanos, periodNanos }: LoadEvidence): BacklogSample[][] {
  if (periodNanos === 0)
    return Array.from({ length: parts }, (_, part) =>
      samples.slice((part * samples.length) / parts, ((part + 1) * samples.length) / parts),
    );
  const periods = Math.floor(measuredNanos / periodNanos + missingOfPeriod);
  const partNanos = periodNanos * Math.max(1, Math.floor(periods / parts));
  const whole = Math.floor((periods * periodNanos) / partNanos);
  const partOf = ({ nanos }: BacklogSample): number => Math.floor((nanos - samples[0].nanos) / partNanos);
  return [...Map.groupBy(samples, partOf)].filter(([part]) => part < whole).map(([, of]) => of);
}

function meanOf(samples: readonly BacklogSample[]): Pick<BacklogSample, 'nanos' | 'waitedNanos'> {
  const mean = (read: (sample: BacklogSample) => number): number =>
    samples.reduce((sum, sample) => sum + read(sample), 0) / samples.length;
  return { nanos: mean(({ nanos }) => nanos), waitedNanos: mean(({ waitedNanos }) => waitedNanos) };
}
