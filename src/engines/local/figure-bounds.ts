import { minPauseNanos } from '../../measurement/clock/run-delay.ts';
import { pausedNanos, stolenNanos } from '../../measurement/machine/counted-pauses.ts';
import type { WorkInTime } from '../../measurement/meter/measured-work.ts';
import { growthOf, keepsUp, maxSlopeShare, type LoadEvidence } from '../../measurement/meter/keeps-up.ts';
import { leastMean, leastQuantile, type Delayed, type UnseenDelay } from '../../measurement/meter/unseen-delays.ts';
import type { FigureBounds } from '../tolerances.ts';
import type { Observations } from './measure.ts';

const quantiles = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 } as const;
/** The counter of stolen time runs in steps: one of them may be rounding. */
const stolenStepNanos = 10_000_000;
/** Schedulers of hosts let a virtual machine wait for this time or longer. */
const leastStolenPieceNanos = 100_000;

/** What the machine took at unknown times, from the thread of the executor and from one that commits. */
interface UnseenTime {
  readonly executor: readonly UnseenDelay[];
  readonly committer: readonly UnseenDelay[];
}

function unseenTime(observations: Observations): UnseenTime {
  const { clock, restDelay, committerDelay, machinePauses, resources, meter, durationNanos } = observations;
  const stolen = Math.max(0, (resources.stolenMicros ?? 0) * 1000 - stolenStepNanos - stolenNanos(machinePauses));
  const fromBusy = restDelay ?? likeIdle(pausedNanos(machinePauses), meter.work.allBusyNanos, durationNanos);
  // Executors that poll see what is taken while they are idle.
  const busyNanos = restDelay === null ? fromBusy.nanos : Math.max(0, fromBusy.nanos - clock.shortPausesNanos);
  const small = { ...fromBusy, nanos: busyNanos, longestNanos: restDelay === null ? Infinity : minPauseNanos };
  const byHost = { nanos: stolen, pieces: stolen / leastStolenPieceNanos, longestNanos: stolen };
  return { executor: [small, byHost], committer: [{ ...committerDelay, longestNanos: committerDelay.nanos }, byHost] };
}

/** Where the system does not tell what it took from a busy executor: the same share as from the idle one. */
function likeIdle(idleNanos: number, busyNanos: number, durationNanos: number): Pick<UnseenDelay, 'nanos' | 'pieces'> {
  const nanos = (idleNanos * busyNanos) / Math.max(1, durationNanos - busyNanos);
  return { nanos, pieces: nanos / leastStolenPieceNanos };
}

/** `evidence`: null where the unit has no verdict on keeping up. */
export function figureBounds(
  observations: Observations,
  work: WorkInTime,
  lastArrivalNanos: number,
  evidence: LoadEvidence | null,
  isDeferred: boolean,
): FigureBounds {
  const unseen = unseenTime(observations);
  return {
    ...latencyBounds(observations, work, isDeferred ? unseen.committer : unseen.executor),
    throughput: throughputBound(observations, work, unseen, lastArrivalNanos),
    busy: busyBound(observations, work, unseen),
    ...(evidence !== null && { keepsUp: verdictBound(observations, unseen, evidence) }),
    ...recoveryBound(observations, work, unseen),
  };
}

/** By how much the pauses that are known may have moved the latencies, without what is not known. */
export function boundsOfKnownPauses(observations: Observations): FigureBounds {
  return latencyBounds(observations, observations.meter.work.total(), []);
}

function latencyBounds(
  { meter, effects, durationNanos }: Observations,
  work: WorkInTime,
  unseen: readonly UnseenDelay[],
): FigureBounds {
  const latency = meter.latency.all();
  if (latency.count === 0) return {};
  const { low, high } = effects ?? { low: latency, high: latency };
  const delayed: Delayed = {
    durationNanos,
    invocations: Math.max(1, work.commits),
    busyShare: work.threadNanos === 0 ? 0 : work.busyNanos / work.threadNanos,
  };
  const waits = meter.epochWaits?.waits(sumOf(unseen)) ?? null;
  const bounds = Object.entries(quantiles).map(([name, quantile]) => {
    const rank = [Math.round(quantile * 1000), 1000] as const;
    const least = Math.max(leastQuantile(low, quantile, unseen, delayed), waits?.quantile(...rank) ?? 0);
    return [name, shareOff(latency.quantile(...rank)!, least, high.quantile(...rank)!)];
  });
  const least = Math.max(leastMean(low, unseen, delayed), waits?.mean ?? 0);
  const distribution = shareOff(latency.mean!, least, high.mean!);
  return { ...(Object.fromEntries(bounds) as FigureBounds), distribution };
}

/** How far a value may be from another one between two bounds, as a share of it. */
function shareOff(value: number, least: number, most: number): number {
  return value === 0 ? 0 : Math.max(value - least, most - value) / value;
}

/** Without the time taken the same records would have taken less, but not less than until the last of them arrived. */
function throughputBound(
  { machinePauses }: Observations,
  work: WorkInTime,
  unseen: UnseenTime,
  lastArrivalNanos: number,
): number {
  const spanNanos = work.toNanos - work.fromNanos;
  if (work.records === 0 || spanNanos === 0) return 0;
  const idleNanos = pausedNanos(machinePauses, work.fromNanos, work.toNanos);
  const takenNanos = idleNanos + work.takenNanos + sumOf(unseen.executor);
  const leastNanos = Math.max(spanNanos - takenNanos, Math.min(spanNanos, lastArrivalNanos - work.fromNanos));
  return leastNanos <= 0 ? Infinity : spanNanos / leastNanos - 1;
}

/** What was taken in the middle of an invocation and is known is no busy time. What is not known, may be. */
function busyBound({ durationNanos }: Observations, work: WorkInTime, unseen: UnseenTime): number {
  if (work.busyNanos === 0) return 0;
  const inTime = Math.min(1, work.threadNanos / durationNanos);
  return (sumOf(unseen.executor) * inTime) / work.busyNanos;
}

/**
 * Infinite where the unit does not keep up by less than the time that was taken unseen: it makes a backlog grow by at
 * most its share, and invocations and the work of epochs longer by at most its sum. What is known is taken out already.
 */
function verdictBound({ durationNanos }: Observations, unseen: UnseenTime, evidence: LoadEvidence): number {
  if (keepsUp(evidence) !== 'no') return 0;
  const { meanInvocationNanos, intervalNanos, meanEpochWorkNanos, epochNanos } = evidence;
  const [share, committerShare] = [sumOf(unseen.executor), sumOf(unseen.committer)].map((sum) => sum / durationNanos);
  const isTooLong = intervalNanos > 0 && meanInvocationNanos * (1 - share) > intervalNanos;
  const isEpochTooLong = epochNanos > 0 && meanEpochWorkNanos * (1 - committerShare) > epochNanos;
  const isGrowing = (growthOf(evidence)?.low ?? -Infinity) - share > maxSlopeShare;
  return isTooLong || isEpochTooLong || isGrowing ? 0 : Infinity;
}

function recoveryBound({ meter, machinePauses }: Observations, work: WorkInTime, unseen: UnseenTime): FigureBounds {
  if (meter.recovery === null) return {};
  const takenNanos = pausedNanos(machinePauses) + work.takenNanos + sumOf(unseen.executor);
  return { recovery: meter.recovery.worstNanos === 0 ? 0 : takenNanos / meter.recovery.worstNanos };
}

function sumOf(delays: readonly UnseenDelay[]): number {
  return delays.reduce((sum, { nanos }) => sum + nanos, 0);
}
