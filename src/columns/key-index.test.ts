import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from './column-type.ts';
import { Dictionary } from './dictionary.ts';
import { KeyIndex } from './key-index.ts';
import { Table } from './table.ts';

const schema = { id: 'integer', share: 'float?', name: 'text?' } as const;

/** Few of each, so that keys recur; whole numbers of any size, fractions, and what equals itself only as a key. */
const row = fc.tuple(
  fc.constantFrom(-1, 0, 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 52),
  fc.constantFrom(null, NaN, Infinity, -1, 0, 0.5, 0.25),
  fc.constantFrom(null, 'a', 'b'),
);

test('finds the first row with a key since it was cleared, as a Map by the text of the key does', () => {
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: 150 }), { maxLength: 4 }), (rounds) => {
      const table = new Table(schema, new Dictionary());
      const index = new KeyIndex(table.columns);
      for (const rows of rounds) {
        table.clear();
        index.clear();
        expect(rows.map((values) => firstLike(values, table, index))).toEqual(firstsByText(rows));
      }
    }),
  );
});

test('finds each of many rows that differ in one column', () => {
  const table = new Table({ day: 'timestamp' }, new Dictionary());
  const index = new KeyIndex(table.columns);
  for (let day = 0; day < 5000; day++) expect(firstLike([day * 86_400_000_000], table, index)).toBe(day);
  for (let day = 0; day < 5000; day++) expect(firstLike([day * 86_400_000_000], table, index)).toBe(day);
});

function firstLike(values: readonly Value[], table: Table, index: KeyIndex): number {
  table.append(values);
  const last = table.length - 1;
  const first = index.firstLike(last);
  if (first !== last) table.removeLast();
  return first;
}

function firstsByText(rows: readonly (readonly Value[])[]): number[] {
  const firsts = new Map<string, number>();
  return rows.map((values) => {
    const key = values.map(String).join();
    if (!firsts.has(key)) firsts.set(key, firsts.size);
    return firsts.get(key)!;
  });
}
