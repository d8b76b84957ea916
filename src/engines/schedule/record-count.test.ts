import { describe, expect, test } from 'vitest';
import { StreamBenchError } from '../../errors.ts';
import { specOf } from '../example-spec.test-program.ts';
import { recordCount } from './record-count.ts';

const saturate = { load: 'saturate', ratePerSecond: null, durationMs: null } as const;

describe('the number of records', () => {
  test('is that of the warm-up and the measured period at the rate', () => {
    expect(recordCount(specOf({ ratePerSecond: 1000, warmUpMs: 500, durationMs: 1250 }), Infinity)).toBe(1750);
  });

  test('does not shrink to what the source has, which would be another unit', () => {
    expect(recordCount(specOf({ ratePerSecond: 1000, warmUpMs: 500, durationMs: 1250 }), 300)).toBe(1750);
  });

  test('is all that there are where all come at once, or no duration is given', () => {
    expect(recordCount(specOf(saturate), 300)).toBe(300);
    expect(recordCount(specOf({ durationMs: null }), 300)).toBe(300);
  });

  test('is what fits in memory and no more', () => {
    const seconds = { warmUpMs: 0, durationMs: 1000 };
    expect(recordCount(specOf({ ...seconds, ratePerSecond: 2 ** 25 }), Infinity)).toBe(2 ** 25);
    expect(() => recordCount(specOf({ ...seconds, ratePerSecond: 2 ** 25 + 1 }), Infinity)).toThrow(
      new StreamBenchError({
        kind: 'input',
        what: 'a unit would have 33,554,433 records, and at most 33,554,432 fit in memory',
        remedy: 'Lower --rate or --duration.',
      }),
    );
  });

  test('is not endless', () => {
    expect(() => recordCount(specOf(saturate), Infinity)).toThrow('a unit would have endless records');
  });

  test('is at least one', () => {
    const oneSecond = { warmUpMs: 0, durationMs: 1000 };
    expect(recordCount(specOf({ ...oneSecond, ratePerSecond: 1 }), Infinity)).toBe(1);
    expect(() => recordCount(specOf({ ...oneSecond, ratePerSecond: 0.9 }), Infinity)).toThrow(
      'a unit would have no records',
    );
    expect(() => recordCount(specOf(saturate), 0)).toThrow('a unit would have no records');
  });

  describe('at a rate that changes', () => {
    const loadParameters = { ratePerSecond: 1000, peakPerSecond: 5000, onMs: 10, everyMs: 40 };
    const burst = { load: 'burst', loadParameters, ratePerSecond: null } as const;

    test('is as many as it has in the warm-up and the measured period', () => {
      // 30 and 50 in each period of 40 ms; its second half alone has 10 and 50.
      expect(recordCount(specOf({ ...burst, warmUpMs: 20, durationMs: 60 }), Infinity)).toBe(160);
    });

    test('is refused where it is more than fits in memory', () => {
      const fast = { ...burst, loadParameters: { ...loadParameters, peakPerSecond: 2 ** 40 } };
      expect(() => recordCount(specOf(fast), Infinity)).toThrow('fit in memory');
    });
  });
});
