import { describe, expect, test } from 'vitest';
import { count } from '../builder/aggregate.ts';
import { streamFrom } from '../builder/stream.ts';
import { answerOf } from './answer.test-program.ts';
import { projectNode } from './project.ts';

const orders = streamFrom({ time: 'timestamp', amount: 'integer', name: 'text?' }, 'time', 0);

describe('project', () => {
  test('emits only the named columns, in their order', () => {
    const { plan } = orders.project((order) => ({
      name: order.name,
      double: order.amount.multiply(2),
      half: order.amount.divide(2),
    }));
    expect(plan.schema).toEqual({ name: 'text?', double: 'integer', half: 'float?' });
    expect(
      answerOf(plan, [
        [1, 5, 'a'],
        [2, 6, null],
      ]).rows,
    ).toEqual([
      [0, 'a', 10, 2.5],
      [1, null, 12, 3],
    ]);
  });

  test('rows keep their event time even without the column that held it', () => {
    const { plan } = orders
      .project((order) => ({ amount: order.amount }))
      .tumblingWindow({ sizeMs: 0.01, aggregates: () => ({ orders: count() }) });
    expect(
      answerOf(plan, [
        [1, 5, 'a'],
        [9, 5, 'a'],
        [12, 5, 'a'],
      ]).rows,
    ).toEqual([
      [2, 0, 10, 2],
      [3, 10, 20, 1],
    ]);
  });

  test('an integer beyond ±2^53 is an error, unless it is null', () => {
    const { plan } = streamFrom({ time: 'timestamp', a: 'integer', b: 'integer?' }, 'time', 0).project((t) => ({
      sum: t.b.add(t.a).add(2 ** 53 - 1),
    }));
    expect(
      answerOf(plan, [
        [1, 1, null],
        [2, 0, 0],
      ]).rows,
    ).toEqual([
      [0, null],
      [1, 2 ** 53 - 1],
    ]);
    expect(() => answerOf(plan, [[1, 1, 0]])).toThrow('beyond ±2^53');
  });

  test('refuses rows without columns', () => {
    expect(() => projectNode(orders.plan, {})).toThrow('a schema needs at least one column');
  });
});
