import { isSameAnswer, type Answer, type UnitReport } from '../engines/unit-report.ts';
import type { Configuration } from '../results/configuration.ts';
import type { Unit } from '../results/unit.ts';

/** A finished unit: as in the result document, and the whole report of its engine. */
export interface FinishedUnit {
  readonly unit: Unit;
  readonly report: UnitReport;
}

/**
 * A unit as in the result document. It has failed if its answer differs from the reference. One that was cut off has
 * no answer.
 *
 * @param reference null while it is unknown
 */
export function unitOf(
  configuration: Configuration,
  repetition: number,
  report: UnitReport,
  reference: Answer | null,
): Unit {
  const { recordCount: _, badRecords: __, recovery: ___, costBySize: ____, isCut = false, ...figures } = report;
  const output = isCut ? null : report.output;
  const isWrong = reference !== null && output !== null && !isSameAnswer(output, reference);
  const failure = isWrong ? differenceOf(report, reference) : null;
  return { ...configuration, ...figures, output, repetition, failure };
}

function differenceOf({ output }: UnitReport, reference: Answer): string {
  const where = output.readBack === 'yes' ? ', read back from the sink,' : '';
  const rows = output.rows === reference.rows ? '' : `: ${output.rows} rows instead of ${reference.rows}`;
  return `its answer${where} differs from that of batch${rows}`;
}
