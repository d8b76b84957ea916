import type { Run } from './result.ts';

/** A figure of a run that is summarized as the median over units. */
export interface Metric {
  /** As in a table's head. */
  readonly label: string;
  readonly unit: 'microseconds' | 'records per second' | 'share';
  readonly better: 'lower' | 'higher';
  readonly read: (run: Run) => number | null;
}

/** By the name that summary rows give them in `metric`. */
export const metrics: Readonly<Record<string, Metric>> = {
  p50Micros: { label: 'p50', unit: 'microseconds', better: 'lower', read: (run) => run.latencyMicros?.p50 ?? null },
  p99Micros: { label: 'p99', unit: 'microseconds', better: 'lower', read: (run) => run.latencyMicros?.p99 ?? null },
  p999Micros: { label: 'p99.9', unit: 'microseconds', better: 'lower', read: (run) => run.latencyMicros?.p999 ?? null },
  throughput: { label: 'rec/s', unit: 'records per second', better: 'higher', read: (run) => run.throughput },
  busyShare: { label: 'busy', unit: 'share', better: 'lower', read: (run) => run.busyShare },
};

/** Of configurations whose effects are visible before they are durable; of others they would be those above again. */
export const durableMetrics: Readonly<Record<string, Metric>> = {
  durableP50Micros: { label: 'durable p50', unit: 'microseconds', better: 'lower', read: (run) => run.durableLatencyMicros?.p50 ?? null },
  durableP99Micros: { label: 'durable p99', unit: 'microseconds', better: 'lower', read: (run) => run.durableLatencyMicros?.p99 ?? null },
  durableP999Micros: { label: 'durable p99.9', unit: 'microseconds', better: 'lower', read: (run) => run.durableLatencyMicros?.p999 ?? null },
};
