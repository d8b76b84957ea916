import { expect, test } from 'vitest';
import { sqlRefusals } from '../sql/write-sql.ts';
import { streamFrom, type Stream } from '../builder/stream.ts';
import type { NumberExpression } from './expression.ts';
import { planDigest } from './plan-digest.ts';
import { printExpression } from './print-expression.ts';
import { rowOf } from './row.ts';
import { writtenSize } from './shared-expressions.ts';

const { amount } = rowOf<{ amount: 'integer' }>({ amount: 'integer' });

function doubled(times: number): NumberExpression<'integer'> {
  let expression = amount;
  for (let done = 0; done < times; done++) expression = expression.add(expression);
  return expression;
}

function streamOf(times: number): Stream<{ doubled: 'integer' }> {
  return streamFrom({ time: 'timestamp', amount: 'integer' }, 'time', 0).project(() => ({ doubled: doubled(times) }));
}

test('an expression that doubles has twice the size, and is counted at once', () => {
  expect([0, 1, 2, 3].map((times) => writtenSize(doubled(times).node))).toEqual([1, 3, 7, 15]);
  expect(writtenSize(doubled(200).node)).toBeGreaterThan(1e60);
});

test('it is printed as long as it can be read', () => {
  expect(printExpression(doubled(2).node)).toBe('amount + amount + (amount + amount)');
  expect(printExpression(doubled(15).node)).toBe('(an expression of 65,535 parts)');
  expect(printExpression(doubled(15).eq(0).node)).toBe('(an expression of 65,537 parts)');
});

test('its SQL is refused with a remedy when it would be too long', () => {
  expect(sqlRefusals(streamOf(12).plan, 'duckdb')).toEqual([]);
  for (const dialect of ['duckdb', 'spark', 'flink'] as const)
    expect(sqlRefusals(streamOf(15).plan, dialect).map(({ reason }) => reason)).toEqual([
      'one of its expressions has 65,535 parts when what it shares is written out (at most 10,000): put the shared ' +
        'part into a column with project()',
    ]);
});

test('plans have a digest of their own, and equal plans the same, however large they are', () => {
  const digests = [3, 4, 60, 61, 60].map((times) => planDigest(streamOf(times).plan));
  expect(new Set(digests).size).toBe(4);
  expect(digests[4]).toBe(digests[2]);
  // A copy that shares nothing is the same plan.
  const written = JSON.parse(JSON.stringify(streamOf(4).plan)) as Stream<never>['plan'];
  expect(planDigest(written)).toBe(digests[1]);
});
