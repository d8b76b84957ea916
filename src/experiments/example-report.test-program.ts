import type { ReferenceReport, UnitReport } from '../engines/unit-report.ts';
import { exampleUnit } from '../results/example.test-program.ts';

/** What a unit of continuous at 10,000 records/s found, changed in what a test is about. */
export function exampleReport(changes: Partial<UnitReport> = {}): UnitReport {
  const { engine: _, mode: __, executor: ___, intervalMs: ____, commit: _____, ...found } = exampleUnit();
  const { repetition: ______, failure: _______, output, ...figures } = found;
  return {
    ...figures,
    output: output!,
    recordCount: 17_500,
    badRecords: { skipped: 0, deadLettered: 0 },
    recovery: null,
    costBySize: null,
    ...changes,
  };
}

/** What batch answers to the records of such a unit: the same. */
export function exampleReference(changes: Partial<ReferenceReport> = {}): ReferenceReport {
  const { output, offeredRate, recordCount, records, badRecords } = exampleReport();
  const { rows, digest, unorderedDigest } = output;
  return {
    answer: { rows, digest, unorderedDigest },
    offeredRate,
    recordCount,
    records: { measured: records.measured },
    badRecords,
    late: null,
    ...changes,
  };
}
