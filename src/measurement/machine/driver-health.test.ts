import { describe, expect, test } from 'vitest';
import { Histogram } from '../histogram/histogram.ts';
import { exclusionReasons, type DriverHealth } from './driver-health.ts';

const milli = 1e6;
/** A measurement of one second that began 5 s after its process. */
const sound: DriverHealth = {
  idlePauses: [],
  lateness: new Histogram(),
  originMs: 5_000,
  pauses: [],
  durationNanos: 1000 * milli,
  clockStepMs: 0,
  stolenMicros: 0,
};

function idle(startMs: number, durationMs: number): DriverHealth['idlePauses'][number] {
  return { startNanos: startMs * milli, durationNanos: durationMs * milli };
}

test('an undisturbed unit is not excluded', () => {
  expect(exclusionReasons(sound)).toEqual([]);
});

describe('pauses of an idle executor', () => {
  test('exclude the unit if they add up to more than 1 % of the measurement', () => {
    expect(exclusionReasons({ ...sound, idlePauses: [idle(100, 6), idle(700, 4)] })).toEqual([]);
    expect(exclusionReasons({ ...sound, idlePauses: [idle(100, 6), idle(700, 4.5)] })).toEqual([
      'the machine held the idle driver up for 1.1 % of the unit (pauses: 2; limit: 1 %)',
    ]);
  });

  test.each([
    ['around them', 99, 30],
    ['within them', 105, 1],
    ['at their start', 90, 11],
    ['at their end', 119, 20],
  ])('do not count with a garbage collection %s', (_, startMs, durationMs) => {
    expect(
      exclusionReasons({ ...sound, idlePauses: [idle(100, 20)], pauses: [{ startMs: 5_000 + startMs, durationMs }] }),
    ).toEqual([]);
  });

  test.each([
    ['just before', 90, 10],
    ['just after', 120, 10],
    ['at the same time on the time line of the measurement', 105 - 5_000, 1],
  ])('count with a garbage collection %s', (_, startMs, durationMs) => {
    expect(
      exclusionReasons({ ...sound, idlePauses: [idle(100, 20)], pauses: [{ startMs: 5_000 + startMs, durationMs }] }),
    ).toHaveLength(1);
  });
});

describe('the wall clock', () => {
  test('may move by up to 50 ms in either direction', () => {
    expect(exclusionReasons({ ...sound, clockStepMs: 50 })).toEqual([]);
    expect(exclusionReasons({ ...sound, clockStepMs: -50 })).toEqual([]);
  });

  test('excludes the unit if it moved further, in either direction', () => {
    expect(exclusionReasons({ ...sound, clockStepMs: 51 })).toEqual(['the wall clock moved by 51 ms (limit 50 ms)']);
    expect(exclusionReasons({ ...sound, clockStepMs: -3_600_000 })).toEqual([
      'the wall clock moved by -3600000 ms (limit 50 ms)',
    ]);
  });
});

describe('waits', () => {
  const late = (...millis: readonly number[]): DriverHealth => {
    const lateness = new Histogram();
    for (const each of millis) lateness.recordMany(each * milli, 10);
    return { ...sound, lateness };
  };

  test('may sometimes end late', () => {
    expect(exclusionReasons(late(0, 0, 0, 900, 900))).toEqual([]);
    expect(exclusionReasons(late(0.06, 0.49, 900))).toEqual([]);
  });

  test('exclude the unit if half of them end more than 0.5 ms late', () => {
    expect(exclusionReasons(late(0, 0.95, 0.95))).toEqual([
      "half of the driver's waits ended 0.95 ms late or more (limit: 0.5 ms)",
    ]);
  });

  test('have no median if they are too few', () => {
    expect(exclusionReasons(late(900))).toEqual([]);
  });
});

describe('stolen time', () => {
  test('excludes the unit above 5 % of the measurement and one step of the counter', () => {
    expect(exclusionReasons({ ...sound, stolenMicros: 60_000 })).toEqual([]);
    expect(exclusionReasons({ ...sound, stolenMicros: 70_000 })).toEqual([
      'the hypervisor took 7.0 % of the unit from a processor (limit: 5 % and 10 ms)',
    ]);
    expect(exclusionReasons({ ...sound, durationNanos: 2_000 * milli, stolenMicros: 70_000 })).toEqual([]);
  });

  test('excludes nothing if it is unknown', () => {
    expect(exclusionReasons({ ...sound, stolenMicros: null })).toEqual([]);
  });
});

test('gives every reason that applies', () => {
  expect(
    exclusionReasons({ ...sound, idlePauses: [idle(100, 20)], clockStepMs: 60, stolenMicros: 500_000 }),
  ).toHaveLength(3);
});
