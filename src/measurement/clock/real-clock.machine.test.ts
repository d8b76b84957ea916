import { describe, expect, test } from 'vitest';
import { observeGarbageCollection } from '../machine/garbage-collection.ts';
import { RealClock, type WaitPolicy } from './real-clock.ts';

const milli = 1e6;

test('counts whole nanoseconds from its construction, and never back', () => {
  const clock = new RealClock('spin');
  const readings = Array.from({ length: 1000 }, () => clock.now());
  expect(readings.every((reading) => Number.isInteger(reading) && reading >= 0)).toBe(true);
  expect(readings.toSorted((left, right) => left - right)).toEqual(readings);
});

test('has its origin on the time line of performance.now()', () => {
  const before = performance.now();
  const { originMs } = new RealClock('spin');
  expect(originMs).toBeGreaterThanOrEqual(before);
  expect(originMs).toBeLessThanOrEqual(performance.now());
});

test('has its origin on the time line of process.hrtime()', () => {
  const before = process.hrtime.bigint();
  const clock = new RealClock('spin');
  const after = process.hrtime.bigint();
  const origin = clock.hrtimeOrigin();
  // The two readings taken for the same moment may be some hundred nanoseconds apart.
  expect(origin).toBeGreaterThan(before - 100_000n);
  expect(origin).toBeLessThan(after + 100_000n);
});

describe.each<WaitPolicy>(['spin', 'park'])('a wait by %s', (policy) => {
  test('does not end early, and returns the time of its end', () => {
    const clock = new RealClock(policy);
    for (const nanos of [1, 50_000, 1_234_567, 3 * milli]) {
      const ended = clock.waitUntil(nanos);
      expect(ended).toBeGreaterThanOrEqual(nanos);
      expect(clock.now()).toBeGreaterThanOrEqual(ended);
    }
  });

  test('for a time that has passed ends at once, and records no lateness', () => {
    const clock = new RealClock(policy);
    const now = clock.waitUntil(1 * milli);
    const { count } = clock.lateness;
    expect(clock.waitUntil(now - 1)).toBeGreaterThanOrEqual(now);
    expect(clock.waitUntil(0)).toBeGreaterThanOrEqual(now);
    expect(clock.lateness.count).toBe(count);
    expect(clock.idlePauses.every(({ startNanos }) => startNanos <= now)).toBe(true);
  });

  test('records its lateness', () => {
    const clock = new RealClock(policy);
    const waits = [1, 2, 3].map((time) => {
      const asked = clock.now() + time * milli;
      return clock.waitUntil(asked) - asked;
    });
    expect(clock.lateness.count).toBe(3);
    expect(clock.lateness.max).toBe(Math.max(...waits));
  });

  test('records only pauses longer than a millisecond', () => {
    const clock = new RealClock(policy);
    for (let wait = 0; wait < 20; wait++) clock.waitUntil(clock.now() + milli / 2);
    for (const { startNanos, durationNanos } of clock.idlePauses) {
      expect(durationNanos).toBeGreaterThan(milli);
      expect(startNanos).toBeGreaterThanOrEqual(0);
    }
  });
});

test('waiting makes no garbage, whose collections would be told as those of the pipeline', async () => {
  const clock = new RealClock('spin');
  const waitFor = (milliseconds: number): number => clock.waitUntil(clock.now() + milliseconds * milli);
  // Until the code is compiled, numbers are objects.
  for (let wait = 0; wait < 100; wait++) waitFor(10);
  const garbage = observeGarbageCollection();
  for (let wait = 0; wait < 100; wait++) waitFor(10);
  // A clock that makes garbage has ten.
  expect((await garbage.stop()).length).toBeLessThanOrEqual(2);
});
