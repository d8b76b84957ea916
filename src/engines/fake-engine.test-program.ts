import { inputsOf, type PlanNode } from '../pipeline/plan-node.ts';
import type { Configuration } from '../results/configuration.ts';
import type { Engine, EngineLimits, MeasuredUnit, MeasuringContext } from './engine.ts';
import type { UnitReport } from './unit-report.ts';
import type { UnitSpec } from './unit-spec.ts';
import { virtualUnit } from './virtual-unit.test-program.ts';

export type FakeMode = 'quick' | 'batched';

export interface FakeEngineOptions {
  /** Records per second that a mode keeps up with, at most. */
  readonly capacity?: Readonly<Record<FakeMode, number>>;
  /** What a unit waits for before it can take records, such as the start of a cluster; in no figure of the unit. */
  readonly startUp?: () => Promise<void>;
  /** The mode that puts out other rows than batch. */
  readonly wrongMode?: FakeMode;
  /** A kind of node that no mode can run. */
  readonly refusedKind?: string;
}

/** The configuration of its mode without triggers. */
export const fakeQuick: Configuration = {
  engine: 'fake',
  mode: 'quick',
  executor: 'continuous',
  intervalMs: null,
  commit: 'invocation',
};

/** A configuration of its mode with triggers. */
export function fakeBatched(intervalMs: number): Configuration {
  return { ...fakeQuick, mode: 'batched', executor: 'micro-batch', intervalMs };
}

/** Of an engine that takes seconds to start and to settle. */
const limits: EngineLimits = {
  maxRecords: 10_000_000,
  firstRatePerSecond: 1000,
  glanceMs: 1000,
  shortestUnitMs: 2000,
  warmUpMs: () => 3000,
};

/**
 * An engine that is not ours, in virtual time. It knows its input, its output and its backlog, and so latency,
 * throughput and whether it keeps up. Of its invocations, processor time and memory it knows nothing, its output comes
 * in any order, and it does not know what batch answers.
 */
export function fakeEngine(options: FakeEngineOptions = {}): Engine {
  const { startUp = async () => {}, refusedKind } = options;
  return {
    name: 'fake',
    limits,
    takesBatchSizes: false,
    refusals: (plan) =>
      nodesOf(plan)
        .filter(({ kind }) => kind === refusedKind)
        .map((node) => ({ node, reason: 'a fake engine knows no such node' })),
    async measure(spec: UnitSpec, { signal, machine }: MeasuringContext): Promise<MeasuredUnit> {
      signal.throwIfAborted();
      const ended = Promise.withResolvers<void>();
      const turn = machine.turn(ended.promise);
      try {
        await startUp();
        await turn;
        signal.throwIfAborted();
        return { report: await reportOf(spec, options), reference: Promise.resolve(null) };
      } finally {
        ended.resolve();
      }
    },
  };
}

/** Inputs first, each node once. */
function nodesOf(plan: PlanNode): PlanNode[] {
  return [...new Set([...inputsOf(plan).flatMap(nodesOf), plan])];
}

async function reportOf(spec: UnitSpec, options: FakeEngineOptions): Promise<UnitReport> {
  const { capacity = { quick: 20_000, batched: 50_000 }, wrongMode } = options;
  const mode = spec.configuration.mode as FakeMode;
  const nanosPerRecord = 1e9 / capacity[mode];
  const { executor } = spec.configuration;
  const served = { ...spec, configuration: { ...spec.configuration, mode: executor } };
  const report = await virtualUnit({ processingNanos: (records) => records * nanosPerRecord })(served);
  const { output, histograms } = report;
  return {
    ...report,
    histograms: { ...histograms, uncorrected: null },
    cpuNanosPerRecord: null,
    peakRssBytes: null,
    stolenMicros: null,
    output: {
      ...output,
      digest: null,
      unorderedDigest: mode === wrongMode ? 'of other rows' : output.unorderedDigest,
    },
    local: null,
  };
}
