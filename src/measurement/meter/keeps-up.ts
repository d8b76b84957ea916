import { slope } from '../../statistics/slope.ts';
import { meanBounds } from '../../statistics/student-t.ts';
import type { BacklogSample } from './backlog.ts';

export type Verdict = 'yes' | 'no' | 'inconclusive';

/** The smallest growth that matters, as a share of the offered rate: half of what 1 % too much load makes. */
export const maxSlopeShare = 0.005;
/** A judgement from fewer samples, or fewer intervals, would be one on the phase of the load. */
const minSamples = 10;
/** Into so many parts a run is cut to see how much its backlog wanders by itself. */
const parts = 10;
/** Of a load that repeats itself no period is compared with another one's part; this much may be missing of the last one. */
const missingOfPeriod = 0.01;

/** What a run's verdict rests on. */
export interface LoadEvidence {
  readonly samples: readonly BacklogSample[];
  /** From the first measured arrival to the last one. */
  readonly measuredNanos: number;
  /** Time between triggers; 0 where there are none. */
  readonly intervalNanos: number;
  /** Processing and commit, on average. */
  readonly meanInvocationNanos: number;
  /** Time between the commits of another thread; 0 where none commits. */
  readonly epochNanos: number;
  /** What that thread spends on one commit and on writing the rows before it, on average. */
  readonly meanEpochWorkNanos: number;
  /** How long micro-batches take to find their size; see `settlingNanos`. */
  readonly settlingNanos: number;
  /** After which the load repeats itself; 0: it does not. */
  readonly periodNanos: number;
}

/** Of the backlog, as a share of the offered rate; `low` and `high` are one-sided 95 % bounds, infinite where nothing bounds it. */
export interface Growth {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How fast the backlog grew, or null where the run was too short to tell: the slope, by least squares, of how long
 * the record next in line has waited. At a steady rate that is the backlog's slope as a share of the rate; unlike
 * that, it stays 0 where a healthy micro-batch takes more records because the rate rises.
 *
 * Its bounds come from how differently it grew from part to part of the run, because samples of one queue are not
 * independent: the usual error of a slope calls a stable queue at 0.95 utilisation growing in 4 to 24 % of runs.
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
 * Whether one run kept up: its backlog surely did not grow by a share that matters, micro-batches took no longer than
 * their interval, and the work of an epoch, commit and writing, no longer than the epoch. The others are needed because
 * micro-batches and epochs that catch up can settle above their length, late but stable.
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

/** Intervals or epochs. Rounded, since the last record comes a little before the end of the last one. */
function hasEnough(lengthNanos: number, measuredNanos: number): boolean {
  return lengthNanos === 0 || Math.round(measuredNanos / lengthNanos) >= minSamples;
}

/** Consecutive samples: tenths of the run, or of a load that repeats itself whole periods. */
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
