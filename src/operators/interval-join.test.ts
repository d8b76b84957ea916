import { describe, expect, test } from 'vitest';
import { count } from '../builder/aggregate.ts';
import { streamFrom, type Stream } from '../builder/stream.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { answerOf } from './answer.test-program.ts';
import { intervalJoinNode } from './interval-join.ts';
import { largestSizes } from './kept-rows.test-program.ts';

interface Bounds {
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** Orders and payments, distinguished by their kind, with a common key. */
function events(watermarkDelayMs: number): Stream<{ time: 'timestamp'; kind: 'text'; id: 'integer' }> {
  return streamFrom({ time: 'timestamp', kind: 'text', id: 'integer?' }, 'time', watermarkDelayMs);
}

/**
 * Pairs as [cause, id, time of the order, time of the payment]. By default a payment is at most 10 µs before its order
 * or 20 µs after it.
 */
function paidOrders({ beforeMs, afterMs }: Bounds = { beforeMs: 0.01, afterMs: 0.02 }, watermarkDelayMs = 1): PlanNode {
  const all = events(watermarkDelayMs);
  const orders = all
    .filter((event) => event.kind.eq('order'))
    .project((event) => ({ id: event.id, ordered: event.time }));
  const payments = all
    .filter((event) => event.kind.eq('payment'))
    .project((event) => ({ id: event.id, paid: event.time }));
  return orders.intervalJoin(payments, { on: ['id'], beforeMs, afterMs }).plan;
}

describe('interval join', () => {
  test('pairs rows of equal keys within inclusive bounds', () => {
    expect(paidOrders().schema).toEqual({ id: 'integer?', ordered: 'timestamp', paid: 'timestamp' });
    const { rows, fates } = answerOf(paidOrders(), [
      [100, 'order', 1],
      [120, 'payment', 1],
      [121, 'payment', 1],
      [90, 'payment', 1],
      [89, 'payment', 1],
      [100, 'payment', 2],
    ]);
    expect(rows).toEqual([
      [1, 1, 100, 120],
      [3, 1, 100, 90],
    ]);
    expect(fates).toEqual(['absorbed', 'emitted', 'absorbed', 'emitted', 'absorbed', 'absorbed']);
  });

  test('a row is paired with rows of the other side that arrived before it, in order of arrival', () => {
    const { rows } = answerOf(paidOrders(), [
      [105, 'payment', 1],
      [103, 'payment', 1],
      [100, 'order', 1],
      [101, 'order', 1],
      [104, 'payment', 1],
    ]);
    expect(rows).toEqual([
      [2, 1, 100, 105],
      [2, 1, 100, 103],
      [3, 1, 101, 105],
      [3, 1, 101, 103],
      [4, 1, 100, 104],
      [4, 1, 101, 104],
    ]);
  });

  test('a record that is in both streams is paired with itself, because it passes the first stream first', () => {
    const all = events(0);
    const other = all.project(({ id, kind }) => ({ id, otherKind: kind }));
    const { plan } = all.project(({ id, kind }) => ({ id, kind })).intervalJoin(other, { on: ['id'], withinMs: 0 });
    expect(
      answerOf(plan, [
        [5, 'a', 1],
        [5, 'b', 1],
      ]).rows,
    ).toEqual([
      [0, 1, 'a', 'a'],
      [1, 1, 'b', 'a'],
      [1, 1, 'a', 'b'],
      [1, 1, 'b', 'b'],
    ]);
  });

  test('a null key matches nothing, and is not kept', () => {
    const { rows, fates } = answerOf(paidOrders(), [
      [100, 'order', null],
      [100, 'payment', null],
    ]);
    expect(rows).toEqual([]);
    expect(fates).toEqual(['dropped', 'dropped']);
  });

  test('matches by several keys, by keys of different names, and without keys', () => {
    const all = events(1);
    const other = all.project((event) => ({ number: event.id, sort: event.kind, at: event.time }));
    const byBoth = all.intervalJoin(other, {
      on: [
        ['id', 'number'],
        ['kind', 'sort'],
      ],
      withinMs: 1,
    });
    expect(byBoth.plan.schema).toEqual({
      time: 'timestamp',
      kind: 'text',
      id: 'integer?',
      number: 'integer?',
      sort: 'text',
      at: 'timestamp',
    });
    const records = [
      [1, 'a', 1],
      [2, 'b', 1],
      [3, 'a', 1],
    ] as const;
    expect(answerOf(byBoth.plan, records).rows).toHaveLength(5);
    expect(answerOf(all.intervalJoin(other, { on: [], withinMs: 1 }).plan, records).rows).toHaveLength(9);
  });

  test('a row matches until the watermark has passed its time plus the bound', () => {
    const upTo = (watermark: number) =>
      answerOf(paidOrders(undefined, 0), [
        [100, 'order', 1],
        [watermark, 'other', 9],
        [115, 'payment', 1],
      ]).rows;
    expect(upTo(120)).toEqual([[2, 1, 100, 115]]);
    expect(upTo(121)).toEqual([]);
  });

  test('a row that has expired when it arrives is late: it still matches, but is not kept', () => {
    const { rows, fates, late } = answerOf(paidOrders({ beforeMs: 0.05, afterMs: 0.01 }, 0), [
      [100, 'payment', 1],
      [120, 'other', 9],
      [100, 'order', 1],
      [100, 'payment', 1],
    ]);
    expect(rows).toEqual([[2, 1, 100, 100]]);
    expect(fates).toEqual(['absorbed', 'dropped', 'emitted', 'absorbed']);
    expect(late).toEqual({ records: 1, additions: 1 });
  });

  test('a pair has the later event time of the two', () => {
    const all = events(1);
    const windowed = all
      .filter((event) => event.kind.eq('order'))
      .project(({ id }) => ({ id }))
      .intervalJoin(
        all.filter((event) => event.kind.eq('payment')).project(({ id }) => ({ id })),
        { on: ['id'], withinMs: 0.02 },
      )
      .tumblingWindow({ sizeMs: 0.01, aggregates: () => ({ pairs: count() }) });
    expect(
      answerOf(windowed.plan, [
        [12, 'payment', 1],
        [9, 'order', 1],
        [21, 'payment', 1],
      ]).rows,
    ).toEqual([
      [3, 10, 20, 1],
      [3, 20, 30, 1],
    ]);
  });

  test('state stays small on a long stream, with few keys or always new ones', () => {
    for (const keyOf of [(index: number) => index % 3, (index: number) => index]) {
      const records = Array.from({ length: 200_000 }, (_, index) => [
        index,
        index % 2 === 0 ? 'order' : 'payment',
        keyOf(index >> 1),
      ]);
      const { sizes, answer } = largestSizes(() => answerOf(paidOrders(undefined, 0.005), records));
      expect(answer.rows.length).toBeGreaterThan(99_000);
      // Orders are kept for 20 + 5 µs and payments for 10 + 5 µs; every second record is an order.
      expect(sizes).toEqual([expect.any(Number), expect.any(Number)]);
      expect(Math.max(...sizes)).toBeLessThan(40);
    }
  });

  test('refuses keys that cannot be equal, unknown columns, two columns of one name, and negative bounds', () => {
    const all = events(0);
    expect(() =>
      all.intervalJoin(
        all.project((event) => ({ number: event.kind })),
        { on: [['id', 'number']], withinMs: 1 },
      ),
    ).toThrow("intervalJoin() cannot match column 'id' (integer?) with column 'number' (text)");
    expect(() => all.intervalJoin(all, { on: ['idd' as 'id'], withinMs: 1 })).toThrow(
      "there is no column 'idd'\nDid you mean 'id'?",
    );
    expect(() => all.intervalJoin(all, { on: ['id'], withinMs: 1 })).toThrow(
      /^intervalJoin\(\) would make a second column 'time'\n.*project\(\)/,
    );
    expect(() => intervalJoinNode(all.plan, all.plan, [], { beforeMicros: -1, afterMicros: 0 })).toThrow(
      'each bound of intervalJoin() must be a whole number of microseconds, 0 or more, not -1',
    );
  });
});
