import { encodeHdr } from '../../../measurement/histogram/hdr-encoding.ts';
import { Histogram } from '../../../measurement/histogram/histogram.ts';
import { excludingAll, type Exclusion } from '../../../results/exclusion.ts';
import type { MicroBatches, OutputFigures } from '../../../results/unit.ts';
import type { Guarantee } from '../../../sinks/sink.ts';
import { latencyFigures, timelineFigures } from '../../latency-figures.ts';
import type { UnitReport } from '../../unit-report.ts';
import { excessNanos, latenessBounds, latenessExclusions, type HarnessLateness } from './harness-lateness.ts';
import { observedFigures, type ObservedRecords } from './observed-figures.ts';
import type { ClosedWindow } from '../effects/visibility.ts';

/** What was seen of a job between two topics, whatever it is. */
export interface Seen extends ObservedRecords {
  readonly guarantee: Guarantee;
  /** The windows that closed, if the plan ends in them. */
  readonly closed: readonly ClosedWindow[];
  readonly lateNanos: HarnessLateness;
  readonly output: OutputFigures;
  readonly exclusions: readonly Exclusion[];
  /** See `UnitReport`. */
  readonly isCut: boolean;
  /** Of all processes of the job in the measured period; null where the system does not tell. */
  readonly cpuNanos: number | null;
  readonly peakRssBytes: number | null;
  readonly stolenMicros: number | null;
  readonly microBatches?: MicroBatches | undefined;
}

/** The report of a unit of which only its input and output are known. */
export function kafkaReport(all: Seen): UnitReport {
  const seen = withoutOpenWindows(all);
  const { scheduled, cpuNanos, peakRssBytes, stolenMicros } = seen;
  const { measuredFrom, ratePerSecond } = scheduled;
  const recordCount = all.scheduled.arrivalsNanos.length;
  const measured = recordCount - measuredFrom;
  const figures = observedFigures(seen);
  const { latency, timeline, dropped, early, throughput, backlog, keepsUp, recovery } = figures;
  const encoded = latency.count === 0 ? null : encodeHdr(latency);
  const result = resultLatency(seen);
  const tooEarly = early === 0 ? [] : [excludingAll(tooEarlyText(early))];
  return {
    guarantee: seen.guarantee,
    offeredRate: ratePerSecond,
    exclusions: [...seen.exclusions, ...tooEarly, ...ofLateness(seen, figures)],
    records: { measured, emitted: null, absorbed: null, dropped, late: null, lateAdditions: null },
    throughput,
    backlog,
    keepsUp,
    latencyMicros: latencyFigures(latency),
    emittedLatencyMicros: null,
    absorbedLatencyMicros: null,
    // When offsets are committed is not seen.
    durableLatencyMicros: null,
    resultLatencyMicros: result && latencyFigures(result),
    timeline: timelineFigures(timeline),
    histograms: { latency: encoded, uncorrected: null, durable: null, result: result && encodeHdr(result) },
    cpuNanosPerRecord: cpuNanos === null || measured === 0 ? null : cpuNanos / measured,
    peakRssBytes,
    stolenMicros,
    output: seen.output,
    ...(seen.isCut && { isCut: true }),
    ...(seen.microBatches !== undefined && { microBatches: seen.microBatches }),
    local: null,
    recordCount,
    badRecords: scheduled.badRecords,
    recovery,
    costBySize: null,
  };
}

/**
 * Without the records of windows that are still open at the end. What closes them comes behind the last record, and not
 * in its time, so that they say nothing of a latency.
 */
function withoutOpenWindows(seen: Seen): Seen {
  const { scheduled, effects, dueBy } = seen;
  const { arrivalsNanos } = scheduled;
  const open = arrivalsNanos.findIndex((_, record) => effects[record] > 0 && dueBy[record] >= arrivalsNanos.length);
  return open === -1 ? seen : { ...seen, scheduled: { ...scheduled, arrivalsNanos: arrivalsNanos.subarray(0, open) } };
}

/** Of each row of a window: from the arrival of the record that closes it. Null where no window has closed. */
function resultLatency({ scheduled: { arrivalsNanos, measuredFrom }, closed }: Seen): Histogram | null {
  const result = new Histogram();
  for (const { by, nanos } of closed)
    if (by >= measuredFrom && by < arrivalsNanos.length) result.record(Math.max(0, nanos - arrivalsNanos[by]));
  return result.count === 0 ? null : result;
}

/** It happens where records were sent twice. */
function tooEarlyText(records: number): string {
  return `${records} records had an effect before they were due`;
}

function ofLateness(seen: Seen, figures: ReturnType<typeof observedFigures>): Exclusion[] {
  const { visibleNanos, dueBy, lateNanos, scheduled } = seen;
  const excess = excessNanos(lateNanos, dueBy);
  if (excess.every((nanos) => nanos === 0)) return [];
  const inTime = visibleNanos.map((nanos, record) => nanos - excess[record]);
  const bounds = latenessBounds(figures, observedFigures({ ...seen, visibleNanos: inTime }));
  return latenessExclusions(bounds, lateNanos, scheduled.measuredFrom);
}
