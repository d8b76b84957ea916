import type { ReferenceReport, UnitReport } from '../../src/engines/unit-report.ts';
import type { CopyName } from '../../src/experiments/gate/block.ts';

/** What a gate reads of a unit. */
export interface Figures {
  readonly p50: number | null;
  readonly p99: number | null;
  readonly windowedP99: number | null;
  readonly busyNanos: number | null;
  /** Decides what a gate takes for what base sustains. */
  readonly harnessShare: number | null;
  readonly throughput: number | null;
  readonly peakRssBytes: number | null;
  readonly exclusions: UnitReport['exclusions'];
}

/** The four copies, measured one after another. */
export type RecordedBlock = Readonly<Record<CopyName, Figures>>;

/** The units of four copies that were made for them: what gates are drawn from. */
export interface Pool {
  /** What all units share that no gate reads. */
  readonly template: UnitReport;
  readonly references: readonly { readonly of: string; readonly reference: ReferenceReport }[];
  readonly guesses: readonly { readonly of: string; readonly figures: Figures }[];
  readonly points: readonly { readonly of: string; readonly blocks: readonly RecordedBlock[] }[];
}

/** Tells units of different loads and configurations apart. */
export function loadKey(of: {
  readonly configuration: { readonly executor?: unknown; readonly intervalMs: number | null };
  readonly ratePerSecond: number | null;
  readonly durationMs: number | null;
}): string {
  return `${of.configuration.intervalMs ?? 'continuous'} ${Math.round(of.ratePerSecond!)} ${of.durationMs}`;
}

export function figuresOf({
  latencyMicros,
  timeline,
  throughput,
  peakRssBytes,
  exclusions,
  local,
}: UnitReport): Figures {
  return {
    p50: latencyMicros?.p50 ?? null,
    p99: latencyMicros?.p99 ?? null,
    windowedP99: timeline?.windowedP99Micros ?? null,
    busyNanos: local?.busyNanosPerRecord ?? null,
    harnessShare: local?.harnessShare ?? null,
    throughput,
    peakRssBytes,
    exclusions,
  };
}

const noSlices = {
  sliceMs: 1,
  startMs: 0,
  records: [],
  p50Micros: [],
  p99Micros: [],
  maxMicros: [],
  backlog: [],
};

export function reportFrom(figures: Figures, template: UnitReport): UnitReport {
  const { p50, p99, windowedP99, busyNanos, harnessShare, throughput, peakRssBytes, exclusions } = figures;
  return {
    ...template,
    latencyMicros: template.latencyMicros && { ...template.latencyMicros, p50, p99 },
    timeline: { ...noSlices, windowedP99Micros: windowedP99 },
    local: template.local && { ...template.local, busyNanosPerRecord: busyNanos, harnessShare },
    throughput,
    peakRssBytes,
    exclusions,
  };
}
