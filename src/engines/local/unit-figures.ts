import type { Histogram } from '../../measurement/histogram.ts';
import type { Meter } from '../../measurement/meter.ts';
import type { LatencyFigures, Run } from '../../results/result.ts';

const nanosPerMicro = 1000;

/** The figures of a meter in the units of the result document; null where there is nothing to tell. */
export type MeteredFigures = Pick<
  Run,
  | 'records'
  | 'throughput'
  | 'latencyMicros'
  | 'emittedLatencyMicros'
  | 'absorbedLatencyMicros'
  | 'resultLatencyMicros'
  | 'uncorrectedLatencyMicros'
  | 'splitMicros'
  | 'busyNanosPerRecord'
  | 'busyShare'
  | 'harnessShare'
>;

/** `hasLatency`: false where all records arrive at once, so that latency is only the order of processing. */
export function meteredFigures({ latency, split, busyTime, throughput, harness }: Meter, lateRecords: number, hasLatency: boolean): MeteredFigures {
  const figures = (histogram: Histogram): LatencyFigures | null => (hasLatency ? latencyFigures(histogram) : null);
  const perSecond = throughput.perSecond();
  const busyNanosPerRecord = busyTime.records === 0 ? null : busyTime.nanos / busyTime.records;
  return {
    records: { emitted: latency.emitted.count, absorbed: latency.absorbed.count, dropped: latency.dropped, late: lateRecords },
    throughput: perSecond,
    latencyMicros: figures(latency.all()),
    emittedLatencyMicros: figures(latency.emitted),
    absorbedLatencyMicros: figures(latency.absorbed),
    resultLatencyMicros: figures(latency.result),
    uncorrectedLatencyMicros: figures(latency.uncorrected),
    splitMicros: hasLatency ? splitFigures(split) : null,
    busyNanosPerRecord,
    busyShare: busyNanosPerRecord === null || perSecond === null ? null : (busyNanosPerRecord * perSecond) / 1e9,
    harnessShare: harnessShare(harness.nanos(), busyTime.allNanos),
  };
}

export function latencyFigures(histogram: Histogram): LatencyFigures {
  const micros = (nanos: number | null): number | null => (nanos === null ? null : nanos / nanosPerMicro);
  return {
    count: histogram.count,
    mean: micros(histogram.mean),
    p50: micros(histogram.quantileIfEnough(1, 2)),
    p90: micros(histogram.quantileIfEnough(9, 10)),
    p99: micros(histogram.quantileIfEnough(99, 100)),
    p999: micros(histogram.quantileIfEnough(999, 1000)),
    max: micros(histogram.max),
  };
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
