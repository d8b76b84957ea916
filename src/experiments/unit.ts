import type { ReferenceAnswer } from '../engines/local/reference-answer.ts';
import type { UnitFigures } from '../engines/local/unit-figures.ts';
import type { UnitSpec } from '../engines/local/unit-spec.ts';
import type { Unit } from '../results/unit.ts';
import type { Configuration, RunSettings } from './settings.ts';

/** What a unit of this configuration is to measure; `batch` gives the reference answer. */
export function unitSpec(settings: RunSettings, configuration: Configuration | 'batch', repetition: number): UnitSpec {
  const {
    workload,
    replay,
    load,
    loadParameters,
    ratePerSecond,
    speed,
    durationMs,
    warmUpMs,
    sink,
    sync,
    wait,
    records,
    seed,
  } = settings;
  // The reference's rows are only digested: what its sink costs, nobody asks.
  const own =
    configuration === 'batch'
      ? ({ executor: 'batch', intervalMs: null, commit: 'invocation', sink: 'none' } as const)
      : { ...configuration, sink };
  return {
    workload,
    replay,
    load,
    loadParameters,
    ratePerSecond,
    speed,
    durationMs,
    warmUpMs,
    sync,
    wait,
    records,
    seed,
    repetition,
    ...own,
  };
}

/** What a unit found, as the result document has it; it has failed where its answer is not the reference's. */
export function runOf(
  configuration: Configuration,
  repetition: number,
  figures: UnitFigures,
  reference: ReferenceAnswer,
): Unit {
  const { recordCount: _, measuredRecords: __, badRecords: ___, recovery: ____, reference: _____, ...own } = figures;
  const wrong = figures.output.digest !== reference.digest;
  return {
    engine: 'local',
    ...configuration,
    repetition,
    ...own,
    ...(wrong && { status: 'failed', reasons: ['its answer differs from that of batch'] }),
  };
}
