import { describe, expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { compile } from '../compile/compile.ts';
import { count } from '../builder/aggregate.ts';
import { streamFrom } from '../builder/stream.ts';
import { latestNode } from './latest.ts';

const clicks = streamFrom({ time: 'timestamp', page: 'text?', user: 'float?' }, 'time', 0);
const { plan } = clicks
  .runningAggregate({ by: ['page', 'user'], aggregates: () => ({ clicks: count() }) })
  .latest({ by: ['page', 'user'] });

/** The rows of each invocation: cause, page, user, clicks. */
function invocations(
  records: readonly (readonly [string | null, number | null])[],
  ends: readonly number[],
): unknown[] {
  const table = new Table(clicks.plan.schema, new Dictionary());
  for (const [time, record] of records.entries()) table.append([time, ...record]);
  const { output, ...step } = compile(plan, table);
  return ends.map((end, index) => {
    output.clear();
    step.invoke(ends[index - 1] ?? 0, end);
    return Array.from({ length: output.length }, (_, row) => [output.causes[row], ...output.table.row(row).slice(1)]);
  });
}

describe('latest', () => {
  test('writes only the last row of each key in an invocation, in the place of its first', () => {
    expect(
      invocations(
        [
          ['a', 1],
          ['b', 1],
          ['a', 1],
          ['a', 2],
        ],
        [4],
      ),
    ).toEqual([
      [
        [2, 'a', 1, 2],
        [1, 'b', 1, 1],
        [3, 'a', 2, 1],
      ],
    ]);
  });

  test('writes a key again in a later invocation', () => {
    expect(
      invocations(
        [
          ['a', 1],
          ['a', 1],
          ['a', 1],
        ],
        [1, 3],
      ),
    ).toEqual([[[0, 'a', 1, 1]], [[2, 'a', 1, 3]]]);
  });

  test('treats nulls as one key, and NaNs as one key', () => {
    expect(
      invocations(
        [
          [null, null],
          ['a', NaN],
          ['a', null],
          [null, null],
          ['a', NaN],
          ['a', 0],
        ],
        [6],
      ),
    ).toEqual([
      [
        [3, null, null, 2],
        [4, 'a', NaN, 2],
        [2, 'a', null, 1],
        [5, 'a', 0, 1],
      ],
    ]);
  });

  test('refuses an empty key and an unknown one', () => {
    expect(() => latestNode(clicks.plan, [])).toThrow('latest() needs at least one column');
    expect(() => latestNode(clicks.plan, ['pages'])).toThrow("Did you mean 'page'?");
  });
});
