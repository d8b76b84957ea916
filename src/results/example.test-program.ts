import { excludingAll } from './exclusion.ts';
import { schemaName, type Result } from './result.ts';
import type { LatencyFigures, LocalFigures, Unit } from './unit.ts';

/** Latency figures around a median, in microseconds. */
export function latencyAround(p50: number | null): LatencyFigures {
  const times = (factor: number): number | null => (p50 === null ? null : p50 * factor);
  return { count: 20_000, mean: times(1.5), p50, p90: times(2), p99: times(4), p999: times(8), max: times(10) };
}

/** What an engine in a process of ours tells of such a unit. */
export function exampleLocal(changes: Partial<LocalFigures> = {}): LocalFigures {
  return {
    busyNanosPerRecord: 18_000,
    busyShare: 0.18,
    harnessShare: 0.02,
    uncorrectedLatencyMicros: latencyAround(18),
    splitMicros: { triggerWait: 0, queueing: 5, processing: 5, commit: 20 },
    slowestSplitMicros: { triggerWait: 0, queueing: 70, processing: 10, commit: 40 },
    invocations: { count: 12_500, meanRecords: 1, meanProcessingMicros: 3, meanCommitMicros: 15 },
    commits: 12_500,
    writtenBytes: 52_000_000,
    checkpoints: {
      count: 0,
      totalMicros: 0,
      maxMicros: 0,
      pauses: [],
      p99WithoutMicros: null,
      p999WithoutMicros: null,
    },
    gc: {
      count: 3,
      totalMicros: 2000,
      maxMicros: 900,
      pauses: [
        { startMs: 20, durationMs: 0.9 },
        { startMs: 600, durationMs: 0.8 },
        { startMs: 1400, durationMs: 0.3 },
      ],
    },
    driver: { lateMicros: latencyAround(0.3), clockReadNanos: 60 },
    ...changes,
  };
}

/** A unit of continuous at 10,000 records/s in which every figure counts, changed in what a test is about. */
export function exampleUnit(changes: Partial<Unit> = {}): Unit {
  return {
    engine: 'local',
    mode: changes.executor ?? 'continuous',
    executor: 'continuous',
    intervalMs: null,
    commit: 'invocation',
    guarantee: 'exactly-once',
    offeredRate: 10_000,
    repetition: 0,
    failure: null,
    exclusions: [],
    records: { measured: 12_500, emitted: 10, absorbed: 12_000, dropped: 490, late: 0, lateAdditions: 0 },
    throughput: 10_000,
    keepsUp: 'yes',
    latencyMicros: latencyAround(20),
    emittedLatencyMicros: latencyAround(null),
    absorbedLatencyMicros: latencyAround(20),
    durableLatencyMicros: latencyAround(20),
    resultLatencyMicros: latencyAround(null),
    timeline: {
      sliceMs: 400,
      startMs: 500,
      records: [4000, 4000, 4000],
      p50Micros: [20, 19, null],
      p99Micros: [80, 82, null],
      maxMicros: [150, 200, null],
      backlog: [5, 20, 0],
    },
    histograms: { latency: null, uncorrected: null, durable: null, result: null },
    backlog: { max: 20, slopeShare: 0 },
    cpuNanosPerRecord: null,
    peakRssBytes: 90_000_000,
    stolenMicros: 0,
    output: { rows: 518, rowsWritten: 518, digest: 'ab'.repeat(32), unorderedDigest: 'ef'.repeat(16) },
    local: exampleLocal(),
    ...changes,
  };
}

/** None of its figures counts, for this reason. */
export function excluded(reason: string): Pick<Unit, 'exclusions'> {
  return { exclusions: [excludingAll(reason)] };
}

/** The document of an experiment with these units. */
export function exampleResult(changes: Partial<Result> = {}): Result {
  return {
    schema: schemaName,
    command: 'stream-bench run fraud',
    startedAt: '2026-01-02T03:04:05.678Z',
    tool: { version: '0.1.0', node: '24.0.0' },
    machine: { cpu: 'AMD EPYC', cores: 2, memoryBytes: 8e9, os: 'Linux 6.1', filesystem: 'ext4', fsyncMicros: 2100 },
    experiment: {
      workload: 'fraud',
      planDigest: 'cd'.repeat(32),
      seed: 1,
      records: {},
      source: 'generated',
      load: { shape: 'constant', rate: 10_000, speed: null },
      durationMs: 1250,
      warmUpMs: 500,
      recordCount: 17_500,
      badRecords: { skipped: 0, deadLettered: 0 },
      measuredRecords: 12_500,
      repetitions: 1,
      sink: 'sqlite',
      sync: 'normal',
      wait: 'spin',
    },
    units: [exampleUnit()],
    summary: [],
    sameAnswer: {
      equal: true,
      reference: 'batch',
      digest: 'ab'.repeat(32),
      unorderedDigest: 'ef'.repeat(16),
      rows: 518,
    },
    recommendation: { text: 'Choose continuous.', evidence: ['continuous: p50Micros 20'] },
    findings: { kind: 'run', saving: null, costCurve: null },
    interrupted: false,
    ...changes,
  };
}
