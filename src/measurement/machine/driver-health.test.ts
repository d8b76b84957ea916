import { describe, expect, test } from 'vitest';
import { Histogram } from '../histogram/histogram.ts';
import { clockStepReason, excessiveLateness, latenessReason } from './driver-health.ts';

describe('the wall clock', () => {
  test('may move by up to 50 ms in either direction', () => {
    expect([clockStepReason(50), clockStepReason(-50)]).toEqual([undefined, undefined]);
  });

  test('excludes the unit if it moved further, in either direction', () => {
    expect(clockStepReason(51)).toBe('the wall clock moved by 51 ms (limit 50 ms)');
    expect(clockStepReason(-3_600_000)).toBe('the wall clock moved by -3600000 ms (limit 50 ms)');
  });
});

describe('waits', () => {
  const late = (...millis: readonly number[]): number | undefined => {
    const lateness = new Histogram();
    for (const each of millis) lateness.recordMany(each * 1e6, 10);
    return excessiveLateness(lateness);
  };

  test('may sometimes end late', () => {
    expect([late(0, 0, 0, 900, 900), late(0.06, 0.49, 900)]).toEqual([undefined, undefined]);
  });

  test('are too late if half of them end more than 0.5 ms late', () => {
    const median = late(0, 0.95, 0.95)!;
    expect(latenessReason(median)).toBe("half of the driver's waits ended 0.95 ms late or more (limit: 0.5 ms)");
  });

  test('have no median if they are too few', () => {
    expect(late(900)).toBeUndefined();
  });
});
