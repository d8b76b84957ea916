import type { Histogram } from '../../measurement/histogram.ts';
import type { Meter } from '../../measurement/meter.ts';
import { settlingNanos } from '../../measurement/batch-cost.ts';
import { growthOf, keptUp } from '../../measurement/sustainability.ts';
import type { Pause } from '../../measurement/garbage-collection.ts';
import { periodMs } from '../../loads/index.ts';
import type { LatencyFigures, Run } from '../../results/result.ts';
import type { Guarantee } from '../../sinks/sink.ts';
import type { BadRecordCounts } from '../../sources/source.ts';
import type { Step } from '../../compile/step.ts';
import type { Measured } from './measure.ts';
import type { Prepared } from './prepare.ts';
import type { UnitSpec } from './unit-spec.ts';
import { invalidReasons } from './validity.ts';

const nanosPerMicro = 1000;

/** What one unit found: a run of the result document, but for what the experiment knows of it. */
export type UnitFigures = Omit<Run, 'engine' | 'executor' | 'intervalMs' | 'commit' | 'repetition' | 'output'> & {
  readonly output: NonNullable<Run['output']>;
  readonly recordCount: number;
  readonly measuredRecords: number;
  readonly badRecords: BadRecordCounts;
};

export function figuresOf(spec: UnitSpec, prepared: Prepared, step: Step, guarantee: Guarantee, measured: Measured): UnitFigures {
  const { meter, digest, clock, readNanos, pauses, cpuMicros } = measured;
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
      late: step.lateRecords(),
    },
    ...latencies,
    ...busyFigures(meter),
    ...growthFigures(spec, prepared, meter),
    cpuNanosPerRecord: spec.wait === 'park' ? (cpuMicros * nanosPerMicro) / recordCount : null,
    harnessShare: harnessShare(meter.harness.nanos(), meter.busyTime.allNanos),
    gc: pauseFigures(pauses, clock.originMs),
    driver: { lateMicros: spec.load === 'saturate' ? null : latencyFigures(clock.lateness), clockReadNanos: readNanos },
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    output: { rows: digest.rows, rowsWritten: digest.rowsWritten, digest: digest.hex() },
    recordCount,
    measuredRecords: recordCount - prepared.measuredFrom,
    badRecords: prepared.badRecords,
  };
}

type Latencies = Pick<
  Run,
  | 'latencyMicros'
  | 'emittedLatencyMicros'
  | 'absorbedLatencyMicros'
  | 'durableLatencyMicros'
  | 'resultLatencyMicros'
  | 'uncorrectedLatencyMicros'
  | 'splitMicros'
>;

const noLatencies: Latencies = {
  latencyMicros: null,
  emittedLatencyMicros: null,
  absorbedLatencyMicros: null,
  durableLatencyMicros: null,
  resultLatencyMicros: null,
  uncorrectedLatencyMicros: null,
  splitMicros: null,
};

function latenciesOf({ latency, split }: Meter, guarantee: Guarantee): Latencies {
  const visible = latencyFigures(latency.all());
  return {
    latencyMicros: visible,
    emittedLatencyMicros: latencyFigures(latency.emitted),
    absorbedLatencyMicros: latencyFigures(latency.absorbed),
    // With a commit for each invocation, what is visible is durable, if anything is.
    durableLatencyMicros: guarantee === 'none' ? null : visible,
    resultLatencyMicros: latencyFigures(latency.result),
    uncorrectedLatencyMicros: latencyFigures(latency.uncorrected),
    splitMicros: splitFigures(split),
  };
}

function busyFigures({ busyTime, throughput }: Meter): Pick<Run, 'throughput' | 'busyNanosPerRecord' | 'busyShare'> {
  const perSecond = throughput.perSecond();
  if (busyTime.records === 0) return { throughput: perSecond, busyNanosPerRecord: null, busyShare: null };
  const busyNanosPerRecord = busyTime.nanos / busyTime.records;
  return { throughput: perSecond, busyNanosPerRecord, busyShare: perSecond === null ? null : (busyNanosPerRecord * perSecond) / 1e9 };
}

function growthFigures(spec: UnitSpec, { arrivalsNanos, measuredFrom, ratePerSecond }: Prepared, { backlog, busyTime, batchCost }: Meter): Pick<Run, 'backlog' | 'sustained'> {
  if (ratePerSecond === null || measuredFrom >= arrivalsNanos.length) return { backlog: { max: backlog.max, slopeShare: null }, sustained: 'inconclusive' };
  const evidence = {
    samples: backlog.samples,
    measuredNanos: arrivalsNanos.at(-1)! - arrivalsNanos[measuredFrom],
    intervalNanos: (spec.intervalMs ?? 0) * 1e6,
    meanInvocationNanos: busyTime.nanos / busyTime.invocations,
    settlingNanos: settlingNanos(batchCost.fit(), ratePerSecond),
    periodNanos: periodMs(spec.load, spec.loadParameters) * 1e6,
  };
  return { backlog: { max: backlog.max, slopeShare: growthOf(evidence)?.share ?? null }, sustained: keptUp(evidence) };
}

function latencyFigures(histogram: Histogram): LatencyFigures {
  return {
    count: histogram.count,
    mean: microsOrNull(histogram.mean),
    p50: microsOrNull(histogram.quantileIfEnough(1, 2)),
    p90: microsOrNull(histogram.quantileIfEnough(9, 10)),
    p99: microsOrNull(histogram.quantileIfEnough(99, 100)),
    p999: microsOrNull(histogram.quantileIfEnough(999, 1000)),
    max: microsOrNull(histogram.max),
  };
}

function microsOrNull(nanos: number | null): number | null {
  return nanos === null ? null : nanos / nanosPerMicro;
}

function splitFigures({ sums, records }: Meter['split']): Run['splitMicros'] {
  if (records === 0) return null;
  const meanMicros = (nanos: number): number => nanos / records / nanosPerMicro;
  return {
    triggerWait: meanMicros(sums.triggerWait),
    queueing: meanMicros(sums.queueing),
    processing: meanMicros(sums.processing),
    commit: meanMicros(sums.commit),
  };
}

function harnessShare(harnessNanos: number, busyNanos: number): number | null {
  return busyNanos === 0 ? null : harnessNanos / (harnessNanos + busyNanos);
}

function pauseFigures(pauses: readonly Pause[], originMs: number): Run['gc'] {
  const micros = pauses.filter(({ startMs }) => startMs >= originMs).map(({ durationMs }) => durationMs * 1000);
  return { count: micros.length, totalMicros: micros.reduce((sum, value) => sum + value, 0), maxMicros: Math.max(0, ...micros) };
}
