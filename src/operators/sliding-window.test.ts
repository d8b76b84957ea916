import { describe, expect, test } from 'vitest';
import { count, sum } from '../builder/aggregate.ts';
import { streamFrom, type Stream } from '../builder/stream.ts';
import { Dictionary } from '../columns/dictionary.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { answerOf } from './answer.test-program.ts';
import { slidingWindowNode, type SlidingWindowNode } from './sliding-window.ts';
import { WindowedGroups } from './windowed-groups.ts';
import { moveWatermark } from './move-watermark.test-program.ts';
import { Watermark } from './watermark.ts';

function orders(watermarkDelayMs = 0): Stream<{ time: 'timestamp'; key: 'text'; amount: 'integer' }> {
  return streamFrom({ time: 'timestamp', key: 'text?', amount: 'integer?' }, 'time', watermarkDelayMs);
}

/** Windows of 10 µs, one every 4 µs: a row is in two or three. */
function totals(watermarkDelayMs = 0): PlanNode {
  return orders(watermarkDelayMs).slidingWindow({
    sizeMs: 0.01,
    slideMs: 0.004,
    by: ['key'],
    aggregates: (order) => ({ orders: count(), total: sum(order.amount) }),
  }).plan;
}

describe('sliding window', () => {
  test('a row counts in every window that holds its event time', () => {
    const { rows, fates } = answerOf(totals(), [
      [0, 'a', 1],
      [9, 'a', 2],
    ]);
    expect(rows).toEqual([
      // The windows [−8, 2) and [−4, 6) close when the watermark comes to 9.
      [1, 'a', -8, 2, 1, 1],
      [1, 'a', -4, 6, 1, 1],
      [2, 'a', 0, 10, 2, 3],
      [2, 'a', 4, 14, 1, 2],
      [2, 'a', 8, 18, 1, 2],
    ]);
    expect(fates).toEqual(['absorbed', 'emitted']);
  });

  test('windows are half-open: a row at the end of one is not in it', () => {
    const starts = answerOf(totals(), [[10, 'a', 1]]).rows.map(([, , start]) => start);
    expect(starts).toEqual([4, 8]);
  });

  test('windows that close together come in the order of (end, key)', () => {
    const { rows } = answerOf(totals(1), [
      [8, 'b', 1],
      [8, 'a', 1],
    ]);
    expect(rows.map(([, key, , end]) => [key, end])).toEqual([
      ['a', 10],
      ['b', 10],
      ['a', 14],
      ['b', 14],
      ['a', 18],
      ['b', 18],
    ]);
  });

  test('a row that is late for some of its windows counts in the others', () => {
    const { rows, fates, late } = answerOf(totals(), [
      [15, 'a', 1],
      [9, 'a', 2],
    ]);
    // Of 9's windows, [0, 10) and [4, 14) had closed and [8, 18) had not.
    expect(rows).toEqual([
      [2, 'a', 8, 18, 2, 3],
      [2, 'a', 12, 22, 1, 1],
    ]);
    expect(fates).toEqual(['absorbed', 'absorbed']);
    expect(late).toEqual({ records: 1, additions: 2 });
  });

  test('a row that is late for all of its windows is dropped', () => {
    const { fates, late } = answerOf(totals(), [
      [100, 'a', 1],
      [9, 'a', 2],
      [9, 'a', 2],
    ]);
    expect(fates).toEqual(['absorbed', 'dropped', 'dropped']);
    expect(late).toEqual({ records: 2, additions: 6 });
  });

  test('a window that a dropped record closed stays closed for a row of the same time as an earlier one', () => {
    const { plan } = orders()
      .filter((order) => order.amount.gt(0))
      .slidingWindow({ sizeMs: 0.01, slideMs: 0.01, aggregates: () => ({ orders: count() }) });
    const { rows, late } = answerOf(plan, [
      [1, 'a', 1],
      [10, 'a', 0],
      [1, 'a', 1],
    ]);
    expect(rows).toEqual([[1, 0, 10, 1]]);
    expect(late).toEqual({ records: 1, additions: 1 });
  });

  test('that slides by its size is a tumbling window', () => {
    const records = [
      [3, 'a', 1],
      [17, 'b', 2],
      [12, 'a', 3],
      [9, 'a', 4],
      [31, null, 5],
    ];
    const options = { sizeMs: 0.01, by: ['key'], aggregates: () => ({ orders: count() }) } as const;
    expect(answerOf(orders().slidingWindow({ ...options, slideMs: 0.01 }).plan, records)).toEqual(
      answerOf(orders().tumblingWindow(options).plan, records),
    );
  });

  test('a closed window is forgotten', () => {
    const node = totals() as SlidingWindowNode;
    const watermark = new Watermark();
    const windows = new WindowedGroups(node, node, new Dictionary(), watermark);
    for (let time = 0; time < 1000; time += 3) {
      windows.at(time);
      moveWatermark(watermark, time, windows);
      expect(windows.openWindows).toBeLessThanOrEqual(3);
    }
    moveWatermark(watermark, 2000, windows);
    expect(windows.openWindows).toBe(0);
  });

  test('refuses windows with gaps between them', () => {
    expect(() => slidingWindowNode(orders().plan, 10, 11, [], {})).toThrow('Slide by the size or less.');
    expect(() => slidingWindowNode(orders().plan, 10, 0, [], {})).toThrow(
      "a window's slide must be a whole number of microseconds above 0, not 0",
    );
  });

  test('refuses more than 10,000 windows for a row, and names the option', () => {
    const day = 86_400_000_000;
    const { plan } = streamFrom({ time: 'timestamp' }, 'time', 0);
    expect(() => slidingWindowNode(plan, day, 1000, [], {})).toThrow(
      'windows of 86400000 ms that slide by 1 ms hold each row 86,400,000 times, and at most 10,000 are possible\n' +
        'Raise slideMs to 8640 or more, or choose a smaller sizeMs.',
    );
    expect(() => slidingWindowNode(plan, day, 8_640_000, [], {})).not.toThrow();
  });
});
