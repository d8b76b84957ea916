import { describe, expect, test } from 'vitest';
import { specOf } from '../example-spec.test-program.ts';
import { answering, measuring, preparing } from './unit-phases.ts';

describe('the bounds of a unit', () => {
  test('grow with its records and the length of its load', () => {
    const minute = 60_000;
    const spec = specOf({ ratePerSecond: 100_000, warmUpMs: 0, durationMs: 10_000 });
    expect(preparing(spec, undefined).limitMs).toBe(minute + 20_000);
    expect(measuring({ count: 1_000_000, lengthMs: 10_000 }, undefined).limitMs).toBe(minute + 40_000 + 100_000);
    expect(answering({ count: 1_000_000, lengthMs: 10_000 }, undefined).limitMs).toBe(minute + 100_000);
  });

  test('are wide where a recording of unknown size is read', () => {
    expect(preparing(specOf({ load: 'saturate', durationMs: null }), undefined).limitMs).toBe(600_000);
  });

  test('are what the user says, and are told in time', () => {
    expect(measuring({ count: 1, lengthMs: 60_000 }, 5000)).toEqual({
      doing: 'measuring',
      limitMs: 5000,
      noticeMs: 2500,
    });
    expect(measuring({ count: 1, lengthMs: 60_000 }, undefined).noticeMs).toBe(75_000);
  });
});
