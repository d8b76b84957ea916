import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csv } from './csv.ts';
import { lateCauseOf } from './late-cause.ts';

const second = 1e6;
const year = 3.156e13;
const day = 8.64e10;
/** 2026-01-01, in microseconds. */
const start = Date.UTC(2026, 0) * 1000;

/** Records a millisecond apart. */
function inOrder(count: number, from = start): number[] {
  return Array.from({ length: count }, (_, index) => from + index * 1000);
}

function kindOf(timesMicros: readonly number[], delayMicros = 0): string | undefined {
  return lateCauseOf(timesMicros, delayMicros)?.kind;
}

describe('the likely cause in a file', () => {
  const schema = { at: 'timestamp', k: 'text', v: 'integer' } as const;
  async function causeIn(name: string, timeUnit?: 'ms' | 's') {
    const path = new URL(`fixtures/${name}`, import.meta.url);
    const { records } = await csv({ path, schema, eventTime: 'at', timeUnit }).load(Infinity);
    return lateCauseOf(records.column('at').values.subarray(0, records.length), 0);
  }

  test('with one record of the year 2126 is that record', async () => {
    const cause = await causeIn('one-record-of-2126.csv');
    expect(cause).toMatchObject({ kind: 'far ahead', record: 100, timeMicros: Date.UTC(2126, 0) * 1000 });
    expect(cause!.byMicros / year).toBeCloseTo(100, 0);
  });

  test('of a clock that was set back by an hour is the first record after that', async () => {
    expect(await causeIn('clock-set-back.csv')).toEqual({
      kind: 'set back',
      record: 500,
      timeMicros: start + 5 * second,
      byMicros: 3600 * second - 10_000,
    });
  });

  test('with seconds among milliseconds is the first record in seconds', async () => {
    expect(await causeIn('mixed-units.csv', 'ms')).toMatchObject({ kind: 'two units of time', record: 50 });
  });
});

describe('the likely cause', () => {
  test('is none where all are in order, or less behind than the watermark', () => {
    expect(lateCauseOf(inOrder(100), 0)).toBeNull();
    expect(lateCauseOf([], 0)).toBeNull();
    expect(lateCauseOf([5, 4], 1)).toBeNull();
  });

  test('is two units of time, whichever comes first and however they alternate', () => {
    const [micros, millis, seconds] = [start, start / 1e3, start / 1e6];
    expect(kindOf([...inOrder(50), ...inOrder(50, millis)])).toBe('two units of time');
    expect(kindOf([...inOrder(50, seconds), micros, ...inOrder(50, seconds)])).toBe('two units of time');
    expect(kindOf(inOrder(50).flatMap((time) => [time, time / 1000]))).toBe('two units of time');
    expect(kindOf([...inOrder(50), ...inOrder(50, seconds * 1000)])).toBe('two units of time');
  });

  test('is no unit of time where times count from 0', () => {
    expect(kindOf([...inOrder(50, 0), 900_000, ...inOrder(50, 900)])).not.toBe('two units of time');
  });

  test('is the first record, where that alone is ahead', () => {
    const cause = lateCauseOf([start + year, ...inOrder(50)], 0);
    expect(cause).toMatchObject({ kind: 'far ahead', record: 0, byMicros: year });
  });

  test('is the first of several records that are ahead', () => {
    const times = [...inOrder(50), ...inOrder(5, start + year), ...inOrder(50, start + 50_000)];
    expect(lateCauseOf(times, 0)).toMatchObject({ kind: 'far ahead', record: 50 });
  });

  test('is a clock that was set back, also where a night without records went before', () => {
    const times = [...inOrder(50, start - day), ...inOrder(5000), ...inOrder(50, start + 2 * second)];
    expect(lateCauseOf(times, 0)).toMatchObject({ kind: 'set back', record: 5050, byMicros: 3 * second - 1000 });
  });

  test('is the order of the file, where it is the wrong way round', () => {
    expect(lateCauseOf(inOrder(50).toReversed(), 0)).toMatchObject({ kind: 'newest first', record: 1 });
  });

  test('is disorder where each of many records makes a few late', () => {
    const times = inOrder(1000).map((time, index) => time - (index % 10 === 9 ? 7000 : 0));
    expect(lateCauseOf(times, 5000)).toMatchObject({ kind: 'out of order', byMicros: 6000 });
    expect(kindOf(times, 6000)).toBeUndefined();
    expect(kindOf([...inOrder(50), start, ...inOrder(50, start + second)])).toBe('out of order');
  });

  test('is there if and only if a record is behind the watermark, and names one of the records', () => {
    const steps = fc.array(fc.integer({ min: -5, max: 5 }).map((step) => step * 1000));
    fc.assert(
      fc.property(steps, fc.nat(4000), (ups, delay) => {
        let time = start;
        const times = ups.map((step) => (time += step));
        const isLate = times.some((own, index) => own < Math.max(...times.slice(0, index)) - delay);
        const cause = lateCauseOf(times, delay);
        expect(cause !== null).toBe(isLate);
        if (cause === null) return;
        expect(cause.timeMicros).toBe(times[cause.record]);
        expect(cause.byMicros).toBeGreaterThan(0);
      }),
    );
  });
});
