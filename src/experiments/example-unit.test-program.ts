import type { UnitFigures } from '../engines/local/unit-figures.ts';
import { exampleUnit } from '../results/example.test-program.ts';

/** What a unit of continuous at 10,000 records/s found, changed in what a test is about. */
export function exampleReport(changes: Partial<UnitFigures> = {}): UnitFigures {
  const { engine: _, executor: __, intervalMs: ___, commit: ____, repetition: _____, output, ...own } = exampleUnit();
  return {
    ...own,
    output: output!,
    recordCount: 17_500,
    measuredRecords: 12_500,
    badRecords: { skipped: 0, deadLettered: 0 },
    recovery: null,
    ...changes,
  };
}
