import { expect, test } from 'vitest';
import { countedPauses, pausedNanos, stolenNanos } from './counted-pauses.ts';

const milli = 1e6;
const pause = { startNanos: 100 * milli, durationNanos: 20 * milli, takenNanos: 15 * milli };

/** How many of one pause from 100 to 120 ms of a measurement that began 5 s after its process. */
function countedWith(startMs: number, durationMs: number): number {
  return countedPauses({ idlePauses: [pause], originMs: 5_000 }, [{ startMs, durationMs }]).length;
}

test.each([
  ['around them', 99, 30],
  ['within them', 105, 1],
  ['at their start', 90, 11],
  ['at their end', 119, 20],
])('pauses do not count with a garbage collection %s', (_, startMs, durationMs) => {
  expect(countedWith(5_000 + startMs, durationMs)).toBe(0);
});

test.each([
  ['just before', 90, 10],
  ['just after', 120, 10],
  ['at the same time on the time line of the measurement', 105 - 5_000, 1],
])('pauses count with a garbage collection %s', (_, startMs, durationMs) => {
  expect(countedWith(5_000 + startMs, durationMs)).toBe(1);
});

test('pauses add up, by when they began, and by whether another thread ran', () => {
  const pauses = [pause, { startNanos: 300 * milli, durationNanos: 5 * milli, takenNanos: 0 }];
  expect([pausedNanos(pauses), pausedNanos(pauses, 200 * milli), pausedNanos(pauses, 0, 300 * milli)]).toEqual([
    25 * milli,
    5 * milli,
    20 * milli,
  ]);
  expect(stolenNanos(pauses)).toBe(10 * milli);
});
