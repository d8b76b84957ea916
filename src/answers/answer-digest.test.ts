import { describe, expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import { digestFor, type AnswerDigest } from './answer-digest.ts';

type Row = readonly [cause: number, page: string | null, clicks: number];

/** The digest after these invocations. With a key, each invocation keeps only the last row of a key. */
function digestOf(invocations: readonly (readonly Row[])[], key: readonly string[] | undefined): AnswerDigest {
  const output = new OutputRows({ page: 'text?', clicks: 'integer' }, new Dictionary(), key);
  const digest = digestFor(output);
  for (const rows of invocations) {
    output.clear();
    for (const [cause, page, clicks] of rows) {
      const row = output.reserve(cause);
      const [pages, counts] = output.table.columns;
      pages.values[row] = page === null ? row : output.table.dictionary.encode(page);
      pages.nulls![row] = page === null ? 1 : 0;
      counts.values[row] = clicks;
      output.settle();
    }
    digest.update(output);
  }
  return digest;
}

const rows: readonly Row[] = [
  [0, 'a', 1],
  [1, null, 1],
  [2, 'a', 2],
  [3, 'a', 3],
  [4, null, 2],
];
const oneByOne = rows.map((row) => [row]);

describe('the digest of a table', () => {
  test('is that of its last rows, however many they replaced', () => {
    const [cut, whole] = [digestOf(oneByOne, ['page']), digestOf([rows], ['page'])];
    expect(cut.hex()).toBe(whole.hex());
    expect([cut.rows, cut.rowsWritten]).toEqual([2, 5]);
    expect([whole.rows, whole.rowsWritten]).toEqual([2, 2]);
  });

  test('does not depend on the order of keys', () => {
    const swapped = [rows[1], rows[0], ...rows.slice(2)];
    expect(digestOf([swapped], ['page']).hex()).toBe(digestOf([rows], ['page']).hex());
  });

  test.each<[string, readonly Row[]]>([
    ['another value', [...rows.slice(0, 4), [4, null, 3]]],
    ['another cause', [...rows.slice(0, 4), [5, null, 2]]],
    ['another key', [...rows.slice(0, 4), [4, 'b', 2]]],
    ['a missing row', [rows[0], rows[2], rows[3]]],
  ])('differs for %s', (_, other) => {
    expect(digestOf([other], ['page']).hex()).not.toBe(digestOf([rows], ['page']).hex());
  });

  test('is that of the sequence if rows do not replace each other', () => {
    const digest = digestOf(oneByOne, undefined);
    expect(digest.hex()).toBe(digestOf([rows], undefined).hex());
    expect([digest.rows, digest.rowsWritten]).toEqual([5, 5]);
    expect(digest.hex()).not.toBe(digestOf([[rows[1], rows[0], ...rows.slice(2)]], undefined).hex());
  });
});

test('the unordered digest of a table is that of its last rows', () => {
  expect(digestOf(oneByOne, ['page']).unorderedHex()).toBe(digestOf([rows.slice(3)], ['page']).unorderedHex());
  expect(digestOf(oneByOne, ['page']).unorderedHex()).toBe(digestOf([rows.slice(3)], undefined).unorderedHex());
});
