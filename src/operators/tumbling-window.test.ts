import { describe, expect, test } from 'vitest';
import { count, sum } from '../builder/aggregate.ts';
import { streamFrom, type Stream } from '../builder/stream.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { answerOf } from './answer.test-program.ts';
import { tumblingWindowNode } from './tumbling-window.ts';

/** Windows of 10 µs. */
const sizeMs = 0.01;

function orders(watermarkDelayMs = 0): Stream<{ time: 'timestamp'; key: 'text'; amount: 'integer' }> {
  return streamFrom({ time: 'timestamp', key: 'text?', amount: 'integer?' }, 'time', watermarkDelayMs);
}

function totals(watermarkDelayMs = 0): PlanNode {
  return orders(watermarkDelayMs).tumblingWindow({
    sizeMs,
    by: ['key'],
    aggregates: (order) => ({ orders: count(), total: sum(order.amount) }),
  }).plan;
}

describe('tumbling window', () => {
  test('emits the keys, the bounds of the window and the aggregates', () => {
    expect(totals().schema).toEqual({
      key: 'text?',
      windowStart: 'timestamp',
      windowEnd: 'timestamp',
      orders: 'integer',
      total: 'integer?',
    });
  });

  test('a window is half-open, and the record at its end closes it', () => {
    const { rows, fates } = answerOf(totals(), [
      [0, 'a', 1],
      [9, 'a', 2],
      [10, 'a', 4],
    ]);
    expect(rows).toEqual([
      [2, 'a', 0, 10, 2, 3],
      [3, 'a', 10, 20, 1, 4],
    ]);
    expect(fates).toEqual(['absorbed', 'absorbed', 'emitted']);
  });

  test('the watermark delay keeps a window open longer', () => {
    const { rows, late } = answerOf(totals(0.005), [
      [5, 'a', 1],
      [14, 'a', 2],
      [6, 'a', 4],
      [15, 'a', 8],
      [7, 'a', 16],
    ]);
    expect(rows).toEqual([
      [3, 'a', 0, 10, 2, 5],
      [5, 'a', 10, 20, 2, 10],
    ]);
    expect(late).toEqual({ records: 1, additions: 1 });
  });

  test('a record whose window was closed by the watermark before it is late, and dropped', () => {
    const { rows, fates, late } = answerOf(totals(), [
      [10, 'a', 1],
      [9, 'a', 2],
      [11, 'a', 4],
    ]);
    expect(rows).toEqual([[3, 'a', 10, 20, 2, 5]]);
    expect(fates).toEqual(['absorbed', 'dropped', 'absorbed']);
    expect(late).toEqual({ records: 1, additions: 1 });
  });

  test('windows that close together come in the order of (end, key), nulls last', () => {
    const { rows } = answerOf(totals(1), [
      [25, 'b', 1],
      [12, 'a', 1],
      [3, 'b', 1],
      [4, null, 1],
      [5, 'a', 1],
      [1050, 'z', 1],
    ]);
    expect(rows.slice(0, 5)).toEqual([
      [5, 'a', 0, 10, 1, 1],
      [5, 'b', 0, 10, 1, 1],
      [5, null, 0, 10, 1, 1],
      [5, 'a', 10, 20, 1, 1],
      [5, 'b', 20, 30, 1, 1],
    ]);
  });

  test('windows begin at multiples of their size, also before 1970', () => {
    expect(
      answerOf(totals(), [
        [-1, 'a', 1],
        [0, 'a', 1],
      ]).rows.map((row) => row.slice(2, 4)),
    ).toEqual([
      [-10, 0],
      [0, 10],
    ]);
  });

  test('without keys there is one row for each window', () => {
    const { plan } = orders().tumblingWindow({ sizeMs, aggregates: () => ({ orders: count() }) });
    expect(
      answerOf(plan, [
        [1, 'a', 1],
        [2, 'b', 1],
        [30, 'a', 1],
      ]).rows,
    ).toEqual([
      [2, 0, 10, 2],
      [3, 30, 40, 1],
    ]);
  });

  test('a record that a filter drops still moves the watermark and closes windows', () => {
    const { plan } = orders()
      .filter((order) => order.amount.gt(0))
      .tumblingWindow({ sizeMs, aggregates: () => ({ orders: count() }) });
    const { rows, fates } = answerOf(plan, [
      [1, 'a', 1],
      [10, 'a', 0],
      [11, 'a', 0],
    ]);
    expect(rows).toEqual([[1, 0, 10, 1]]);
    expect(fates).toEqual(['absorbed', 'emitted', 'dropped']);
  });

  test('a window over windows takes each row at its last microsecond, and closes with the same record', () => {
    const { plan } = orders()
      .tumblingWindow({ sizeMs, by: ['key'], aggregates: () => ({ orders: count() }) })
      .project((window) => ({ orders: window.orders }))
      .tumblingWindow({ sizeMs: 0.02, aggregates: (window) => ({ windows: count(), orders: sum(window.orders) }) });
    const { rows } = answerOf(plan, [
      [1, 'a', 1],
      [2, 'a', 1],
      [11, 'b', 1],
      [20, 'a', 1],
    ]);
    expect(rows).toEqual([
      [3, 0, 20, 2, 3],
      [4, 20, 40, 1, 1],
    ]);
  });

  test('without records there are no windows', () => {
    expect(answerOf(totals(), []).rows).toEqual([]);
  });

  test.each([0, -1, 0.5, NaN, Infinity])('refuses a size of %d µs', (sizeMicros) => {
    expect(() => tumblingWindowNode(orders().plan, sizeMicros, [], {})).toThrow(
      "a window's size must be a whole number of microseconds above 0",
    );
  });

  test('refuses an unknown key and two columns of one name', () => {
    expect(() => tumblingWindowNode(orders().plan, 10, ['kee'], {})).toThrow(
      "there is no column 'kee'\nDid you mean 'key'?",
    );
    const { plan } = orders().tumblingWindow({ sizeMs, aggregates: () => ({}) });
    expect(() => tumblingWindowNode(plan, 10, ['windowEnd'], {})).toThrow(
      "the window would have two columns 'windowEnd'",
    );
  });
});
