import { describe, expect, test } from 'vitest';
import { Histogram } from '../histogram/histogram.ts';
import { exclusionReasons, type DriverHealth } from './driver-health.ts';

const milli = 1e6;
/** A run of one second that began 5 s after its process did. */
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

test('an undisturbed unit is sound', () => {
  expect(exclusionReasons(sound)).toEqual([]);
});

describe('pauses of an idle executor', () => {
  test('spoil the unit above 1 % of the run, all taken together', () => {
    expect(exclusionReasons({ ...sound, idlePauses: [idle(100, 6), idle(700, 4)] })).toEqual([]);
    expect(exclusionReasons({ ...sound, idlePauses: [idle(100, 6), idle(700, 4.5)] })).toEqual([
      'the machine held the idle driver up for 1.1 % of the run (pauses: 2; limit: 1 %)',
    ]);
  });

  test.each([
    ['around it', 99, 30],
    ['within it', 105, 1],
    ['at its start', 90, 11],
    ['at its end', 119, 20],
  ])('do not count where garbage was collected %s', (_, startMs, durationMs) => {
    expect(
      exclusionReasons({ ...sound, idlePauses: [idle(100, 20)], pauses: [{ startMs: 5_000 + startMs, durationMs }] }),
    ).toEqual([]);
  });

  test.each([
    ['just before', 90, 10],
    ['just after', 120, 10],
    ['at the same time on the run’s own time line', 105 - 5_000, 1],
  ])('count where garbage was collected %s', (_, startMs, durationMs) => {
    expect(
      exclusionReasons({ ...sound, idlePauses: [idle(100, 20)], pauses: [{ startMs: 5_000 + startMs, durationMs }] }),
    ).toHaveLength(1);
  });
});

describe('the wall clock', () => {
  test('may be slewed by up to 50 ms either way', () => {
    expect(exclusionReasons({ ...sound, clockStepMs: 50 })).toEqual([]);
    expect(exclusionReasons({ ...sound, clockStepMs: -50 })).toEqual([]);
  });

  test('spoils the unit where it was set, forwards or back', () => {
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

  test('may end late now and then', () => {
    expect(exclusionReasons(late(0, 0, 0, 900, 900))).toEqual([]);
    expect(exclusionReasons(late(0.06, 0.49, 900))).toEqual([]);
  });

  test('spoil the unit where half of them end more than half a millisecond late', () => {
    expect(exclusionReasons(late(0, 0.95, 0.95))).toEqual([
      "half of the driver's waits ended 0.95 ms late or more (limit: 0.5 ms)",
    ]);
  });

  test('that are too few tell nothing', () => {
    expect(exclusionReasons(late(900))).toEqual([]);
  });
});

describe('stolen time', () => {
  test('spoils the unit above 5 % of the run and one step of its counter', () => {
    expect(exclusionReasons({ ...sound, stolenMicros: 60_000 })).toEqual([]);
    expect(exclusionReasons({ ...sound, stolenMicros: 70_000 })).toEqual([
      'the hypervisor took 7.0 % of the run from a processor (limit: 5 % and 10 ms)',
    ]);
    expect(exclusionReasons({ ...sound, durationNanos: 2_000 * milli, stolenMicros: 70_000 })).toEqual([]);
  });

  test('is nothing where the system does not tell', () => {
    expect(exclusionReasons({ ...sound, stolenMicros: null })).toEqual([]);
  });
});

test('each reason is told', () => {
  expect(
    exclusionReasons({ ...sound, idlePauses: [idle(100, 20)], clockStepMs: 60, stolenMicros: 500_000 }),
  ).toHaveLength(3);
});
