import { describe, expect, test } from 'vitest';
import { streamFrom } from '../builder/stream.ts';
import { answerOf } from './answer.test-program.ts';
import { filterNode } from './filter.ts';

const orders = streamFrom({ time: 'timestamp', amount: 'integer?' }, 'time', 0);

describe('filter', () => {
  test('keeps the rows for which the predicate is true, not false or null', () => {
    const { rows, fates } = answerOf(orders.filter((order) => order.amount.gt(10)).plan, [
      [1, 11],
      [2, 10],
      [3, null],
      [4, 12],
    ]);
    expect(rows).toEqual([
      [0, 1, 11],
      [3, 4, 12],
    ]);
    expect(fates).toEqual(['emitted', 'dropped', 'dropped', 'emitted']);
  });

  test('drops a null also if the predicate is negated', () => {
    expect(
      answerOf(orders.filter((order) => order.amount.gt(10).not()).plan, [
        [1, null],
        [2, 3],
      ]).rows,
    ).toEqual([[1, 2, 3]]);
  });

  test('refuses a predicate that is no boolean', () => {
    expect(() => filterNode(orders.plan, { kind: 'column', name: 'amount', spec: 'integer?' })).toThrow(
      'filter() takes a boolean, not integer?',
    );
  });
});
