import { periodMs } from '../../../loads/index.ts';
import { Histogram } from '../../../measurement/histogram/histogram.ts';
import { Backlog } from '../../../measurement/meter/backlog.ts';
import type { Commit } from '../../../measurement/meter/invocation.ts';
import { growthOf, keepsUp, type LoadEvidence } from '../../../measurement/meter/keeps-up.ts';
import { Timeline } from '../../../measurement/meter/timeline.ts';
import { slope } from '../../../statistics/slope.ts';
import { burstOf } from '../../burst.ts';
import type { ScheduledRecords } from '../../schedule/scheduled-records.ts';
import type { UnitReport } from '../../unit-report.ts';
import type { UnitSpec } from '../../unit-spec.ts';
import { longestWaitMs } from './longest-wait.ts';
import { observedRecovery } from './observed-recovery.ts';
import { progressCommits } from './progress-commits.ts';

/** The records of a unit, and when each was visible. Times are nanoseconds since the start of the unit. */
export interface ObservedRecords {
  readonly spec: UnitSpec;
  readonly scheduled: ScheduledRecords;
  /** How many effects each record has, by its number. */
  readonly effects: Uint32Array;
  /** The number of the record by which the first of them is due. */
  readonly dueBy: Uint32Array;
  /** When the first of them was visible. */
  readonly visibleNanos: Float64Array;
}

/** The figures that follow from when records were visible. */
export interface ObservedFigures extends Pick<UnitReport, 'throughput' | 'backlog' | 'keepsUp' | 'recovery'> {
  readonly latency: Histogram;
  readonly timeline: Timeline;
  /** Records without an effect. */
  readonly dropped: number;
  /** Records that had an effect before they were due. */
  readonly early: number;
}

/** Backlog samples of a unit without an interval. */
const samplesPerUnit = 200;

export function observedFigures(observed: ObservedRecords): ObservedFigures {
  const { spec, scheduled, effects, visibleNanos } = observed;
  const { arrivalsNanos, measuredFrom } = scheduled;
  const commits = progressCommits(arrivalsNanos, visibleNanos, (record) => effects[record] > 0);
  const burst = burstOf(spec);
  const growth = growthFigures(observed, commits);
  const recovery =
    burst === undefined
      ? null
      : observedRecovery(burst, { arrivalsNanos, measuredFrom, commits, backlog: growth.backlog.max ?? 0 });
  return { ...latencies(observed, commits), ...growth, throughput: throughputOf(commits, measuredFrom), recovery };
}

function latencies(
  { scheduled, effects, dueBy, visibleNanos }: ObservedRecords,
  commits: readonly Commit[],
): Pick<ObservedFigures, 'latency' | 'timeline' | 'dropped' | 'early'> {
  const { arrivalsNanos, measuredFrom } = scheduled;
  const [latency, timeline] = [new Histogram(), new Timeline(arrivalsNanos, measuredFrom)];
  let [dropped, early] = [0, 0];
  for (let record = measuredFrom; record < arrivalsNanos.length; record++) {
    const arrival = arrivalsNanos[record];
    if (effects[record] === 0) dropped++;
    if (effects[record] === 0 || visibleNanos[record] === Infinity) timeline.observeDropped(arrival);
    else {
      const nanos = Math.max(0, visibleNanos[record] - arrival);
      if (visibleNanos[record] < arrivalsNanos[dueBy[record]]) early++;
      latency.record(nanos);
      timeline.observeEffect(arrival, nanos);
    }
  }
  commits.forEach((commit) => timeline.observeCommit(commit));
  return { latency, timeline, dropped, early };
}

/**
 * Records per second: the slope of how many were visible, by least squares. Between the first and the last row it would
 * be too high, since the rows of a micro-batch come one after another.
 */
function throughputOf(commits: readonly Commit[], measuredFrom: number): number | null {
  const measured = commits.filter(({ from }) => from >= measuredFrom);
  const perNano = slope(
    measured.map(({ committedNanos }) => committedNanos),
    measured.map(({ to }) => to),
  );
  return perNano === null || perNano <= 0 ? null : perNano * 1e9;
}

function growthFigures(
  { spec, scheduled }: ObservedRecords,
  commits: readonly Commit[],
): Pick<UnitReport, 'backlog' | 'keepsUp'> {
  const { arrivalsNanos, measuredFrom, ratePerSecond } = scheduled;
  const lastNanos = arrivalsNanos.at(-1) ?? 0;
  const intervalNanos = longestWaitMs(spec.configuration) * 1e6;
  const backlog = new Backlog(arrivalsNanos, measuredFrom, Math.max(intervalNanos, lastNanos / samplesPerUnit));
  commits.forEach((commit) => backlog.observe(commit));
  const { max, samples } = backlog;
  const isSeen = commits.at(-1)?.to === arrivalsNanos.length;
  if (ratePerSecond === null || measuredFrom >= arrivalsNanos.length || !isSeen)
    return { backlog: { max, slopeShare: null }, keepsUp: 'inconclusive' };
  const evidence: LoadEvidence = {
    samples,
    measuredNanos: lastNanos - arrivalsNanos[measuredFrom],
    intervalNanos,
    // What is not seen from outside.
    meanInvocationNanos: 0,
    epochNanos: 0,
    meanEpochWorkNanos: 0,
    settlingNanos: 0,
    periodNanos: periodMs(spec.load, spec.loadParameters) * 1e6,
  };
  return { backlog: { max, slopeShare: growthOf(evidence)?.share ?? null }, keepsUp: keepsUp(evidence) };
}
