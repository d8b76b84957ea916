import { expect, test } from 'vitest';
import { generated } from '../../sources/generated.ts';
import { workload, type Workload } from '../../workloads/workload.ts';
import { recordedWorkload } from '../example-workloads.test-program.ts';
import { warmUpMsFor } from './warm-up.ts';

function windowed(sizeMs: number, watermarkDelayMs: number, timeScale: number): Workload {
  const source = generated({ schema: { time: 'timestamp' }, eventTime: 'time', timeScale, record: () => ({}) });
  return workload({
    name: 'windowed',
    source,
    watermarkDelayMs,
    pipeline: (records) => records.tumblingWindow({ sizeMs, aggregates: () => ({}) }),
  });
}

test('is half a second at least, for code to be compiled', () => {
  expect(warmUpMsFor(windowed(100, 0, 1), 0)).toBe(500);
});

test('is as long as the windows take to fill and close once, at the speed of event time', () => {
  expect(warmUpMsFor(windowed(60_000, 2_000, 1), 0)).toBe(62_000);
  expect(warmUpMsFor(windowed(60_000, 2_000, 60), 0)).toBe(1034);
});

test('lets two of the longest intervals pass', () => {
  expect(warmUpMsFor(windowed(100, 0, 1), 100)).toBe(500);
  expect(warmUpMsFor(windowed(100, 0, 1), 1_000.25)).toBe(2001);
});

test('leaves windows of recorded data to their own times', () => {
  expect(warmUpMsFor(recordedWorkload(10, 1), 0)).toBe(500);
});
