import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamFrom, type Stream } from '../builder/stream.ts';
import { answerOf } from './answer.test-program.ts';
import { deduplicateNode, PassedRows } from './deduplicate.ts';
import { moveWatermark } from './move-watermark.test-program.ts';
import { Watermark } from './watermark.ts';

function readings(watermarkDelayMs = 1): Stream<{ time: 'timestamp'; sensor: 'float'; value: 'integer' }> {
  return streamFrom({ time: 'timestamp', sensor: 'float?', value: 'integer' }, 'time', watermarkDelayMs);
}

/** Event times of the rows that pass with a bound of 10 µs. */
function passed(times: readonly number[], watermarkDelayMs?: number): unknown[] {
  const { plan } = readings(watermarkDelayMs).deduplicate({ by: ['sensor'], withinMs: 0.01 });
  return answerOf(
    plan,
    times.map((time) => [time, 1, 0]),
  ).rows.map((row) => row[1]);
}

describe('deduplicate', () => {
  test('keeps the first to arrive, and drops rows within the bound, before or after it', () => {
    expect(passed([100, 110, 90, 105])).toEqual([100]);
    expect(passed([100, 111])).toEqual([100, 111]);
    expect(passed([100, 89])).toEqual([100, 89]);
  });

  test('duplicates do not extend the bound', () => {
    expect(passed([100, 108, 111, 119])).toEqual([100, 111]);
  });

  test('a row between two that passed is compared with both', () => {
    expect(passed([100, 130, 115, 121])).toEqual([100, 130, 115]);
  });

  test('a row that is older than the watermark by more than the bound is late', () => {
    const { plan } = readings(0).deduplicate({ by: ['sensor'], withinMs: 0.01 });
    const { rows, fates, late } = answerOf(plan, [
      [100, 1, 0],
      [90, 2, 0],
      [89, 3, 0],
    ]);
    expect(rows.map((row) => row[1])).toEqual([100, 90]);
    expect(fates).toEqual(['emitted', 'emitted', 'dropped']);
    expect(late).toEqual({ records: 1, additions: 1 });
  });

  test('keys differ by any of their columns; nulls are one key, and so are NaNs', () => {
    const { plan } = readings().deduplicate({ by: ['sensor', 'value'], withinMs: 0.01 });
    const { rows } = answerOf(plan, [
      [0, 1, 1],
      [0, 1, 2],
      [0, 1, 1],
      [0, null, 1],
      [1, null, 1],
      [1, NaN, 1],
      [2, NaN, 1],
    ]);
    expect(rows.map((row) => row[0])).toEqual([0, 1, 3, 5]);
  });

  test('with a bound of 0, drops only rows of the same event time', () => {
    const { plan } = readings().deduplicate({ by: ['sensor'], withinMs: 0 });
    expect(
      answerOf(plan, [
        [5, 1, 0],
        [5, 1, 0],
        [6, 1, 0],
      ]).rows,
    ).toHaveLength(2);
  });

  test('refuses an empty key, an unknown one and a negative bound', () => {
    expect(() => deduplicateNode(readings().plan, [], 1)).toThrow('deduplicate() needs at least one column');
    expect(() => deduplicateNode(readings().plan, ['sensr'], 1)).toThrow("Did you mean 'sensor'?");
    expect(() => deduplicateNode(readings().plan, ['sensor'], -1)).toThrow(
      'the bound of deduplicate() must be a whole number of microseconds, 0 or more',
    );
  });
});

describe('the rows that passed', () => {
  test('are never forgotten too early: if all are remembered, the same rows pass', () => {
    const step = fc.record({ key: fc.nat(1), ahead: fc.nat(12), behind: fc.nat(40) });
    fc.assert(
      fc.property(fc.nat(15), fc.nat(10), fc.array(step, { maxLength: 30, size: 'max' }), (bound, delay, steps) => {
        const watermark = new Watermark();
        const rows = new PassedRows(1, bound, watermark);
        const all: { readonly key: number; readonly time: number }[] = [];
        let latest = 0;
        for (const { key, ahead, behind } of steps) {
          const time = latest + ahead - behind;
          moveWatermark(watermark, latest - delay, rows);
          const isLate = time + bound < latest - delay;
          const isNew = !isLate && !all.some((row) => row.key === key && Math.abs(row.time - time) <= bound);
          expect(!rows.isLate(time) && rows.add([key], time)).toBe(isNew);
          if (isNew) all.push({ key, time });
          latest = Math.max(latest, time);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('are forgotten once no row that is in time can be a duplicate of them', () => {
    const watermark = new Watermark();
    const rows = new PassedRows(1, 10, watermark);
    rows.add([1], 5);
    moveWatermark(watermark, 25, rows);
    expect(rows.size).toBe(1);
    moveWatermark(watermark, 36, rows);
    expect(rows.size).toBe(0);
  });

  test.each([0, 10, 1000])('stay few on an endless stream with a bound of %d µs', (bound) => {
    const watermark = new Watermark();
    const rows = new PassedRows(1, bound, watermark);
    let most = 0;
    for (let time = 0; time < 20_000; time++) {
      rows.add([time % 7], time);
      moveWatermark(watermark, time - 50, rows);
      most = Math.max(most, rows.size);
    }
    expect(most).toBeLessThan(150);
  });

  test('are held for three times the bound, the horizon of the plan', () => {
    const watermark = new Watermark();
    const rows = new PassedRows(1, 100, watermark);
    const sizes: number[] = [];
    for (let time = 0; time < 5000; time++) {
      rows.add([time], time);
      moveWatermark(watermark, time, rows);
      sizes.push(rows.size);
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3 * 100 + 2);
    expect(Math.min(...sizes.slice(300))).toBeGreaterThanOrEqual(2 * 100);
  });

  test('are also forgotten if event time jumps', () => {
    const watermark = new Watermark();
    const rows = new PassedRows(1, 10, watermark);
    for (let time = 0; time < 1e15; time += 1e12) {
      rows.add([time], time);
      moveWatermark(watermark, time, rows);
    }
    expect(rows.size).toBe(1);
  });
});
