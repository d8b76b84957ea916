import { describe, expect, test } from 'vitest';
import type { LateReport, ReferenceReport } from '../engines/unit-report.ts';
import type { LateCause } from '../sources/late-cause.ts';
import { exampleResult } from '../results/example.test-program.ts';
import type { RecordShape } from '../sources/record-shape.ts';
import { exampleReference } from './example-report.test-program.ts';
import { lateCauseText } from './late-cause-text.ts';
import { lateRecordsOf, refusalForLate } from './late-records.ts';

const cause: LateCause = {
  kind: 'far ahead',
  record: 100,
  timeMicros: Date.UTC(2126, 0) * 1000,
  byMicros: 100 * 3.156e13,
};

function reference(late: Partial<LateReport> | null, of = 2000, measured = 1000): ReferenceReport {
  const none = { records: 0, dropped: 0, measuredDropped: 0, cause: null };
  return exampleReference({ recordCount: of, records: { measured }, late: late && { ...none, ...late } });
}

function refusal(references: readonly ReferenceReport[], shape: RecordShape = {}): string | undefined {
  const { experiment } = exampleResult();
  const late = lateRecordsOf(references, shape);
  return refusalForLate({ experiment: { ...experiment, ...(late && { late }) } })?.text;
}

const flood = reference({ records: 1899, dropped: 1899, measuredDropped: 1000, cause });

describe('late records', () => {
  test('are none where none is late', () => {
    expect(lateRecordsOf([reference(null)], {})).toBeUndefined();
    expect(refusal([reference(null)], {})).toBeUndefined();
  });

  test('are told with their number, their share, and the likely cause', () => {
    const { text, ...counts } = lateRecordsOf([flood], {})!;
    expect(counts).toEqual({ records: 1899, dropped: 1899, of: 2000, tooMany: true });
    expect(text).toBe(
      '1,899 of 2,000 records were late and dropped (95 %), in the measured period 1,000 of 1,000 (100 %). Likely ' +
        'cause: record 101 (2126-01-01T00:00:00Z) is 100 years ahead of those around it, and records are late until ' +
        'event time has reached it. Correct it, or leave it out.',
    );
  });

  test('that count in other windows are told apart from those that were dropped', () => {
    const both = reference({ records: 40, dropped: 10 });
    expect(lateRecordsOf([both], {})!.text).toBe(
      '10 of 2,000 records were late and dropped (0.5 %), in the measured period none, and 30 were late for some of ' +
        'their windows or operators, and counted in others.',
    );
    expect(lateRecordsOf([reference({ records: 40 })], {})!.text).toMatch(
      /^40 of 2,000 records were late for some .*2\.0 %/,
    );
  });

  test('however few, are never 0 % of the records', () => {
    const few = reference({ records: 1, dropped: 1, measuredDropped: 1 }, 1_000_000, 500_000);
    expect(lateRecordsOf([few], {})!.text).toMatch(/\(less than 0\.01 %\), .* 1 of 500,000 \(less than 0\.01 %\)\.$/);
  });

  test('of several rates are those of the unit with the largest share', () => {
    const few = reference({ records: 2, dropped: 2 });
    expect(lateRecordsOf([few, flood, reference(null)], {})!.dropped).toBe(1899);
  });
});

describe('nothing is recommended', () => {
  test('where more than 5 % of the records were dropped', () => {
    expect(refusal([flood])).toMatch(/^Inconclusive: too many records .* 1,899 of 2,000 .* \(95 %\).* 100 years/);
  });

  test.each<[string, Partial<LateReport>]>([
    ['of all', { records: 101, dropped: 101, measuredDropped: 0 }],
    ['of those in the measured period', { records: 51, dropped: 51, measuredDropped: 51 }],
  ])('also where it is just more than 5 %% %s', (_, late) => {
    expect(refusal([reference(late)], {})).not.toBeUndefined();
  });

  test('where it is so at one of several rates', () => {
    expect(refusal([reference(null), flood], {})).not.toBeUndefined();
  });

  test('but not for a small share, nor for records that count elsewhere', () => {
    expect(refusal([reference({ records: 100, dropped: 100, measuredDropped: 50 })], {})).toBeUndefined();
    expect(refusal([reference({ records: 2000 })], {})).toBeUndefined();
  });

  test('nor for the late records that the user asked for', () => {
    const asked = reference({ records: 400, dropped: 400, measuredDropped: 200, cause });
    expect(refusal([asked], { lateShare: 0.2 })).toBeUndefined();
    expect(lateRecordsOf([asked], { lateShare: 0.2 })!.text).toMatch(/\(20 %\)\. --late asks for such records\.$/);
    expect(refusal([asked], { lateShare: 0.1 })).not.toBeUndefined();
  });
});

test('each cause has its words, with the record counted from 1', () => {
  const kinds: Record<LateCause['kind'], RegExp> = {
    'two units of time': /^Likely cause: two units of time in one column: record 101 .* factor of 1,000/,
    'far ahead': /record 101 \(2126-01-01T00:00:00Z\) is 100 years ahead/,
    'set back': /^Likely cause: a clock that was set back, or .*: from record 101 .* is 100 years behind\./,
    'newest first': /sorted from the newest to the oldest: from record 101/,
    'out of order': /out of order than watermarkDelayMs allows: record 101 .* by 100 years\./,
  };
  for (const [kind, words] of Object.entries(kinds)) {
    expect(lateCauseText({ ...cause, kind: kind as LateCause['kind'] })).toMatch(words);
  }
});

test.each<[number, string]>([
  [3600e6 - 10_000, '1 hour'],
  [3.2e6, '3.2 seconds'],
  [90e6, '1.5 minutes'],
  [120 * 3.156e13, '120 years'],
  [20, '20 microseconds'],
])('%d µs are %s', (byMicros, text) => {
  expect(lateCauseText({ ...cause, byMicros })).toContain(` ${text} ahead`);
});
