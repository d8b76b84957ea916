import { periodMs } from '../../loads/index.ts';
import { encodeHdr } from '../../measurement/histogram/hdr-encoding.ts';
import { Histogram } from '../../measurement/histogram/histogram.ts';
import { Backlog } from '../../measurement/meter/backlog.ts';
import type { Commit } from '../../measurement/meter/invocation.ts';
import { growthOf, keepsUp, type LoadEvidence } from '../../measurement/meter/keeps-up.ts';
import { Timeline } from '../../measurement/meter/timeline.ts';
import { excludingAll, type Exclusion } from '../../results/exclusion.ts';
import { slope } from '../../statistics/slope.ts';
import type { MicroBatches, OutputFigures } from '../../results/unit.ts';
import type { Guarantee } from '../../sinks/sink.ts';
import { burstOf } from '../burst.ts';
import { latencyFigures, timelineFigures } from '../latency-figures.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { observedRecovery } from './observed-recovery.ts';
import { progressCommits } from './progress-commits.ts';

/** What was seen of a job between two topics, whatever it is. Times are nanoseconds since the start of the unit. */
export interface Seen {
  readonly spec: UnitSpec;
  readonly scheduled: ScheduledRecords;
  readonly guarantee: Guarantee;
  /** How many effects each record has, by its number. */
  readonly effects: Uint32Array;
  /** When the first of them was visible. */
  readonly visibleNanos: Float64Array;
  readonly output: OutputFigures;
  readonly exclusions: readonly Exclusion[];
  /** Of all processes of the job in the measured period; null where the system does not tell. */
  readonly cpuNanos: number | null;
  readonly peakRssBytes: number | null;
  readonly stolenMicros: number | null;
  readonly microBatches?: MicroBatches | undefined;
}

/** Backlog samples of a unit without an interval. */
const samplesPerUnit = 200;

/** The report of a unit of which only its input and output are known. */
export function kafkaReport(seen: Seen): UnitReport {
  const { scheduled, effects, visibleNanos, cpuNanos, peakRssBytes, stolenMicros } = seen;
  const { arrivalsNanos, measuredFrom, ratePerSecond } = scheduled;
  const measured = arrivalsNanos.length - measuredFrom;
  const [latency, timeline] = [new Histogram(), new Timeline(arrivalsNanos, measuredFrom)];
  let [dropped, early] = [0, 0];
  for (let record = measuredFrom; record < arrivalsNanos.length; record++) {
    const arrival = arrivalsNanos[record];
    if (effects[record] === 0) dropped++;
    if (effects[record] === 0 || visibleNanos[record] === Infinity) timeline.observeDropped(arrival);
    else {
      const nanos = Math.max(0, visibleNanos[record] - arrival);
      if (visibleNanos[record] < arrival) early++;
      latency.record(nanos);
      timeline.observeEffect(arrival, nanos);
    }
  }
  const commits = progressCommits(arrivalsNanos, visibleNanos, (record) => effects[record] > 0);
  commits.forEach((commit) => timeline.observeCommit(commit));
  const burst = burstOf(seen.spec);
  const growth = growthFigures(seen, commits);
  const encoded = latency.count === 0 ? null : encodeHdr(latency);
  return {
    guarantee: seen.guarantee,
    offeredRate: ratePerSecond,
    exclusions: [...seen.exclusions, ...(early === 0 ? [] : [excludingAll(tooEarly(early))])],
    records: { measured, emitted: null, absorbed: null, dropped, late: null, lateAdditions: null },
    throughput: throughputOf(commits, measuredFrom),
    ...growth,
    latencyMicros: latencyFigures(latency),
    emittedLatencyMicros: null,
    absorbedLatencyMicros: null,
    // When offsets are committed is not seen.
    durableLatencyMicros: null,
    resultLatencyMicros: null,
    timeline: timelineFigures(timeline),
    histograms: { latency: encoded, uncorrected: null, durable: null, result: null },
    cpuNanosPerRecord: cpuNanos === null || measured === 0 ? null : cpuNanos / measured,
    peakRssBytes,
    stolenMicros,
    output: seen.output,
    ...(seen.microBatches !== undefined && { microBatches: seen.microBatches }),
    local: null,
    recordCount: arrivalsNanos.length,
    badRecords: scheduled.badRecords,
    recovery:
      burst === undefined
        ? null
        : observedRecovery(burst, { arrivalsNanos, measuredFrom, commits, backlog: growth.backlog.max ?? 0 }),
    costBySize: null,
  };
}

/** It happens where records were sent twice. */
function tooEarly(records: number): string {
  return `${records} records had an effect before they were due`;
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

function growthFigures({ spec, scheduled }: Seen, commits: readonly Commit[]): Pick<UnitReport, 'backlog' | 'keepsUp'> {
  const { arrivalsNanos, measuredFrom, ratePerSecond } = scheduled;
  const lastNanos = arrivalsNanos.at(-1) ?? 0;
  const intervalNanos = (spec.configuration.intervalMs ?? 0) * 1e6;
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
