import type { FigureName } from './exclusion.ts';
import type { Unit } from './unit.ts';

/** A figure of a unit that is summarized as the median over units. */
export interface Metric {
  /** As in a table's head. */
  readonly label: string;
  readonly unit: 'microseconds' | 'records per second' | 'share';
  readonly better: 'lower' | 'higher';
  /** Units in which this is excluded are left out of the median. */
  readonly figure: FigureName;
  /** Null where the unit does not have it: too few records, or an engine that does not tell. */
  readonly read: (unit: Unit) => number | null;
}

/** By the name that summary rows give them in `metric`. */
export const metrics: Readonly<Record<string, Metric>> = {
  p50Micros: {
    label: 'p50',
    unit: 'microseconds',
    better: 'lower',
    figure: 'p50',
    read: ({ latencyMicros }) => latencyMicros?.p50 ?? null,
  },
  p99Micros: {
    label: 'p99',
    unit: 'microseconds',
    better: 'lower',
    figure: 'p99',
    read: ({ latencyMicros }) => latencyMicros?.p99 ?? null,
  },
  p999Micros: {
    label: 'p99.9',
    unit: 'microseconds',
    better: 'lower',
    figure: 'p999',
    read: ({ latencyMicros }) => latencyMicros?.p999 ?? null,
  },
  throughput: {
    label: 'rec/s',
    unit: 'records per second',
    better: 'higher',
    figure: 'throughput',
    read: ({ throughput }) => throughput,
  },
  busyShare: {
    label: 'busy',
    unit: 'share',
    better: 'lower',
    figure: 'busy',
    read: ({ local }) => local?.busyShare ?? null,
  },
};

/** Of configurations whose effects are visible before they are durable. Of others they would repeat those above. */
export const durableMetrics: Readonly<Record<string, Metric>> = {
  durableP50Micros: {
    label: 'durable p50',
    unit: 'microseconds',
    better: 'lower',
    figure: 'p50',
    read: ({ durableLatencyMicros }) => durableLatencyMicros?.p50 ?? null,
  },
  durableP99Micros: {
    label: 'durable p99',
    unit: 'microseconds',
    better: 'lower',
    figure: 'p99',
    read: ({ durableLatencyMicros }) => durableLatencyMicros?.p99 ?? null,
  },
  durableP999Micros: {
    label: 'durable p99.9',
    unit: 'microseconds',
    better: 'lower',
    figure: 'p999',
    read: ({ durableLatencyMicros }) => durableLatencyMicros?.p999 ?? null,
  },
};
