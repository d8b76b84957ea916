import type { FigureName } from './exclusion.ts';
import type { Unit } from './unit.ts';

/** A figure of a unit that is summarized as the median over units. */
export interface Metric {
  /** In the head of a table. */
  readonly label: string;
  readonly unit: 'microseconds' | 'records per second' | 'share' | 'seconds per million records';
  readonly better: 'lower' | 'higher';
  /** Units in which this is excluded are left out of the median. */
  readonly figure: FigureName;
  /** Null where it is unknown: the records are too few, or the engine does not report it. */
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
  // A microsecond for a record is a second for a million.
  processorMicros: {
    label: 'cost',
    unit: 'seconds per million records',
    better: 'lower',
    figure: 'processorTime',
    read: ({ cpuNanosPerRecord }) => (cpuNanosPerRecord === null ? null : cpuNanosPerRecord / 1000),
  },
};

/**
 * Those of configurations that are shown together, by how their summary rows are read. Few know both costs: processor
 * time is shown where it is known of any, and busy time is left out where that is all that is known.
 */
export function shownMetrics(
  rows: readonly ((metric: string) => { readonly estimate: number | null } | undefined)[],
): [name: string, Metric][] {
  const isKnown = (name: string): boolean => rows.some((of) => (of(name)?.estimate ?? null) !== null);
  const left = isKnown('processorMicros') ? 'busyShare' : 'processorMicros';
  return Object.entries(metrics).filter(([name]) => name !== left || isKnown(name));
}

/** For configurations whose effects are visible before they are durable. For others they equal those above. */
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

/** Undefined for a name that is none of them, whatever it is. */
export function metricNamed(name: string): Metric | undefined {
  return [metrics, durableMetrics].find((known) => Object.hasOwn(known, name))?.[name];
}
