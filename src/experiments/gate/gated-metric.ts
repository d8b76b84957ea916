import { metrics, type Metric } from '../../results/metrics.ts';

const { p50Micros, p99Micros, throughput } = metrics;

/** A figure of which head must not be worse, but for a margin. */
export interface GatedMetric extends Pick<Metric, 'label' | 'better' | 'figure' | 'read'> {
  /** In results. */
  readonly name: string;
  readonly unit: 'microseconds' | 'records per second' | 'bytes';
  /** By which share it may be worse. */
  readonly marginShare: number;
}

const latency = { unit: 'microseconds', better: 'lower' } as const;

/** A p99 needs so many records: the slowest hundredth then has a hundred. */
export const recordsForP99 = 10_000;

export const gatedMetrics = {
  p50: { ...p50Micros, ...latency, name: 'p50Micros', marginShare: 0.05 },
  windowedP99: {
    ...latency,
    name: 'windowedP99Micros',
    label: 'windowed p99',
    marginShare: 0.1,
    figure: 'p99',
    read: ({ timeline }) => timeline?.windowedP99Micros ?? null,
  },
  p99: { ...p99Micros, ...latency, name: 'p99Micros', marginShare: 0.1 },
  // A pause of the machine can decide it: between units of the same code it differs by up to a half at half load.
  p99WithPauses: { ...p99Micros, ...latency, name: 'p99Micros', marginShare: 0.5 },
  // Not processor time: most of that is spent on waiting for records.
  busy: {
    marginShare: 0.05,
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
  throughput: { ...throughput, marginShare: 0.05, name: 'throughput', label: 'capacity', unit: 'records per second' },
  memory: {
    marginShare: 0.05,
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
