import { epochMs } from '../../executors/commit-policy.ts';
import type { Meter } from '../../measurement/meter/meter.ts';
import { settlingNanos } from '../../measurement/meter/batch-cost.ts';
import { growthOf, keptUp } from '../../measurement/meter/sustainability.ts';
import type { Pause } from '../../measurement/machine/garbage-collection.ts';
import { periodMs } from '../../loads/index.ts';
import type { Run, UnitRecovery } from '../../results/result.ts';
import type { Guarantee } from '../../sinks/sink.ts';
import type { BadRecordCounts } from '../../sources/source.ts';
import type { Step } from '../../compile/step.ts';
import { latenciesOf, latencyFigures, noLatencies } from './latency-figures.ts';
import type { Measured } from './measure.ts';
import type { Prepared } from './prepare.ts';
import type { ReferenceAnswer } from './reference-answer.ts';
import type { UnitSpec } from './unit-spec.ts';
import { invalidReasons } from './validity.ts';

const nanosPerMicro = 1000;
/** Pauses that a result lists: enough to see them, few enough to read. */
const maxListedPauses = 100;

/** What one unit found: a run of the result document, but for what the experiment knows of it. */
export type UnitFigures = Omit<Run, 'engine' | 'executor' | 'intervalMs' | 'commit' | 'repetition' | 'output'> & {
  readonly output: NonNullable<Run['output']>;
  readonly recordCount: number;
  readonly measuredRecords: number;
  readonly badRecords: BadRecordCounts;
  /** Null where the load has no burst to recover from. */
  readonly recovery: UnitRecovery | null;
  /** Where it was asked for. */
  readonly reference?: ReferenceAnswer;
};

export function figuresOf(
  spec: UnitSpec,
  prepared: Prepared,
  step: Step,
  guarantee: Guarantee,
  measured: Measured,
): UnitFigures {
  const { meter, digest, clock, readNanos, harnessNanos, pauses, resources } = measured;
  const recordCount = prepared.arrivalsNanos.length;
  const reasons = invalidReasons(spec, prepared, measured);
  // Where all records arrive at once, latency is only the order of processing.
  const latencies = spec.load === 'saturate' ? noLatencies : latenciesOf(meter, guarantee);
  return {
    status: reasons.length === 0 ? 'valid' : 'invalid',
    reasons,
    guarantee,
    offeredRate: prepared.ratePerSecond,
    records: {
      emitted: meter.latency.emitted.count,
      absorbed: meter.latency.absorbed.count,
      dropped: meter.latency.dropped,
      late: step.late.records,
    },
    ...latencies,
    ...busyFigures(meter),
    ...growthFigures(spec, prepared, meter),
    cpuNanosPerRecord: spec.wait === 'park' ? (resources.cpuMicros * nanosPerMicro) / recordCount : null,
    harnessShare: harnessShare(harnessNanos, meter.busyTime.allNanos),
    invocations: invocationFigures(meter),
    commits: spec.commit === 'none' ? 0 : meter.commits,
    writtenBytes: resources.writtenBytes,
    stolenMicros: resources.stolenMicros,
    gc: pauseFigures(pauses, clock.originMs),
    driver: { lateMicros: spec.load === 'saturate' ? null : latencyFigures(clock.lateness), clockReadNanos: readNanos },
    peakRssBytes: resources.peakRssBytes,
    output: { rows: digest.rows, rowsWritten: digest.rowsWritten, digest: digest.hex() },
    recordCount,
    measuredRecords: recordCount - prepared.measuredFrom,
    badRecords: prepared.badRecords,
    recovery: measured.recovery,
  };
}

function busyFigures({ busyTime, throughput }: Meter): Pick<Run, 'throughput' | 'busyNanosPerRecord' | 'busyShare'> {
  const perSecond = throughput.perSecond();
  if (busyTime.records === 0) return { throughput: perSecond, busyNanosPerRecord: null, busyShare: null };
  const busyNanosPerRecord = busyTime.nanos / busyTime.records;
  return {
    throughput: perSecond,
    busyNanosPerRecord,
    busyShare: perSecond === null ? null : (busyNanosPerRecord * perSecond) / 1e9,
  };
}

function invocationFigures({ busyTime: { invocations, records, nanos, processingNanos } }: Meter): Run['invocations'] {
  const mean = (total: number): number | null => (invocations === 0 ? null : total / invocations);
  return {
    count: invocations,
    meanRecords: mean(records),
    meanProcessingMicros: mean(processingNanos / nanosPerMicro),
    meanCommitMicros: mean((nanos - processingNanos) / nanosPerMicro),
  };
}

function growthFigures(
  spec: UnitSpec,
  { arrivalsNanos, measuredFrom, ratePerSecond }: Prepared,
  { backlog, busyTime, batchCost, epochWork }: Meter,
): Pick<Run, 'backlog' | 'sustained'> {
  if (ratePerSecond === null || measuredFrom >= arrivalsNanos.length)
    return { backlog: { max: backlog.max, slopeShare: null }, sustained: 'inconclusive' };
  const intervalNanos = (spec.intervalMs ?? 0) * 1e6;
  // Micro-batches that all kept their interval have the records of one: there is no size that they have yet to find.
  const keptInterval = intervalNanos > 0 && busyTime.maxInvocationNanos <= intervalNanos;
  const evidence = {
    samples: backlog.samples,
    measuredNanos: arrivalsNanos.at(-1)! - arrivalsNanos[measuredFrom],
    intervalNanos,
    meanInvocationNanos: busyTime.meanInvocationNanos(),
    epochNanos: (epochMs(spec.commit) ?? 0) * 1e6,
    meanEpochWorkNanos: epochWork.meanNanos(),
    settlingNanos: keptInterval ? 0 : settlingNanos(batchCost.fit(), ratePerSecond),
    periodNanos: periodMs(spec.load, spec.loadParameters) * 1e6,
  };
  return { backlog: { max: backlog.max, slopeShare: growthOf(evidence)?.share ?? null }, sustained: keptUp(evidence) };
}

function harnessShare(harnessNanos: number, busyNanos: number): number | null {
  return busyNanos === 0 ? null : harnessNanos / (harnessNanos + busyNanos);
}

/** Of those since the run began; before it, the unit cleared away what its preparation had left. */
export function pauseFigures(pauses: readonly Pause[], originMs: number): Run['gc'] {
  const during = pauses
    .filter(({ startMs }) => startMs >= originMs)
    .map(({ startMs, durationMs }) => ({ startMs: startMs - originMs, durationMs }));
  const longestFirst = during.toSorted((left, right) => right.durationMs - left.durationMs);
  return {
    count: during.length,
    totalMicros: during.reduce((sum, { durationMs }) => sum + durationMs * 1000, 0),
    maxMicros: (longestFirst[0]?.durationMs ?? 0) * 1000,
    pauses: longestFirst.slice(0, maxListedPauses).sort((left, right) => left.startMs - right.startMs),
  };
}
