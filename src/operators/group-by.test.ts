import { describe, expect, test } from 'vitest';
import { count, max, mean, sum } from '../builder/aggregate.ts';
import { streamFrom } from '../builder/stream.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import type { Value } from '../columns/column-type.ts';
import { compile } from '../compile/compile.ts';
import { printPlan } from './print-plan.ts';
import { answerOf } from './answer.test-program.ts';
import { groupByNode } from './group-by.ts';

const payments = streamFrom({ time: 'timestamp', card: 'text?', cents: 'integer', weight: 'float?' }, 'time', 0);
const { plan } = payments.groupBy({
  by: ['card'],
  aggregates: (row) => ({ payments: count(), total: sum(row.cents), mean: mean(row.weight) }),
});

const records: readonly (readonly Value[])[] = [
  [5, 'b', 1, 0.5],
  [9, 'a', 2, null],
  [3, 'b', 4, 1.5],
  [1, null, 8, null],
  [2, null, 16, 2],
  [4, 'a', 32, null],
];

/** The rows of each invocation: cause, card, payments, total, mean. */
function invocations(ends: readonly number[]): unknown[] {
  const table = new Table(payments.plan.schema, new Dictionary());
  for (const record of records) table.append(record);
  const { output, ...step } = compile(plan, table);
  return ends.map((end, index) => {
    output.clear();
    step.invoke(ends[index - 1] ?? 0, end);
    return Array.from({ length: output.length }, (_, row) => [output.causes[row], ...output.table.row(row)]);
  });
}

describe('group by', () => {
  test('has the columns of the key, then the aggregates', () => {
    expect(plan.schema).toEqual({ card: 'text?', payments: 'integer', total: 'integer', mean: 'float?' });
    expect(printPlan(plan).at(-1)).toMatchObject({
      kind: 'group-by',
      settings: ['by card'],
      computed: ['payments = count()', 'total = sum(cents)', 'mean = mean(weight)'],
    });
  });

  test('of single records gives one row for each, with the aggregates of its group so far', () => {
    expect(invocations([1, 2, 3, 4, 5, 6])).toEqual([
      [[0, 'b', 1, 1, 0.5]],
      [[1, 'a', 1, 2, null]],
      [[2, 'b', 2, 5, 1]],
      [[3, null, 1, 8, null]],
      [[4, null, 2, 24, 2]],
      [[5, 'a', 2, 34, null]],
    ]);
  });

  test('of a micro-batch gives one row for each changed group, in the order of their first changes', () => {
    expect(invocations([1, 5, 6])).toEqual([
      [[0, 'b', 1, 1, 0.5]],
      [
        [1, 'a', 1, 2, null],
        [2, 'b', 2, 5, 1],
        [4, null, 2, 24, 2],
      ],
      [[5, 'a', 2, 34, null]],
    ]);
  });

  test('drops no record, however late it is, and gives nothing at the end of the stream', () => {
    const { rows, fates, late } = answerOf(plan, [
      [1_000_000, 'a', 1, 1],
      [0, 'a', 2, 1],
    ]);
    expect(rows).toEqual([[1, 'a', 2, 3, 1]]);
    expect(fates).toEqual(['emitted', 'emitted']);
    expect(late).toEqual({ records: 0, additions: 0 });
  });

  test('counts in windows of event time by the start of the window as a column of the key', () => {
    const { plan: counts } = payments
      .project(({ card, time, cents }) => ({ card, from: time.truncateTo(0.01), cents }))
      .groupBy({ by: ['card', 'from'], aggregates: (row) => ({ payments: count(), most: max(row.cents) }) });
    const { rows } = answerOf(counts, [
      [9, 'a', 1, null],
      [10, 'a', 7, null],
      [0, 'a', 3, null],
      [19, 'b', 5, null],
    ]);
    expect(rows).toEqual([
      [2, 'a', 0, 2, 3],
      [1, 'a', 10, 1, 7],
      [3, 'b', 10, 1, 5],
    ]);
  });

  test('ends a pipeline', () => {
    const groups = payments.groupBy({ by: ['card'], aggregates: () => ({ payments: count() }) });
    const followed = (): unknown => (groups as unknown as typeof payments).filter((row) => row.cents.gt(1));
    expect(followed).toThrow("has no method 'filter'\nIt ends the pipeline: nothing follows it.");
  });

  test('refuses an empty key, an unknown one, and a column that is there already', () => {
    expect(() => groupByNode(payments.plan, [], {})).toThrow('groupBy() needs at least one column as a key');
    expect(() => groupByNode(payments.plan, ['cart'], {})).toThrow("Did you mean 'card'?");
    const twice = (): unknown => payments.groupBy({ by: ['card'], aggregates: () => ({ card: count() }) });
    expect(twice).toThrow("'aggregates' of groupBy(): there is a column 'card' already");
  });
});
