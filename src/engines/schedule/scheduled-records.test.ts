import { describe, expect, test } from 'vitest';
import { local, specOf } from '../example-spec.test-program.ts';
import { generatedWorkload, recordedWorkload } from '../example-workloads.test-program.ts';
import { looped } from '../../sources/looped.ts';
import { scheduleRecords } from './scheduled-records.ts';

const saturate = { load: 'saturate', ratePerSecond: null, durationMs: null } as const;

describe('arrivals', () => {
  test('are those of the load, one for each record', async () => {
    const { arrivalsNanos, records } = await scheduleRecords(
      specOf({ ratePerSecond: 1000, warmUpMs: 1, durationMs: 3 }),
      generatedWorkload,
    );
    expect([...arrivalsNanos]).toEqual([500_000, 1_500_000, 2_500_000, 3_500_000]);
    expect(records.length).toBe(4);
  });

  test('are the same, of the same records, for every configuration', async () => {
    const continuous = await scheduleRecords(specOf(), generatedWorkload);
    const microBatch = local({ executor: 'micro-batch', intervalMs: 5, commit: 'epoch:7ms' });
    const others = await scheduleRecords(specOf({ configuration: microBatch, repetition: 3 }), generatedWorkload);
    expect(others.arrivalsNanos).toEqual(continuous.arrivalsNanos);
    expect(others.records.columns).toEqual(continuous.records.columns);
    expect(others.measuredFrom).toBe(continuous.measuredFrom);
  });

  test('of a recorded file without a duration are enough for all of it', async () => {
    const { arrivalsNanos, records } = await scheduleRecords(specOf({ durationMs: null }), recordedWorkload(500, 1));
    expect([arrivalsNanos.length, records.length]).toEqual([500, 500]);
  });

  test.each([2000, 1e6, 1e12])(
    'at a rate of %d are not fewer than asked for, where a recording is short',
    async (rate) => {
      const spec = specOf({ ratePerSecond: rate, warmUpMs: 500, durationMs: 500 });
      await expect(scheduleRecords(spec, recordedWorkload(300, 1))).rejects.toThrow(
        rate === 1e12
          ? 'a unit would have 1,000,000,000,000 records, and at most 33,554,432 fit in memory'
          : /^recorded: the recording has 300 records, and a unit of 1 s has [\d,]+\n.*--loop/,
      );
      const { source, ...rest } = recordedWorkload(300, 1);
      if (source.timeScale !== null) throw new TypeError('not recorded');
      const again = scheduleRecords(specOf({ ratePerSecond: 2000, warmUpMs: 500, durationMs: 500 }), {
        ...rest,
        source: looped(source),
      });
      expect((await again).records).toHaveLength(2000);
    },
  );

  test('fill the whole unit where they are random, and are all of a recording', async () => {
    const random = { load: 'poisson', ratePerSecond: 1000, warmUpMs: 0 } as const;
    const counts = await Promise.all(
      Array.from({ length: 20 }, async (_, seed) => {
        const generated = await scheduleRecords(specOf({ ...random, durationMs: 1000, seed }), generatedWorkload);
        const recorded = await scheduleRecords(specOf({ ...random, durationMs: null, seed }), recordedWorkload(500, 1));
        expect(recorded.records).toHaveLength(500);
        expect(recorded.arrivalsNanos).toHaveLength(500);
        return generated.arrivalsNanos.length;
      }),
    );
    expect(Math.min(...counts)).toBeLessThan(1000);
    expect(Math.max(...counts)).toBeGreaterThan(1000);
  });

  test('that all come after the end, as random ones may, are refused', async () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const one = { load: 'poisson', ratePerSecond: 1, warmUpMs: 0, durationMs: 1000 } as const;
    const outcomes = await Promise.allSettled(
      seeds.map((seed) => scheduleRecords(specOf({ ...one, seed }), generatedWorkload)),
    );
    const refusals = outcomes.filter(({ status }) => status === 'rejected');
    // One in e of them, in the mean.
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.length).toBeLessThan(seeds.length);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ reason: { problem: { what: 'a unit would have no records' } } });
  });
});

describe('a replay', () => {
  const replay = { load: 'replay', ratePerSecond: null, speed: 1, durationMs: null, warmUpMs: 0 } as const;

  test('has the gaps of the event times, and their mean rate', async () => {
    const { arrivalsNanos, records, ratePerSecond } = await scheduleRecords(
      specOf({ ...replay, speed: 2 }),
      recordedWorkload(5, 10),
    );
    expect([...arrivalsNanos]).toEqual([0, 5e6, 10e6, 15e6, 20e6]);
    expect(records.length).toBe(5);
    expect(ratePerSecond).toBe(200);
  });

  test('ends with the duration after the warm-up', async () => {
    const { arrivalsNanos, records } = await scheduleRecords(
      specOf({ ...replay, warmUpMs: 20, durationMs: 30 }),
      recordedWorkload(1000, 10),
    );
    expect([arrivalsNanos.length, records.length]).toEqual([5, 5]);
  });

  test('of months is refused, unless a duration says how much of it is meant', async () => {
    const months = recordedWorkload(1000, 86_400_000 / 5);
    const refused = scheduleRecords(specOf(replay), months);
    await expect(refused).rejects.toThrow('recorded: at this speed the recording lasts 200 days, in each unit');
    await expect(refused).rejects.toThrow('--speed, such as 1726272x for 10 s, a --rate, or a --duration.');
    await expect(scheduleRecords(specOf({ ...replay, speed: 3000 }), months)).rejects.toThrow(
      'at this speed the recording lasts 2 hours',
    );
    expect((await scheduleRecords(specOf({ ...replay, speed: 3_000_000 }), months)).arrivalsNanos).toHaveLength(1000);
    expect((await scheduleRecords(specOf({ ...replay, durationMs: 20_000_000 }), months)).arrivalsNanos).toHaveLength(
      2,
    );
  });

  test('of records that all happened at once is refused', async () => {
    await expect(scheduleRecords(specOf(replay), recordedWorkload(10, 0))).rejects.toThrow(
      'recorded: all records to replay have the same event time',
    );
  });

  test('has the counts of bad records', async () => {
    const badRecords = { skipped: 3, deadLettered: 0 };
    const { source, ...rest } = recordedWorkload(10, 1);
    if (source.timeScale !== null) throw new TypeError('not recorded');
    const withBad = {
      ...rest,
      source: { ...source, load: async (limit: number) => ({ ...(await source.load(limit)), badRecords }) },
    };
    expect((await scheduleRecords(specOf(replay), withBad)).badRecords).toEqual(badRecords);
    const none = { ...rest, source: { ...source, load: async () => ({ ...(await source.load(0)), badRecords }) } };
    const refused = scheduleRecords(specOf(replay), none);
    await expect(refused).rejects.toThrow('recorded: none of the 3 records of the recording can be read');
    await expect(refused).rejects.toThrow('--bad-records fail');
  });
});

describe('a rate that changes', () => {
  const loadParameters = { ratePerSecond: 1000, peakPerSecond: 5000, onMs: 10, everyMs: 40 };
  const burst = { load: 'burst', loadParameters, ratePerSecond: null } as const;

  test('makes as many records as it has in the warm-up and the measured period', async () => {
    // 30 and 50 in each period of 40 ms; its second half alone has 10 and 50.
    const { arrivalsNanos, records, measuredFrom } = await scheduleRecords(
      specOf({ ...burst, warmUpMs: 20, durationMs: 60 }),
      generatedWorkload,
    );
    expect([arrivalsNanos.length, records.length, measuredFrom]).toEqual([160, 160, 20]);
    expect([arrivalsNanos[29], arrivalsNanos[30], arrivalsNanos[79]]).toEqual([29.5e6, 30.1e6, 39.9e6]);
  });

  test('is offered, on average, at what it is in the measured period', async () => {
    const { ratePerSecond } = await scheduleRecords(
      specOf({ ...burst, warmUpMs: 20, durationMs: 60 }),
      generatedWorkload,
    );
    expect(ratePerSecond).toBeCloseTo(140 / 0.06, 6);
    const whole = await scheduleRecords(specOf({ ...burst, warmUpMs: 20, durationMs: 80 }), generatedWorkload);
    expect(whole.ratePerSecond).toBeCloseTo(2000, 6);
  });

  test('is measured from where windows have filled, where that is later', async () => {
    // One record each ms of event time: the window of 10 ms has filled with record 10, after 9.5 ms.
    const { ratePerSecond, measuredFrom } = await scheduleRecords(
      specOf({ ...burst, warmUpMs: 2, durationMs: 38 }),
      recordedWorkload(500, 1),
    );
    expect(measuredFrom).toBe(10);
    expect(ratePerSecond).toBeCloseTo((80 - 9.5) / 0.0305, 6);
  });

  test('spreads all records of a file, where no duration is given', async () => {
    const { arrivalsNanos, ratePerSecond } = await scheduleRecords(
      specOf({ ...burst, warmUpMs: 40, durationMs: null }),
      recordedWorkload(240, 1),
    );
    expect([arrivalsNanos.length, arrivalsNanos[239]]).toEqual([240, 119.9e6]);
    expect(ratePerSecond).toBeCloseTo(159.5 / 0.0799, 6);
  });
});

describe('the warm-up', () => {
  test('ends with its time where windows have filled before', async () => {
    // Windows of 10 ms have filled after 10 ms.
    const { measuredFrom, arrivalsNanos } = await scheduleRecords(specOf({ warmUpMs: 20 }), generatedWorkload);
    expect(measuredFrom).toBe(40);
    expect(arrivalsNanos[39]).toBeLessThan(20e6);
    expect(arrivalsNanos[40]).toBeGreaterThanOrEqual(20e6);
  });

  test('ends when windows have filled in event time where that takes longer', async () => {
    // One record each ms of event time, 0.5 ms of arrivals: the window of 10 ms has filled with record 10.
    const { measuredFrom } = await scheduleRecords(specOf({ warmUpMs: 2 }), recordedWorkload(100, 1));
    expect(measuredFrom).toBe(10);
  });

  test('is a tenth of the records where all come at once', async () => {
    expect((await scheduleRecords(specOf(saturate), recordedWorkload(305, 1))).measuredFrom).toBe(30);
    expect((await scheduleRecords(specOf(saturate), recordedWorkload(50, 1))).measuredFrom).toBe(10);
  });

  test('does not end within records that are shorter than it', async () => {
    expect(
      (await scheduleRecords(specOf({ warmUpMs: 20, durationMs: null }), recordedWorkload(39, 1))).measuredFrom,
    ).toBe(39);
    expect(
      (await scheduleRecords(specOf({ warmUpMs: 1, durationMs: null }), recordedWorkload(40, 0.1))).measuredFrom,
    ).toBe(40);
  });
});
