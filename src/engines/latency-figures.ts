import { encodeHdr } from '../measurement/histogram/hdr-encoding.ts';
import type { Histogram } from '../measurement/histogram/histogram.ts';
import type { Split } from '../measurement/meter/latency-split.ts';
import type { Meter } from '../measurement/meter/meter.ts';
import type { Timeline } from '../measurement/meter/timeline.ts';
import type { LatencyFigures, LocalFigures, Unit } from '../results/unit.ts';
import type { Guarantee } from '../sinks/sink.ts';

const nanosPerMicro = 1000;

/** The latency figures of a unit: those of any engine, and those that only a local one reports. */
export interface Latencies {
  readonly any: Pick<
    Unit,
    | 'latencyMicros'
    | 'emittedLatencyMicros'
    | 'absorbedLatencyMicros'
    | 'durableLatencyMicros'
    | 'resultLatencyMicros'
    | 'timeline'
    | 'histograms'
  >;
  readonly local: Pick<LocalFigures, 'uncorrectedLatencyMicros' | 'splitMicros' | 'slowestSplitMicros'>;
}

export const noLatencies: Latencies = {
  any: {
    latencyMicros: null,
    emittedLatencyMicros: null,
    absorbedLatencyMicros: null,
    durableLatencyMicros: null,
    resultLatencyMicros: null,
    timeline: null,
    histograms: { latency: null, uncorrected: null, durable: null, result: null },
  },
  local: { uncorrectedLatencyMicros: null, splitMicros: null, slowestSplitMicros: null },
};

export function latenciesOf({ latency, split, timeline }: Meter, guarantee: Guarantee): Latencies {
  const visible = latency.all();
  const durable = guarantee === 'none' ? null : latency.untilCommit();
  return {
    any: {
      latencyMicros: latencyFigures(visible),
      emittedLatencyMicros: latencyFigures(latency.emitted),
      absorbedLatencyMicros: latencyFigures(latency.absorbed),
      durableLatencyMicros: durable && latencyFigures(durable),
      resultLatencyMicros: latencyFigures(latency.result),
      timeline: timelineFigures(timeline),
      histograms: {
        latency: encodedOrNull(visible),
        uncorrected: encodedOrNull(latency.uncorrected),
        durable: durable && encodedOrNull(durable),
        result: encodedOrNull(latency.result),
      },
    },
    local: {
      uncorrectedLatencyMicros: latencyFigures(latency.uncorrected),
      splitMicros: splitFigures(split),
      slowestSplitMicros: splitFigures(split.slowestHundredth()),
    },
  };
}

export function latencyFigures(histogram: Histogram): LatencyFigures {
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

function splitFigures(split: Split | null): LocalFigures['splitMicros'] {
  if (split === null || split.records === 0) return null;
  const { sums, records } = split;
  const meanMicros = (nanos: number): number => nanos / records / nanosPerMicro;
  return {
    triggerWait: meanMicros(sums.triggerWait),
    queueing: meanMicros(sums.queueing),
    processing: meanMicros(sums.processing),
    commit: meanMicros(sums.commit),
  };
}

export function timelineFigures(timeline: Timeline): Unit['timeline'] {
  const slices = timeline.slices();
  if (slices.length === 0) return null;
  return {
    sliceMs: timeline.sliceNanos / 1e6,
    startMs: timeline.startNanos / 1e6,
    records: slices.map(({ records }) => records),
    p50Micros: slices.map(({ p50Nanos }) => microsOrNull(p50Nanos)),
    p99Micros: slices.map(({ p99Nanos }) => microsOrNull(p99Nanos)),
    maxMicros: slices.map(({ maxNanos }) => microsOrNull(maxNanos)),
    backlog: slices.map(({ backlog }) => backlog),
    windowedP99Micros: microsOrNull(timeline.windowedP99Nanos()),
  };
}

function encodedOrNull(histogram: Histogram): string | null {
  return histogram.count === 0 ? null : encodeHdr(histogram);
}

function microsOrNull(nanos: number | null): number | null {
  return nanos === null ? null : nanos / nanosPerMicro;
}
