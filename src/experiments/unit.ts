import { isSameAnswer, type Answer, type UnitReport } from '../engines/unit-report.ts';
import type { Configuration } from '../results/configuration.ts';
import type { Unit } from '../results/unit.ts';

/** A finished unit: as the result document has it, and with what only the experiment needs. */
export interface FinishedUnit {
  readonly unit: Unit;
  readonly report: UnitReport;
}

/**
 * A unit as the result document has it. It has failed where its answer is not the reference's.
 *
 * @param reference null where it is not known yet
 */
export function unitOf(
  configuration: Configuration,
  repetition: number,
  report: UnitReport,
  reference: Answer | null,
): Unit {
  const { recordCount: _, badRecords: __, recovery: ___, ...figures } = report;
  const isWrong = reference !== null && !isSameAnswer(report.output, reference);
  const failure = isWrong ? 'its answer differs from that of batch' : null;
  return { ...configuration, ...figures, repetition, failure };
}
