import { expect, test } from 'vitest';
import { exampleResult, exampleUnit } from '../results/example.test-program.ts';
import { fraud } from '../workloads/fraud.ts';
import { beginningOf, sameAnswerByRate, sameAnswerOf } from './document.ts';
import { exampleReference } from './example-report.test-program.ts';
import { exampleSettings } from './example-settings.test-program.ts';

const { machine, tool, startedAt } = exampleResult();

function experimentOf(...rates: readonly number[]) {
  const references = rates.map((rate) =>
    exampleReference({ offeredRate: rate, recordCount: 2 * rate, records: { measured: rate } }),
  );
  return beginningOf(exampleSettings, fraud, { machine, tool, startedAt }, references).experiment;
}

test('units of one rate have a number of records in common', () => {
  expect(experimentOf(5000)).toMatchObject({
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

test('the answer that all units share has both digests, and is equal where no unit failed', () => {
  const units = [exampleUnit(), exampleUnit({ repetition: 1 })];
  const reference = exampleReference();
  const { rows, digest, unorderedDigest } = reference.answer;
  const shared = { reference: 'batch', rows, digest, unorderedDigest };
  expect(sameAnswerOf(units, reference)).toEqual({ equal: true, ...shared });
  const failed = exampleUnit({ failure: 'its answer differs from that of batch' });
  expect(sameAnswerOf([...units, failed], reference)).toEqual({ equal: false, ...shared });
});

test('where each rate has an answer of its own, units share none', () => {
  const none = { reference: 'batch', rows: null, digest: null, unorderedDigest: null };
  expect(sameAnswerByRate([exampleUnit()], 'batch')).toEqual({ equal: true, ...none });
  expect(sameAnswerByRate([exampleUnit({ failure: 'it crashed' })], 'batch')).toEqual({ equal: false, ...none });
});
