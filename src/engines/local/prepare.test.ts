import { describe, expect, test } from 'vitest';
import { StreamBenchError } from '../../errors.ts';
import { prepare, recordCount } from './prepare.ts';
import { generatedWorkload, recordedWorkload, specOf } from './unit.test-program.ts';

const saturate = { load: 'saturate', ratePerSecond: null, durationMs: null } as const;

describe('the number of records', () => {
  test('is that of the warm-up and the measured period at the rate', () => {
    expect(recordCount(specOf({ ratePerSecond: 1000, warmUpMs: 500, durationMs: 1250 }), Infinity)).toBe(1750);
  });

  test('is no more than the source has', () => {
    expect(recordCount(specOf({ ratePerSecond: 1000, warmUpMs: 500, durationMs: 1250 }), 300)).toBe(300);
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
    expect(() => recordCount(specOf({ ...oneSecond, ratePerSecond: 0.9 }), Infinity)).toThrow('a unit would have no record at all');
    expect(() => recordCount(specOf(saturate), 0)).toThrow('a unit would have no record at all');
  });
});

describe('arrivals', () => {
  test('are those of the load, one for each record', async () => {
    const { arrivalsNanos, records } = await prepare(specOf({ ratePerSecond: 1000, warmUpMs: 1, durationMs: 3 }), generatedWorkload);
    expect([...arrivalsNanos]).toEqual([500_000, 1_500_000, 2_500_000, 3_500_000]);
    expect(records.length).toBe(4);
  });

  test('are all at the start in batch, of the same records as in the others', async () => {
    const timed = await prepare(specOf(), generatedWorkload);
    const batch = await prepare(specOf({ executor: 'batch' }), generatedWorkload);
    expect(batch.arrivalsNanos).toEqual(new Float64Array(120));
    expect(batch.records.columns).toEqual(timed.records.columns);
    expect(batch.measuredFrom).toBe(timed.measuredFrom);
  });

  test('of a recorded file without a duration are enough for all of it', async () => {
    const { arrivalsNanos, records } = await prepare(specOf({ durationMs: null }), recordedWorkload(500, 1));
    expect([arrivalsNanos.length, records.length]).toEqual([500, 500]);
  });

  test('that all come after the end, as random ones may, are refused', async () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const one = { load: 'poisson', ratePerSecond: 1, warmUpMs: 0, durationMs: 1000 } as const;
    const outcomes = await Promise.allSettled(seeds.map((seed) => prepare(specOf({ ...one, seed }), generatedWorkload)));
    const refusals = outcomes.filter(({ status }) => status === 'rejected');
    // One in e of them, in the mean.
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.length).toBeLessThan(seeds.length);
    for (const refusal of refusals) expect(refusal).toMatchObject({ reason: { problem: { what: 'a unit would have no record at all' } } });
  });
});

describe('the warm-up', () => {
  test('ends with its time where windows have filled before', async () => {
    // Windows of 10 ms have filled after 10 ms.
    const { measuredFrom, arrivalsNanos } = await prepare(specOf({ warmUpMs: 20 }), generatedWorkload);
    expect(measuredFrom).toBe(40);
    expect(arrivalsNanos[39]).toBeLessThan(20e6);
    expect(arrivalsNanos[40]).toBeGreaterThanOrEqual(20e6);
  });

  test('ends when windows have filled in event time where that takes longer', async () => {
    // One record each ms of event time, 0.5 ms of arrivals: the window of 10 ms has filled with record 10.
    const { measuredFrom } = await prepare(specOf({ warmUpMs: 2 }), recordedWorkload(100, 1));
    expect(measuredFrom).toBe(10);
  });

  test('is a tenth of the records where all come at once', async () => {
    expect((await prepare(specOf(saturate), recordedWorkload(305, 1))).measuredFrom).toBe(30);
    expect((await prepare(specOf(saturate), recordedWorkload(50, 1))).measuredFrom).toBe(10);
  });

  test('does not end within records that are shorter than it', async () => {
    expect((await prepare(specOf({ warmUpMs: 20 }), recordedWorkload(39, 1))).measuredFrom).toBe(39);
    expect((await prepare(specOf({ warmUpMs: 1 }), recordedWorkload(40, 0.1))).measuredFrom).toBe(40);
  });
});
