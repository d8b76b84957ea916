import { describe, expect, test } from 'vitest';
import { count, max, mean, sum } from '../builder/aggregate.ts';
import { streamFrom, type Stream } from '../builder/stream.ts';
import { answerOf } from './answer.test-program.ts';
import { runningAggregateNode } from './running-aggregate.ts';

function payments(): Stream<{ time: 'timestamp'; card: 'text'; cents: 'integer' }> {
  return streamFrom({ time: 'timestamp', card: 'text?', cents: 'integer' }, 'time', 0);
}

describe('running aggregate', () => {
  test('adds the aggregates of the key up to and including the row', () => {
    const { plan } = payments().runningAggregate({
      by: ['card'],
      aggregates: (t) => ({ payments: count(), total: sum(t.cents) }),
    });
    expect(plan.schema).toEqual({
      time: 'timestamp',
      card: 'text?',
      cents: 'integer',
      payments: 'integer',
      total: 'integer',
    });
    const { rows } = answerOf(plan, [
      [5, 'a', 1],
      [6, 'b', 2],
      [4, 'a', 4],
      [7, null, 8],
      [8, null, 16],
    ]);
    expect(rows.map((row) => row.slice(4))).toEqual([
      [1, 1],
      [1, 2],
      [2, 5],
      [1, 8],
      [2, 24],
    ]);
  });

  test('that excludes the current row is null for the first row, and its count 0', () => {
    const { plan } = payments().runningAggregate({
      by: ['card'],
      aggregates: (t) => ({ before: count(), meanBefore: mean(t.cents), maxBefore: max(t.cents) }),
      excludeCurrent: true,
    });
    expect(plan.schema).toMatchObject({ before: 'integer', meanBefore: 'float?', maxBefore: 'integer?' });
    const { rows } = answerOf(plan, [
      [1, 'a', 10],
      [2, 'a', 20],
      [3, 'a', 0],
    ]);
    expect(rows.map((row) => row.slice(4))).toEqual([
      [0, null, null],
      [1, 10, 10],
      [2, 15, 20],
    ]);
  });

  test("finds a payment far above the mean of the card's earlier payments", () => {
    const { plan } = payments()
      .runningAggregate({ by: ['card'], aggregates: (t) => ({ meanBefore: mean(t.cents) }), excludeCurrent: true })
      .filter((t) => t.cents.gt(t.meanBefore.multiply(5)));
    expect(
      answerOf(plan, [
        [1, 'a', 10],
        [2, 'a', 12],
        [3, 'a', 56],
        [4, 'a', 100],
      ]).rows,
    ).toEqual([[2, 3, 'a', 56, 11]]);
  });

  test('starts afresh after the idle time', () => {
    const { plan } = payments().runningAggregate({
      by: ['card'],
      aggregates: () => ({ payments: count() }),
      idleMs: 0.01,
    });
    expect(
      answerOf(plan, [
        [0, 'a', 1],
        [10, 'a', 1],
        [21, 'a', 1],
        [22, 'a', 1],
      ]).rows.map((row) => row[4]),
    ).toEqual([1, 2, 1, 2]);
  });

  test('without keys covers all rows', () => {
    const { plan } = payments().runningAggregate({ aggregates: (t) => ({ total: sum(t.cents) }) });
    expect(
      answerOf(plan, [
        [1, 'a', 1],
        [2, 'b', 2],
      ]).rows.map((row) => row[4]),
    ).toEqual([1, 3]);
  });

  test('refuses an unknown key, a name that exists and a fractional idle time', () => {
    expect(() => runningAggregateNode(payments().plan, ['crd'], {})).toThrow("Did you mean 'card'?");
    expect(() => payments().runningAggregate({ aggregates: () => ({ cents: count() }) })).toThrow(
      "runningAggregate() would make a second column 'cents'",
    );
    expect(() => runningAggregateNode(payments().plan, [], {}, { idleMicros: 0.5 })).toThrow(
      'the idle time of runningAggregate() must be a whole number',
    );
  });
});
