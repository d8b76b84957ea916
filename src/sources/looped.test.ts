import { expect, test } from 'vitest';
import type { Schema, Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { looped } from './looped.ts';
import type { RecordedSource } from './source.ts';

const schema = { time: 'timestamp', id: 'integer', key: 'text', due: 'timestamp?' } as const;

function sourceOf(rows: readonly (readonly Value[])[], columns: Schema = schema): RecordedSource {
  const load: RecordedSource['load'] = async (limit) => {
    const records = new Table(columns, new Dictionary());
    for (const row of rows.slice(0, limit)) records.append(row);
    return { records, badRecords: { skipped: 1, deadLettered: 0 } };
  };
  const read: RecordedSource['read'] = async ({ length }) => (await load(length)).records;
  return { name: 'r.csv', schema: columns, eventTime: 'time', timeScale: null, load, read };
}

async function rowsOf(source: RecordedSource, limit: number): Promise<Value[][]> {
  const { records } = await source.load(limit);
  return Array.from({ length: records.length }, (_, row) => records.row(row));
}

test('each pass is later by the span and one mean gap; ids and keys stay', async () => {
  // Out of order: the span is from 100 to 400, with gaps of 150 in the mean.
  const source = looped(
    sourceOf([
      [200, 1, 'a', 250],
      [100, 2, 'b', null],
      [400, 3, 'a', 450],
    ]),
  );
  expect(await rowsOf(source, 8)).toEqual([
    [200, 1, 'a', 250],
    [100, 2, 'b', null],
    [400, 3, 'a', 450],
    [650, 1, 'a', 700],
    [550, 2, 'b', null],
    [850, 3, 'a', 900],
    [1100, 1, 'a', 1150],
    [1000, 2, 'b', null],
  ]);
  expect(await rowsOf(source, 2)).toHaveLength(2);
  expect(await source.read(new Float64Array(7), 1)).toHaveLength(7);
  expect([source.name, source.isEndless, (await source.load(9)).badRecords.skipped]).toEqual([
    'r.csv, looped',
    true,
    1,
  ]);
});

test('records with one event time are repeated every millisecond', async () => {
  const times = await rowsOf(looped(sourceOf([[7], [7]], { time: 'timestamp' })), 5);
  expect(times.flat()).toEqual([7, 7, 1007, 1007, 2007]);
  expect((await rowsOf(looped(sourceOf([[7]], { time: 'timestamp' })), 3)).flat()).toEqual([7, 1007, 2007]);
});

test('a recording without records has none, however often it is repeated', async () => {
  expect(await rowsOf(looped(sourceOf([])), 5)).toEqual([]);
});

test('times that timestamps cannot hold are refused', async () => {
  const farApart = looped(sourceOf([[0], [2 ** 52]], { time: 'timestamp' }));
  await expect(farApart.load(100)).rejects.toThrow(/^r\.csv, looped|r\.csv: repeated so often/);
});
