import { expect, test } from 'vitest';
import { generatedWorkload, recordedWorkload } from '../engines/example-workloads.test-program.ts';
import { looped } from '../sources/looped.ts';
import type { RecordedSource } from '../sources/source.ts';
import type { Workload } from '../workloads/workload.ts';
import { exampleEngines } from './example-engines.test-program.ts';
import { mostRecords, requireForSearch } from './most-records.ts';

const limits = { ...exampleEngines()[0].limits, maxRecords: 10_000, firstRatePerSecond: 50 };

function loopedWorkload(count: number, gapMs: number): Workload {
  const recorded = recordedWorkload(count, gapMs);
  return { ...recorded, source: looped(recorded.source as RecordedSource) };
}

test('a unit has what its engine takes, or what a recording has besides records that fill windows', async () => {
  const all = { fillRecords: 0, recording: null };
  expect(await mostRecords(generatedWorkload, limits)).toEqual({ ...all, count: 10_000 });
  // Windows of 10 ms.
  expect(await mostRecords(recordedWorkload(300, 1), limits)).toEqual({
    count: 290,
    fillRecords: 10,
    recording: 'recorded',
  });
  const endless = { count: 9_990, fillRecords: 10, recording: null };
  expect(await mostRecords(recordedWorkload(20_000, 1), limits)).toEqual(endless);
  expect(await mostRecords(loopedWorkload(20_000, 1), limits)).toEqual(endless);
  expect(await mostRecords(loopedWorkload(3, 1), limits)).toEqual(endless);
});

test('a search is refused where no unit would count, because windows do not fill', async () => {
  await expect(mostRecords(recordedWorkload(8, 1), limits)).rejects.toThrow(
    'recorded: windows fill in 0.01 s of event time, and 8 records span 0.007 s',
  );
  await expect(mostRecords(recordedWorkload(20_000, 0.01), limits)).rejects.toThrow('500 records span 0.005 s');
});

test('a search is refused where its first unit has too few records, and says how many it needs', () => {
  const fast = { ...limits, firstRatePerSecond: 5000 };
  const lengths = { warmUpMs: 500, durationMs: 400 };
  const most = { count: 4500, fillRecords: 0, recording: 'a.csv' };
  expect(() => requireForSearch(most, fast, lengths)).not.toThrow();
  expect(() => requireForSearch({ ...most, count: 1, recording: null }, fast, lengths)).not.toThrow();
  expect(() => requireForSearch({ ...most, count: 4499 }, fast, lengths)).toThrow(
    'a.csv: the recording has 4,499 records, and the first unit of a search needs 4,500 records: ' +
      '900 ms at 5,000 records/s\nRecord more, or let the recording start again at its end with --loop.',
  );
  expect(() => requireForSearch({ ...most, count: 1, fillRecords: 20 }, fast, lengths)).toThrow(
    'the recording has 21 records, and the first unit of a search needs 4,520 records: ' +
      '20 that fill windows, and 900 ms at 5,000 records/s',
  );
});
