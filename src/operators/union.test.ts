import { describe, expect, test } from 'vitest';
import { count } from '../builder/aggregate.ts';
import { streamFrom } from '../builder/stream.ts';
import { literal } from '../pipeline/expression.ts';
import { answerOf } from './answer.test-program.ts';

const records = streamFrom({ time: 'timestamp', amount: 'integer', name: 'text?' }, 'time', 0);

describe('union', () => {
  test('emits, for each record, first the rows of the first stream, then those of the second', () => {
    const small = records.filter((row) => row.amount.lt(10));
    const even = records.filter((row) => row.name.eq('even'));
    const { rows, fates } = answerOf(small.union(even).plan, [
      [1, 2, 'even'],
      [2, 3, 'odd'],
      [3, 11, null],
      [4, 12, 'even'],
    ]);
    expect(rows).toEqual([
      [0, 1, 2, 'even'],
      [0, 1, 2, 'even'],
      [1, 2, 3, 'odd'],
      [3, 4, 12, 'even'],
    ]);
    expect(fates).toEqual(['emitted', 'emitted', 'dropped', 'emitted']);
  });

  test('matches columns by name; a column may hold nulls if it may in either stream', () => {
    const first = records.project((row) => ({ amount: row.amount, label: literal('fixed') }));
    const { plan } = first.union(records.project((row) => ({ label: row.name, amount: row.amount })));
    expect(plan.schema).toEqual({ amount: 'integer', label: 'text?' });
    expect(answerOf(plan, [[1, 5, null]]).rows).toEqual([
      [0, 5, 'fixed'],
      [0, 5, null],
    ]);
  });

  test('emits the windows that a record closes after its own rows, those of the first stream first', () => {
    const windowed = (factor: number) =>
      records
        .tumblingWindow({ sizeMs: 0.01, aggregates: () => ({ rows: count() }) })
        .project((window) => ({ at: window.windowEnd, value: window.rows.multiply(factor) }));
    const passing = records.project((row) => ({ at: row.time, value: row.amount }));
    const { plan } = windowed(100).union(windowed(1)).union(passing);
    expect(
      answerOf(plan, [
        [1, 7, null],
        [12, 8, null],
      ]).rows,
    ).toEqual([
      [0, 1, 7],
      [1, 12, 8],
      [1, 10, 100],
      [1, 10, 1],
      [2, 20, 100],
      [2, 20, 1],
    ]);
  });

  test('does not repeat the code of later operators, however many unions come before them', () => {
    let stream = records;
    for (let unions = 0; unions < 30; unions++) stream = stream.union(records);
    expect(answerOf(stream.filter((row) => row.amount.gt(0)).plan, [[1, 5, 'a']]).rows).toHaveLength(31);
  });

  test('refuses streams with different columns or types, and names one', () => {
    const other = records.project((row) => ({ time: row.time, amount: row.amount.divide(1), name: row.name }));
    expect(() => records.union(other as never)).toThrow(
      /^union\(\) takes .*, but 'amount' is integer in the first and float\? in the second\n.*project\(\)/,
    );
    expect(() => records.union(records.project(({ time, name }) => ({ time, name })) as never)).toThrow(
      "'amount' is integer in the first and missing in the second",
    );
  });

  test('refuses streams of two sources', () => {
    const elsewhere = streamFrom({ time: 'timestamp', amount: 'integer', name: 'text?' }, 'time', 0);
    expect(() => records.union(elsewhere)).toThrow(/^union\(\) takes two streams of the same source\n.*filter\(\)/);
  });
});
