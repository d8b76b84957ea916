import { expect, test } from 'vitest';
import { generatedWorkload, recordedWorkload } from '../engines/example-workloads.test-program.ts';
import { looped } from '../sources/looped.ts';
import type { RecordedSource } from '../sources/source.ts';
import { exampleEngines } from './example-engines.test-program.ts';
import { mostRecords, requireForSearch } from './most-records.ts';

const limits = { ...exampleEngines()[0].limits, maxRecords: 10_000, firstRatePerSecond: 5000 };

test('a unit has at most what its engine takes, and what a recording has', async () => {
  expect(await mostRecords(generatedWorkload.source, limits)).toEqual({ count: 10_000, recording: null });
  expect(await mostRecords(recordedWorkload(300, 1).source, limits)).toEqual({ count: 300, recording: 'recorded' });
  expect(await mostRecords(recordedWorkload(20_000, 1).source, limits)).toEqual({ count: 10_000, recording: null });
  const endless = looped(recordedWorkload(300, 1).source as RecordedSource);
  expect(await mostRecords(endless, limits)).toEqual({ count: 10_000, recording: null });
});

test('a search is refused where its first unit has too few records, and says how many it needs', () => {
  const lengths = { warmUpMs: 500, durationMs: 400 };
  expect(() => requireForSearch({ count: 4500, recording: 'a.csv' }, limits, lengths)).not.toThrow();
  expect(() => requireForSearch({ count: 1, recording: null }, limits, lengths)).not.toThrow();
  expect(() => requireForSearch({ count: 4499, recording: 'a.csv' }, limits, lengths)).toThrow(
    'a.csv: the recording has 4,499 records, and a search begins with units of 4,500: ' +
      '5,000 records/s for 500 ms of warm-up and 400 ms\nRecord more, or let the recording start again at its end',
  );
});
