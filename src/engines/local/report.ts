import { epochMs } from '../../executors/commit-policy.ts';
import { periodMs } from '../../loads/index.ts';
import type { Pause } from '../../measurement/machine/garbage-collection.ts';
import { settlingNanos } from '../../measurement/meter/batch-cost.ts';
import type { Meter } from '../../measurement/meter/meter.ts';
import {
  busyNanosPerRecord,
  busyShareOf,
  meanInvocationNanos,
  throughputOf,
  type Work,
  type WorkInTime,
} from '../../measurement/meter/measured-work.ts';
import { requireAgreement } from './agreement.ts';
import { growthOf, keepsUp, type LoadEvidence } from '../../measurement/meter/keeps-up.ts';
import { batchMs } from '../../results/configuration.ts';
import type { LocalFigures, Unit } from '../../results/unit.ts';
import type { Guarantee } from '../../sinks/sink.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { figureBounds } from './figure-bounds.ts';
import { exclusionsOf } from './exclusions.ts';
import { latenciesOf, latencyFigures, noLatencies, type Latencies } from '../latency-figures.ts';
import type { Observations } from './measure.ts';

const nanosPerMicro = 1000;
/** Most pauses that a result lists. */
const maxListedPauses = 100;

/** The input of a unit, and its observations. */
export interface FinishedUnit {
  readonly spec: UnitSpec;
  readonly scheduled: ScheduledRecords;
  /** Records of the measured period that came too late: how many, and for how many windows in all. */
  readonly late: { readonly records: number; readonly additions: number };
  readonly guarantee: Guarantee;
  readonly observations: Observations;
}

export function reportOf({ spec, scheduled, late, guarantee, observations }: FinishedUnit): UnitReport {
  const { meter, digest, resources } = observations;
  const work = meter.work.total();
  requireAgreement(meter, work);
  const evidence = loadEvidence(spec, scheduled, observations, work);
  const lastArrivalNanos = scheduled.arrivalsNanos.at(-1) ?? 0;
  const isDeferred = epochMs(spec.configuration.commit) !== null;
  const bounds = figureBounds(observations, work, lastArrivalNanos, evidence, isDeferred);
  const recordCount = scheduled.arrivalsNanos.length;
  const isSaturated = scheduled.ratePerSecond === null;
  // Where records are made meanwhile, the process also makes them, and writes a log.
  const isOwnUse = scheduled.ring === null;
  // Where all records arrive at once, latency only reflects the order of processing.
  const latencies = isSaturated ? noLatencies : latenciesOf(meter, guarantee);
  return {
    guarantee,
    offeredRate: scheduled.ratePerSecond,
    exclusions: exclusionsOf(spec, scheduled, observations, bounds),
    records: {
      measured: recordCount - scheduled.measuredFrom,
      emitted: meter.latency.emitted.count,
      absorbed: meter.latency.absorbed.count,
      dropped: meter.latency.dropped,
      late: late.records,
      lateAdditions: late.additions,
    },
    throughput: throughputOf(work),
    ...latencies.any,
    ...growthFigures(meter, evidence),
    cpuNanosPerRecord: isOwnUse && spec.wait === 'park' ? (resources.cpuMicros * nanosPerMicro) / recordCount : null,
    peakRssBytes: resources.peakRssBytes,
    stolenMicros: resources.stolenMicros,
    output: {
      rows: digest.rows,
      rowsWritten: digest.rowsWritten,
      digest: digest.hex(),
      unorderedDigest: digest.unorderedHex(),
    },
    local: localFigures(spec, observations, work, latencies, isOwnUse),
    recordCount,
    badRecords: scheduled.badRecords,
    recovery: observations.recovery,
    costBySize: observations.costBySize,
  };
}

function localFigures(
  spec: UnitSpec,
  observations: Observations,
  work: WorkInTime,
  latencies: Latencies,
  isOwnUse: boolean,
): LocalFigures {
  const { meter, clock, readNanos, harnessNanos, pauses, resources, durationNanos } = observations;
  return {
    busyNanosPerRecord: busyNanosPerRecord(work),
    busyShare: busyShareOf(work),
    harnessShare: harnessShare(harnessNanos, meter.work.allBusyNanos),
    ...latencies.local,
    invocations: invocationFigures(work),
    commits: spec.configuration.commit === 'none' ? 0 : work.commits,
    writtenBytes: isOwnUse ? resources.writtenBytes : null,
    gc: pauseFigures(pauses, clock.originMs, clock.originMs + durationNanos / 1e6),
    checkpoints: checkpointFigures(observations),
    driver: {
      lateMicros: spec.load === 'saturate' ? null : latencyFigures(clock.lateness),
      clockReadNanos: readNanos,
    },
  };
}

function invocationFigures(work: Work): LocalFigures['invocations'] {
  const { invocations, records, busyNanos, processingNanos } = work;
  const mean = (total: number): number | null => (invocations === 0 ? null : total / invocations);
  return {
    count: invocations,
    meanRecords: mean(records),
    meanProcessingMicros: mean(processingNanos / nanosPerMicro),
    meanCommitMicros: mean((busyNanos - processingNanos) / nanosPerMicro),
  };
}

function growthFigures(meter: Meter, evidence: LoadEvidence | null): Pick<Unit, 'backlog' | 'keepsUp'> {
  const { max } = meter.backlog;
  if (evidence === null) return { backlog: { max, slopeShare: null }, keepsUp: 'inconclusive' };
  return { backlog: { max, slopeShare: growthOf(evidence)?.share ?? null }, keepsUp: keepsUp(evidence) };
}

/** With the known pauses of the machine taken out. Null where all records arrive at once, or none is measured. */
function loadEvidence(
  spec: UnitSpec,
  scheduled: ScheduledRecords,
  { meter, effects }: Observations,
  work: Work,
): LoadEvidence | null {
  const { arrivalsNanos, measuredFrom, ratePerSecond } = scheduled;
  const { backlog, batchCost, epochWork } = meter;
  if (ratePerSecond === null || measuredFrom >= arrivalsNanos.length) return null;
  const intervalNanos = batchMs(spec.configuration) * 1e6;
  // Micro-batches that keep their interval have the records of one interval: their size does not have to settle.
  const keptInterval = intervalNanos > 0 && work.maxInvocationNanos <= intervalNanos;
  return {
    samples: effects?.undisturbedSamples() ?? backlog.samples,
    measuredNanos: arrivalsNanos.at(-1)! - arrivalsNanos[measuredFrom],
    intervalNanos,
    meanInvocationNanos: meanInvocationNanos(work) ?? 0,
    epochNanos: (epochMs(spec.configuration.commit) ?? 0) * 1e6,
    meanEpochWorkNanos: epochWork.meanNanos(),
    settlingNanos: keptInterval ? 0 : settlingNanos(batchCost.fit(), ratePerSecond),
    periodNanos: periodMs(spec.load, spec.loadParameters) * 1e6,
  };
}

function harnessShare(harnessNanos: number, busyNanos: number): number | null {
  return busyNanos === 0 ? null : harnessNanos / (harnessNanos + busyNanos);
}

function checkpointFigures({
  checkpoints,
  withoutCheckpoints,
}: Observations): NonNullable<LocalFigures['checkpoints']> | null {
  if (checkpoints === null) return null;
  const pauses = checkpoints.map(({ startNanos, durationNanos }) => ({
    startMs: startNanos / 1e6,
    durationMs: durationNanos / 1e6,
  }));
  const without = withoutCheckpoints === null ? null : latencyFigures(withoutCheckpoints);
  return {
    ...pauseFigures(pauses, 0),
    p99WithoutMicros: without?.p99 ?? null,
    p999WithoutMicros: without?.p999 ?? null,
  };
}

/** Counts pauses within the unit: others collected the garbage of its preparation, or of comparing its answer. */
export function pauseFigures(pauses: readonly Pause[], originMs: number, endMs = Infinity): LocalFigures['gc'] {
  const during = pauses
    .filter(({ startMs }) => startMs >= originMs && startMs < endMs)
    .map(({ startMs, durationMs }) => ({ startMs: startMs - originMs, durationMs }));
  const longestFirst = during.toSorted((left, right) => right.durationMs - left.durationMs);
  return {
    count: during.length,
    totalMicros: during.reduce((sum, { durationMs }) => sum + durationMs * 1000, 0),
    maxMicros: (longestFirst[0]?.durationMs ?? 0) * 1000,
    pauses: longestFirst.slice(0, maxListedPauses).sort((left, right) => left.startMs - right.startMs),
  };
}
