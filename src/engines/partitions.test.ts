import { expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { partitionsOf } from './partitions.ts';

const schema = { card: 'text', amount: 'integer' } as const;
const records = new Table(schema, new Dictionary(), 1000);
for (let row = 0; row < 1000; row++) records.write(records.reserve(), [`card ${row % 100}`, row]);

test('without columns the records take turns', () => {
  expect([...partitionsOf(records, [], 3)].slice(0, 5)).toEqual([0, 1, 2, 0, 1]);
});

test('records of a key are in one partition, and keys are spread over all', () => {
  const partitions = partitionsOf(records, ['card'], 4);
  for (let row = 100; row < 1000; row++) expect(partitions[row]).toBe(partitions[row % 100]);
  const sizes = [0, 1, 2, 3].map((partition) => partitions.filter((of) => of === partition).length);
  // 25 of 100 keys on average, with a standard deviation of 4.3.
  for (const size of sizes) expect(Math.abs(size / 10 - 25)).toBeLessThan(17);
});
