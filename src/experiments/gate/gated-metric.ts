import { metrics, type Metric } from '../../results/metrics.ts';

const { p50Micros, p99Micros, throughput } = metrics;

/** A figure of which head must not be worse, but for a margin. */
export interface GatedMetric extends Pick<Metric, 'label' | 'better' | 'figure' | 'read'> {
  /** In results. */
  readonly name: string;
  readonly unit: 'microseconds' | 'records per second' | 'bytes';
  /** By which share it may be worse. */
  readonly marginShare: number;
  /** Whether differences that are too small for the machine's scheduler are none. */
  readonly hasFloor: boolean;
}

const latency = { unit: 'microseconds', better: 'lower', hasFloor: true } as const;
const share = { hasFloor: false, marginShare: 0.05 } as const;

/** A p99 needs so many records: the slowest hundredth then has a hundred. */
export const recordsForP99 = 10_000;

export const gatedMetrics = {
  p50: { ...p50Micros, ...latency, name: 'p50Micros', marginShare: 0.05 },
  p99: { ...p99Micros, ...latency, name: 'p99Micros', marginShare: 0.1 },
  // Not processor time: most of that is spent on waiting for records.
  busy: {
    ...share,
    name: 'busyMicrosPerRecord',
    label: 'busy per record',
    unit: 'microseconds',
    better: 'lower',
    figure: 'busy',
    read: ({ local }) => {
      const nanos = local?.busyNanosPerRecord ?? null;
      return nanos === null ? null : nanos / 1000;
    },
  },
  throughput: { ...throughput, ...share, name: 'throughput', label: 'capacity', unit: 'records per second' },
  memory: {
    ...share,
    name: 'peakRssBytes',
    label: 'memory',
    unit: 'bytes',
    better: 'lower',
    figure: 'busy',
    read: ({ peakRssBytes }) => peakRssBytes,
  },
} as const satisfies Readonly<Record<string, GatedMetric>>;

/** The margin as a logarithm: of a rate that may fall to 95 %, or a time that may rise to 105 %. */
export function logMargin({ better, marginShare }: GatedMetric): number {
  return better === 'lower' ? Math.log(1 + marginShare) : -Math.log(1 - marginShare);
}

/** By which share head is worse: of a time by how much it has risen, of a rate by how much it has fallen. */
export function shareOf(logarithm: number, { better }: GatedMetric): number {
  return better === 'lower' ? Math.expm1(logarithm) : -Math.expm1(-logarithm);
}
