import { expect, test } from 'vitest';
import { count } from '../../builder/aggregate.ts';
import { csv } from '../../sources/csv.ts';
import type { TimeUnit } from '../../sources/file-column.ts';
import { workload } from '../../workloads/workload.ts';
import { specOf } from '../example-spec.test-program.ts';
import { scheduleRecords } from '../schedule/scheduled-records.ts';
import type { LateReport } from '../unit-report.ts';
import { referenceOf } from './reference.ts';

/** Counts in windows of 100 ms, which begin each `slideMs`; all records at 2,000/s, measured from 500 ms on. */
async function lateIn(file: string, slideMs = 100, timeUnit?: TimeUnit): Promise<LateReport | null> {
  const source = csv({
    path: new URL(`../../sources/fixtures/${file}.csv`, import.meta.url),
    schema: { at: 'timestamp', k: 'text', v: 'integer' },
    eventTime: 'at',
    timeUnit,
  });
  const counting = workload({
    name: 'counting',
    source,
    pipeline: (records) =>
      records.slidingWindow({ sizeMs: 100, slideMs, by: ['k'], aggregates: () => ({ records: count() }) }),
  });
  const spec = specOf({ durationMs: null, warmUpMs: 500 });
  return referenceOf(spec, counting, await scheduleRecords(spec, counting)).late;
}

test('one record of 2126 makes all that follow late, and none of them has an effect', async () => {
  const late = await lateIn('one-record-of-2126');
  expect(late).toMatchObject({ records: 1899, dropped: 1899, measuredDropped: 1000, cause: { kind: 'far ahead' } });
});

test('a clock set back by an hour makes the later half late', async () => {
  expect(await lateIn('clock-set-back')).toMatchObject({ records: 500, dropped: 500, cause: { kind: 'set back' } });
});

test('seconds among milliseconds are late', async () => {
  const late = await lateIn('mixed-units', 100, 'ms');
  expect(late).toMatchObject({ records: 10, dropped: 10, measuredDropped: 0, cause: { kind: 'two units of time' } });
});

test('in windows that overlap each record counts once, however many windows it is late for', async () => {
  expect(await lateIn('one-record-of-2126', 10)).toMatchObject({ records: 1899, dropped: 1899 });
});
