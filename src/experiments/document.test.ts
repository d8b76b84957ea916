import { expect, test } from 'vitest';
import { exampleResult } from '../results/example.test-program.ts';
import { fraud } from '../workloads/fraud.ts';
import { beginningOf } from './document.ts';
import { exampleSettings } from './example-settings.test-program.ts';
import { exampleReport } from './example-unit.test-program.ts';

const { machine, tool, startedAt } = exampleResult();

function experimentOf(...rates: readonly number[]) {
  const references = rates.map((rate) =>
    exampleReport({ offeredRate: rate, recordCount: 2 * rate, measuredRecords: rate }),
  );
  return beginningOf('sweep', exampleSettings, fraud, { machine, tool, startedAt }, references).experiment;
}

test('units of one rate have a number of records in common', () => {
  expect(experimentOf(5000)).toMatchObject({
    kind: 'sweep',
    recordCount: 10_000,
    measuredRecords: 5000,
    load: { shape: 'constant', rate: 5000 },
  });
});

test('what differs from rate to rate is null', () => {
  expect(experimentOf(5000, 5000, 9000)).toMatchObject({
    recordCount: null,
    measuredRecords: null,
    load: { shape: 'constant', rate: null },
  });
});
