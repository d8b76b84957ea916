import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drained } from './drained.ts';
import type { RunningUnit } from './running-unit.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const sent = { count: 3, lengthMs: 1 };
const quietMs = 100;
const lookMs = 20;

/** A unit in which so many effects are missing at each look, and later as many as at the last one. */
function unitWith(missing: readonly number[], begin: RunningUnit['watch']['begin'] = () => {}): RunningUnit {
  let look = 0;
  const next = async () => {
    vi.advanceTimersByTime(lookMs);
    return Promise.resolve({ missing: missing[Math.min(look++, missing.length - 1)] });
  };
  const producer = { ready: Promise.resolve({ quietMs }) };
  return { request: {}, producer, consumer: { next }, watch: { begin } } as unknown as RunningUnit;
}

/** At which times something new was shown, and what is returned. */
async function drainedAt(unit: RunningUnit): Promise<{ readonly atMs: number[]; readonly problems: string[] }> {
  const [startMs, atMs] = [performance.now(), [] as number[]];
  const onProgress = () => atMs.push(performance.now() - startMs);
  return { problems: await drained(unit, sent, ({ missing }) => missing, onProgress), atMs };
}

test('tells each time when fewer are missing, and not while nothing new comes', async () => {
  expect(await drainedAt(unitWith([3, 3, 1, 1, 0]))).toEqual({ problems: [], atMs: [20, 60, 100] });
  expect(await drainedAt(unitWith([3, 2]))).toEqual({ problems: [], atMs: [20, 40] });
});

test('a job that is overdue is not waited for', async () => {
  const { problems } = await drainedAt(unitWith([3], (_, giveUp) => giveUp?.()));
  expect(problems).toEqual([expect.stringMatching(/^its backlog was not drained within \d+ s$/)]);
});
