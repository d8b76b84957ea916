import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Job } from '../job/job.ts';
import { watchJob, type JobWatch } from './watch-job.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A job that takes a nanosecond of processor time in each millisecond, whatever it does. */
function watched(): JobWatch {
  const startMs = Date.now();
  const job: Job = {
    usage: () => ({ cpuNanos: Date.now() - startMs, rssBytes: 1000 }),
    lost: new Promise(() => {}),
    stop: async () => {},
  };
  return watchJob(job, new AbortController().signal);
}

test('the processor time of a job is that until it has shown the last thing, and not that of the wait for more', () => {
  const watch = watched();
  vi.advanceTimersByTime(1000);
  watch.progressed();
  vi.advanceTimersByTime(5000);
  expect(watch.usage()).toMatchObject({ cpuNanos: 1200, peakRssBytes: 1000 });
});

test('what it has shown since the last look counts', () => {
  const watch = watched();
  vi.advanceTimersByTime(1050);
  watch.progressed();
  expect(watch.usage().cpuNanos).toBe(1050);
});

test('of a system that does not tell, nothing is known', () => {
  const job: Job = { usage: () => null, lost: new Promise(() => {}), stop: async () => {} };
  const usage = watchJob(job, new AbortController().signal).usage();
  expect([usage.cpuNanos, usage.peakRssBytes]).toEqual([null, null]);
});
