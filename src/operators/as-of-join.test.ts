import { describe, expect, test } from 'vitest';
import { streamFrom, type Stream } from '../builder/stream.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { answerOf } from './answer.test-program.ts';
import { asOfJoinNode } from './as-of-join.ts';
import { largestSizes } from './kept-rows.test-program.ts';

interface Options {
  readonly type?: 'inner' | 'left';
  readonly withinMs?: number;
  readonly watermarkDelayMs?: number;
}

/** Trades and quotes, distinguished by their kind. */
function ticks(
  watermarkDelayMs: number,
): Stream<{ time: 'timestamp'; kind: 'text'; symbol: 'text'; price: 'integer' }> {
  return streamFrom({ time: 'timestamp', kind: 'text', symbol: 'text?', price: 'integer' }, 'time', watermarkDelayMs);
}

/** Trades with their quotes, as [cause, symbol, price, quoted]. */
function quotedTrades({ watermarkDelayMs = 1, ...options }: Options = {}): PlanNode {
  const all = ticks(watermarkDelayMs);
  const trades = all.filter((tick) => tick.kind.eq('trade')).project(({ symbol, price }) => ({ symbol, price }));
  const quotes = all
    .filter((tick) => tick.kind.eq('quote'))
    .project(({ symbol, price }) => ({ symbol, quoted: price }));
  return trades.asOfJoin(quotes, { on: ['symbol'], ...options }).plan;
}

describe('as-of join', () => {
  test('adds the latest row of the same key that is not after the left one, by event time', () => {
    const { rows, fates } = answerOf(quotedTrades(), [
      [10, 'quote', 'a', 1],
      [30, 'quote', 'a', 3],
      [20, 'quote', 'a', 2],
      [25, 'quote', 'b', 9],
      [29, 'trade', 'a', 100],
      [30, 'trade', 'a', 101],
      [9, 'trade', 'a', 102],
    ]);
    expect(rows).toEqual([
      [4, 'a', 100, 2],
      [5, 'a', 101, 3],
    ]);
    expect(fates).toEqual(['absorbed', 'absorbed', 'absorbed', 'absorbed', 'emitted', 'emitted', 'dropped']);
  });

  test('of rows with one event time, takes the last to arrive', () => {
    expect(
      answerOf(quotedTrades(), [
        [10, 'quote', 'a', 1],
        [10, 'quote', 'a', 2],
        [10, 'trade', 'a', 100],
      ]).rows,
    ).toEqual([[2, 'a', 100, 2]]);
  });

  test('does not wait: a row that arrives after the left row does not match it', () => {
    const { rows } = answerOf(quotedTrades(), [
      [10, 'quote', 'a', 1],
      [20, 'trade', 'a', 100],
      [15, 'quote', 'a', 2],
      [20, 'trade', 'a', 101],
    ]);
    expect(rows).toEqual([
      [1, 'a', 100, 1],
      [3, 'a', 101, 2],
    ]);
  });

  test('left: keeps rows without a match and rows with a null key, with nulls', () => {
    const plan = quotedTrades({ type: 'left' });
    expect(plan.schema).toEqual({ symbol: 'text?', price: 'integer', quoted: 'integer?' });
    expect(
      answerOf(plan, [
        [10, 'trade', 'a', 100],
        [10, 'quote', null, 1],
        [20, 'trade', null, 101],
      ]).rows,
    ).toEqual([
      [0, 'a', 100, null],
      [2, null, 101, null],
    ]);
  });

  test('within: an older row does not match', () => {
    const plan = quotedTrades({ withinMs: 0.01 });
    expect(
      answerOf(plan, [
        [10, 'quote', 'a', 1],
        [20, 'trade', 'a', 100],
        [21, 'trade', 'a', 101],
      ]).rows,
    ).toEqual([[1, 'a', 100, 1]]);
  });

  test('a row no longer matches once the watermark has reached a later one: only late left rows could match it', () => {
    const upTo = (watermark: number) =>
      answerOf(quotedTrades({ watermarkDelayMs: 0.01 }), [
        [10, 'quote', 'a', 1],
        [20, 'quote', 'a', 2],
        [watermark + 10, 'other', 'a', 0],
        [19, 'trade', 'a', 100],
        [20, 'trade', 'a', 101],
      ]).rows;
    expect(upTo(19)).toEqual([
      [3, 'a', 100, 1],
      [4, 'a', 101, 2],
    ]);
    expect(upTo(20)).toEqual([[4, 'a', 101, 2]]);
  });

  test('a right row that can no longer match any row is late', () => {
    const { fates, late } = answerOf(quotedTrades({ watermarkDelayMs: 0 }), [
      [10, 'quote', 'a', 1],
      [9, 'quote', 'a', 2],
      [9, 'quote', 'b', 2],
    ]);
    expect(fates).toEqual(['absorbed', 'dropped', 'absorbed']);
    expect(late).toEqual({ records: 1, additions: 1 });
  });

  test('keeps one row of each key on a long stream, and the rows after the watermark', () => {
    const records = Array.from({ length: 200_000 }, (_, index) => [
      index,
      index % 2 === 0 ? 'quote' : 'trade',
      `${(index >> 1) % 10}`,
      index,
    ]);
    const { sizes, answer } = largestSizes(() => answerOf(quotedTrades({ watermarkDelayMs: 0.02 }), records));
    expect(answer.rows).toHaveLength(100_000);
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThan(50);
  });

  test('within a bound, forgets keys that do not return', () => {
    const records = Array.from({ length: 200_000 }, (_, index) => [
      index,
      index % 2 === 0 ? 'quote' : 'trade',
      'ab'.repeat(index % 7),
      index,
    ]);
    const ids = streamFrom({ time: 'timestamp', kind: 'text', symbol: 'text', price: 'integer' }, 'time', 0);
    const { plan } = ids
      .filter((tick) => tick.kind.eq('trade'))
      .project(({ price }) => ({ id: price.subtract(1) }))
      .asOfJoin(
        ids.filter((tick) => tick.kind.eq('quote')).project(({ price, symbol }) => ({ id: price, symbol })),
        { on: ['id'], withinMs: 0.02 },
      );
    const { sizes, answer } = largestSizes(() => answerOf(plan, records));
    expect(answer.rows).toHaveLength(100_000);
    expect(sizes[0]).toBeLessThan(50);
  });

  test('refuses a fractional bound and two columns of one name', () => {
    const all = ticks(0);
    expect(() => asOfJoinNode(all.plan, all.plan, [], { withinMicros: 0.5, type: 'left' })).toThrow(
      'the bound of asOfJoin() must be a whole number of microseconds, 0 or more, not 0.5',
    );
    expect(() => all.asOfJoin(all, { on: ['symbol'] })).toThrow("asOfJoin() would make a second column 'time'");
  });
});
