import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { count, last, sum } from '../builder/aggregate.ts';
import { streamFrom, type Stream } from '../builder/stream.ts';
import { Dictionary } from '../columns/dictionary.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { answerOf } from './answer.test-program.ts';
import { sessionWindowNode, type SessionWindowNode } from './session-window.ts';
import { KeyMap } from './key-map.ts';
import { slotValues } from './session-values.ts';
import { Sessions } from './sessions.ts';
import { moveWatermark } from './move-watermark.test-program.ts';
import { Watermark } from './watermark.ts';

/** Sessions end 10 µs after their last row. */
const gapMs = 0.01;

function clicks(watermarkDelayMs = 0): Stream<{ time: 'timestamp'; user: 'text'; weight: 'float' }> {
  return streamFrom({ time: 'timestamp', user: 'text?', weight: 'float?' }, 'time', watermarkDelayMs);
}

function visits(watermarkDelayMs = 0): PlanNode {
  return clicks(watermarkDelayMs).sessionWindow({
    gapMs,
    by: ['user'],
    aggregates: (click) => ({ clicks: count(), weight: sum(click.weight) }),
  }).plan;
}

/** Those of a key column, with a count of rows. */
function sessionsOf(watermark: Watermark): Sessions<number> {
  const { plan } = clicks().sessionWindow({ gapMs, by: ['user'], aggregates: () => ({ clicks: count() }) });
  const values = slotValues((plan as SessionWindowNode).aggregates, new Dictionary())!;
  return new Sessions(1, 10, () => 0, values, watermark);
}

describe('session window', () => {
  test('emits the keys, the first row’s time, the last row’s time plus the gap, and the aggregates', () => {
    expect(visits().schema).toEqual({
      user: 'text?',
      windowStart: 'timestamp',
      windowEnd: 'timestamp',
      clicks: 'integer',
      weight: 'float?',
    });
    const { rows, fates } = answerOf(visits(), [
      [3, 'a', 1],
      [7, 'a', 2],
      [18, 'a', null],
    ]);
    expect(rows).toEqual([
      [2, 'a', 3, 17, 2, 3],
      [3, 'a', 18, 28, 1, null],
    ]);
    expect(fates).toEqual(['absorbed', 'absorbed', 'emitted']);
  });

  test('a row exactly the gap away belongs to the session; one microsecond further, it does not', () => {
    expect(
      answerOf(visits(1), [
        [0, 'a', 1],
        [10, 'a', 1],
        [21, 'a', 1],
      ]).rows,
    ).toEqual([
      [3, 'a', 0, 20, 2, 2],
      [3, 'a', 21, 31, 1, 1],
    ]);
  });

  test('a row between two sessions merges them', () => {
    expect(
      answerOf(visits(1), [
        [0, 'a', 1],
        [20, 'a', 2],
        [10, 'a', 4],
      ]).rows,
    ).toEqual([[3, 'a', 0, 30, 3, 7]]);
  });

  test('each key has its own sessions, nulls too; those that close together come in the order of (end, key)', () => {
    const { rows } = answerOf(visits(1), [
      [9, 'b', 1],
      [5, null, 1],
      [9, 'a', 1],
      [7, 'b', 1],
      [5, 'c', 1],
    ]);
    expect(rows.map((row) => row.slice(1, 4))).toEqual([
      ['c', 5, 15],
      [null, 5, 15],
      ['a', 9, 19],
      ['b', 7, 19],
    ]);
  });

  test('a row exactly the gap away belongs to the session, whatever rows of other keys came before it', () => {
    const [first, second, other] = [
      [0, 'a', 1],
      [10, 'a', 2],
      [10, 'b', 4],
    ];
    const expected = [
      [3, 'a', 0, 20, 2, 3],
      [3, 'b', 10, 20, 1, 4],
    ];
    expect(answerOf(visits(), [first, second, other]).rows).toEqual(expected);
    expect(answerOf(visits(), [first, other, second]).rows).toEqual(expected);
  });

  test('a session closes one microsecond after its end', () => {
    expect(
      answerOf(visits(), [
        [0, 'a', 1],
        [10, 'b', 1],
        [11, 'b', 1],
      ]).rows[0],
    ).toEqual([2, 'a', 0, 10, 1, 1]);
  });

  test('its rows are in time for the windows and the ranking that read them, at the time of its end', () => {
    const sessions = clicks().sessionWindow({ gapMs, by: ['user'], aggregates: () => ({ clicks: count() }) });
    const records = [
      [0, 'a', 1],
      // Closes the window that ends at 10, and ranks what ends before 10.
      [10, 'b', 1],
      [11, 'b', 1],
    ];
    const windows = sessions.tumblingWindow({ sizeMs: 0.01, aggregates: () => ({ sessions: count() }) });
    const ranking = sessions.topK({ k: 1, by: 'clicks' });
    for (const { plan } of [windows, ranking]) expect(answerOf(plan, records).late.records).toBe(0);
    expect(answerOf(windows.plan, records).rows).toEqual([
      [3, 10, 20, 1],
      [3, 20, 30, 1],
    ]);
    expect(answerOf(ranking.plan, records).rows).toEqual([
      [2, 'a', 0, 10, 1, 1],
      [3, 'b', 10, 21, 2, 1],
    ]);
  });

  test('a row is late if a session of its own would have closed, whatever session it could have joined', () => {
    const { rows, fates, late } = answerOf(visits(), [
      [0, 'a', 1],
      [20, 'a', 2],
      [9, 'a', 4],
      [10, 'a', 8],
    ]);
    expect(rows).toEqual([
      [1, 'a', 0, 10, 1, 1],
      [4, 'a', 10, 30, 2, 10],
    ]);
    expect(fates).toEqual(['absorbed', 'emitted', 'dropped', 'absorbed']);
    expect(late).toEqual({ records: 1, additions: 1 });
  });

  test('a row that is in time starts a new session if the one that it could have joined has closed', () => {
    expect(
      answerOf(visits(), [
        [0, 'a', 1],
        [11, 'b', 1],
        [5, 'a', 2],
      ]).rows,
    ).toEqual([
      [1, 'a', 0, 10, 1, 1],
      [3, 'a', 5, 15, 1, 2],
      [3, 'b', 11, 21, 1, 1],
    ]);
  });

  test('sums are computed in order of arrival over the whole session, however it was merged', () => {
    const weights = fc.constantFrom(0.1, 0.2, 0.3, 1, 1e16, -1e16, 1e308, -1e308);
    // Rows exactly the gap apart, in any order: in the end they are one session.
    const shuffled = fc.integer({ min: 1, max: 12 }).chain((length) =>
      fc.record({
        order: fc.shuffledSubarray(
          Array.from({ length }, (_, index) => index),
          { minLength: length },
        ),
        weights: fc.array(weights, { minLength: length, maxLength: length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, (rows) => {
        const records = rows.order.map((place, index) => [place * 10, 'a', rows.weights[index]]);
        const total = rows.weights.reduce((before, weight) => before + weight, 0);
        const { length } = records;
        expect(answerOf(visits(1), records).rows).toEqual([[length, 'a', 0, length * 10, length, total]]);
      }),
    );
  });

  test('integers overflow only if they do so in order of arrival', () => {
    const { plan } = streamFrom({ time: 'timestamp', amount: 'integer' }, 'time', 1).sessionWindow({
      gapMs,
      aggregates: (row) => ({ total: sum(row.amount) }),
    });
    const most = Number.MAX_SAFE_INTEGER;
    // The second and the third row alone would overflow, before the first is merged with them.
    expect(
      answerOf(plan, [
        [0, -5],
        [20, most],
        [20, 1],
        [10, 0],
      ]).rows,
    ).toEqual([[4, 0, 30, most - 4]]);
    expect(() =>
      answerOf(plan, [
        [20, most],
        [20, 1],
        [0, -5],
        [10, 0],
      ]),
    ).toThrow('beyond ±2^53');
  });

  test('a closed session is forgotten, and so is its key', () => {
    const watermark = new Watermark();
    const sessions = sessionsOf(watermark);
    for (let time = 0; time < 1000; time++) {
      // A new key every 20 µs, with a row each microsecond.
      sessions.at(time, [Math.floor(time / 20)]);
      moveWatermark(watermark, time, sessions);
      expect(sessions.keysHeld).toBeLessThanOrEqual(2);
      expect(sessions.queued).toBeLessThanOrEqual(2);
    }
    moveWatermark(watermark, 2000, sessions);
    expect([sessions.keysHeld, sessions.queued]).toEqual([0, 0]);
  });

  test.each([
    ['further and further ahead', (index: number) => index * 20],
    ['further and further back', (index: number) => -index * 20],
    ['in pieces that later rows join', (index: number) => (index % 2 === 0 ? index * 10 : index * 10 - 20_000)],
  ])('a row costs one look-up, however many sessions of its key are open: %s', (_, timeOf) => {
    const lookUps = vi.spyOn(KeyMap.prototype, 'get');
    const watermark = new Watermark();
    const sessions = sessionsOf(watermark);
    const rows = 10_000;
    for (let index = 0; index < rows; index++) expect(sessions.at(timeOf(index), [1])).toBeDefined();
    expect(lookUps.mock.calls.length).toBeLessThanOrEqual(rows);
    lookUps.mockRestore();
    let emitted = 0;
    sessions.emit = () => emitted++;
    moveWatermark(watermark, Infinity, sessions);
    expect(emitted).toBeGreaterThan(0);
  });

  test.each([
    ['their order has no effect', false],
    ['rows are kept, because their order has one', true],
  ])('many sessions are open at once, and joined by later rows, where %s', (_, hasOrder) => {
    const { plan } = clicks(100_000).sessionWindow({
      gapMs,
      by: ['user'],
      aggregates: ({ weight }) => ({ rows: count(), ...(hasOrder ? { last: last(weight) } : {}) }),
    });
    const ends = Array.from({ length: 100 }, (__, index) => [20 * ((index * 7) % 100), 'a', index]);
    const between = Array.from({ length: 49 }, (__, index) => [40 * index + 10, 'a', 0]);
    const found = answerOf(plan, [...ends, ...between]).rows;
    expect(found.map(([, , start, end, rows]) => [start, end, rows])).toEqual([
      ...Array.from({ length: 49 }, (__, index) => [40 * index, 40 * index + 30, 3]),
      [1960, 1970, 1],
      [1980, 1990, 1],
    ]);
  });

  test('rows of many merged sessions are aggregated in order of arrival', () => {
    // Sessions of one row each, 20 µs apart, joined one after the other by the rows between them.
    const pieces = 2000;
    const ends = Array.from({ length: pieces }, (_, index) => [20 * ((index * 7) % pieces), 'a', index]);
    const between = Array.from({ length: pieces - 1 }, (_, index) => [20 * ((index * 11) % (pieces - 1)) + 10, 'a', 0]);
    const { plan } = clicks(1000).sessionWindow({ gapMs, aggregates: (click) => ({ last: last(click.weight) }) });
    const records = [...ends, ...between, [5, 'a', -1]];
    expect(answerOf(plan, records).rows).toEqual([[records.length, 0, 20 * (pieces - 1) + 10, -1]]);
  });

  test('refuses a gap of 0', () => {
    expect(() => sessionWindowNode(clicks().plan, 0, [], {})).toThrow(
      "a session's gap must be a whole number of microseconds above 0, not 0",
    );
  });
});
