import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, sum } from '../../../builder/aggregate.ts';
import { streamFrom, type Output } from '../../../builder/stream.ts';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import { compile } from '../../../compile/compile.ts';
import { answerByBatch } from '../../local/reference.ts';
import { traced } from '../../traced-plan.ts';
import { withClosingRecord } from './closing-record.ts';
import { effectsOf, rowsByBatch, untilFirstRow, type Effects } from './effects.ts';
import { numberedRecords } from '../records/numbered-records.ts';
import { jsonReader, jsonWriter } from '../../../row-formats/record-json.ts';
import { SeenRows } from './seen-rows.ts';

const schema = { time: 'timestamp', user: 'text?', amount: 'integer', words: 'text?' } as const;
const length = 60;
/** One record a second of event time; every seventh comes 2 s too early, and record 30 far too late. */
function timeMicros(record: number): number {
  if (record === 30) return 0;
  return 1e6 * (record % 7 === 6 ? record + 2 : record);
}

function scheduled(): { records: Table; arrivalsNanos: Float64Array; measuredFrom: number } {
  const records = new Table(schema, new Dictionary());
  for (let record = 0; record < length; record++)
    records.append([timeMicros(record), ['a', 'b', null][record % 3], record % 10, record % 4 === 0 ? 'x y x' : 'z']);
  return { records, arrivalsNanos: Float64Array.from({ length }, (_, record) => record), measuredFrom: 3 };
}

const stream = streamFrom(schema, 'time', 1000);
const large = stream.filter((row) => row.amount.gt(1));
const pipelines: Readonly<Record<string, Output>> = {
  'windows of ten seconds': large.tumblingWindow({
    sizeMs: 10_000,
    by: ['user'],
    aggregates: (row) => ({ total: sum(row.amount) }),
  }),
  'windows without a key': large.tumblingWindow({ sizeMs: 7000, by: [], aggregates: () => ({ rows: count() }) }),
  'windows of several rows of a record': stream
    .explode({ column: 'words', into: 'word', separator: ' ' })
    .tumblingWindow({ sizeMs: 10_000, by: ['word'], aggregates: () => ({ words: count() }) }),
  'windows that overlap': large.slidingWindow({
    sizeMs: 10_000,
    slideMs: 5000,
    by: ['user'],
    aggregates: (row) => ({ total: sum(row.amount) }),
  }),
};

interface Closed {
  readonly records: Table;
  readonly effects: Effects;
  readonly seen: SeenRows;
  readonly measuredFrom: number;
}

function closedBy({ plan }: Output): Closed {
  const tracing = traced(plan);
  const unit = { ...scheduled(), ratePerSecond: 1, badRecords: { skipped: 0, deadLettered: 0 }, ring: null };
  const { records: sent, measuredFrom } = withClosingRecord(tracing, unit);
  const records = numberedRecords(sent);
  const effects = effectsOf(tracing, records);
  const seen = new SeenRows(plan, tracing, effects, rowsByBatch(tracing.plan, records), measuredFrom);
  return { records, effects, seen, measuredFrom };
}

/** The rows of a job that invokes the plan's step up to each of these records, with the last record of each. */
function rowsOf({ plan }: Output, records: Table, ends: readonly number[]): { text: string; last: number }[] {
  const step = compile(traced(plan).plan, records);
  const write = jsonWriter(step.output.table);
  let from = 0;
  return [...ends, records.length].flatMap((to) => {
    step.output.clear();
    step.invoke(from, to);
    from = to;
    const { table } = step.output;
    return Array.from({ length: table.length }, (_, row) => ({ text: write(table, row), last: to - 1 }));
  });
}

const divisions = fc
  .uniqueArray(fc.integer({ min: 1, max: length }), { maxLength: 20 })
  .map((ends) => ends.toSorted((left, right) => left - right));

describe.each(Object.entries(pipelines))('of %s', (_, output) => {
  const { plan } = output;
  const readRow = jsonReader(new Table(traced(plan).plan.schema, new Dictionary()));

  test('each record is visible with the window that it is in, and the rows are those of batch', () => {
    const answer = answerByBatch(plan, scheduled().records);
    fc.assert(
      fc.property(divisions, (ends) => {
        const { records, effects, seen } = closedBy(output);
        for (const { text, last } of rowsOf(output, records, ends)) seen.take(readRow(text), last);
        const { nanos, missing, unknownRows } = seen.visibility;
        expect([missing, unknownRows, seen.missing]).toEqual([0, 0, 0]);
        for (let record = 0; record < length; record++) {
          const invocation = [...ends, records.length].find((end) => end > effects.dueBy[record])! - 1;
          expect(nanos[record]).toBe(effects.counts[record] === 0 ? Infinity : invocation);
        }
        expect(seen.output()).toMatchObject({ rows: answer.rows, unorderedDigest: answer.unorderedDigest });
      }),
      { numRuns: 20 },
    );
  });

  test('the warm-up shows a row, and all that it can when its last record was sent', () => {
    const { records, effects, seen, measuredFrom } = closedBy(output);
    expect(seen.visibility.missingOfWarmUp).toBeGreaterThan(0);
    for (const { text, last } of rowsOf(output, records, [measuredFrom]))
      if (last < measuredFrom) seen.take(readRow(text), last);
    expect(seen.visibility.missingOfWarmUp).toBe(0);
    expect(untilFirstRow(effects)).toBe(measuredFrom);
  });

  test('a row that is lost, or that is not whole, is noticed', () => {
    const { records } = closedBy(output);
    const rows = rowsOf(output, records, []);
    for (const lost of rows.keys()) {
      const { seen } = closedBy(output);
      for (const [index, { text, last }] of rows.entries()) if (index !== lost) seen.take(readRow(text), last);
      expect(seen.visibility.missing).toBeGreaterThan(0);
    }
    const { seen } = closedBy(output);
    for (const { text, last } of rows) seen.take(readRow(text.replace(/("streamBenchCount":)\d+/, '$10')), last);
    expect(seen.visibility.missing).toBeGreaterThan(0);
  });
});

test('a record is due with the first record whose watermark reaches the end of its window', () => {
  const { effects } = closedBy(pipelines['windows of ten seconds']);
  // Record 6 has the time of 8 s, and is in the window that record 11 closes, after a delay of 1 s. Record 12 has 12 s
  // and so the window from 10 to 20 s, which record 20 closes with its time of 22 s. Record 30 is late.
  expect([6, 12, 30].map((record) => [effects.counts[record], effects.dueBy[record]])).toEqual([
    [1, 11],
    [1, 20],
    [0, 30],
  ]);
  expect([effects.counts[length - 1], effects.dueBy[length - 1]]).toEqual([1, length]);
});
