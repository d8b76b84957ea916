import { DuckDBInstance } from '@duckdb/node-api';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import flights from '../../bench/flights.ts';
import { compile } from '../compile/compile.ts';
import type { Value } from '../columns/column-type.ts';
import { fate } from '../columns/fate.ts';
import type { Table } from '../columns/table.ts';
import { RecordRandom } from '../random/random.ts';

const flightCount = 3_000_000;
const file = join(createRequire(import.meta.url).resolve('vega-datasets'), '../../data/flights-3m.parquet');

/** Sizes of invocations, as an executor might choose them. Together they cover all records. */
type Invocations = (count: number) => Iterable<number>;

const batch: Invocations = (count) => [count];

function* oneByOne(count: number): Iterable<number> {
  for (let record = 0; record < count; record++) yield 1;
}

/** From one record to some thousands, many small ones among them. */
function* microBatches(count: number): Iterable<number> {
  const random = new RecordRandom(7);
  for (let from = 0, size = 0; from < count; from += size) {
    size = Math.min(count - from, Math.ceil(10_000 ** random.at(from).uniform()));
    yield size;
  }
}

interface Answer {
  readonly rows: readonly (readonly Value[])[];
  /** The record that caused each row. */
  readonly causes: readonly number[];
  readonly lateRecords: number;
  readonly fates: Uint8Array;
}

function answer(records: Table, invocations: Invocations): Answer {
  const step = compile(flights.plan, records);
  let from = 0;
  for (const size of invocations(records.length)) {
    step.invoke(from, from + size);
    from += size;
  }
  step.finish();
  const { table, causes } = step.output;
  return {
    rows: Array.from({ length: table.length }, (_, row) => table.row(row)),
    causes: [...causes.subarray(0, table.length)],
    lateRecords: step.late.records,
    fates: step.fates,
  };
}

/** One row of DuckDB's answer, with the same columns as the pipeline's. */
type ExpectedRow = readonly [origin: string, start: number, end: number, flights: number, meanMinutes: number];

async function queryDuckDb(sql: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    return (await connection.runAndReadAll(sql, { file })).getRowsJS();
  } finally {
    connection.closeSync();
  }
}

let records: Table;
let reference: Answer;
let expected: ExpectedRow[];

beforeAll(async () => {
  records = await flights.source.read(new Float64Array(flightCount), 0);
  reference = answer(records, batch);
  expected = (await queryDuckDb(`
    SELECT origin, epoch_us(date_trunc('day', date))::DOUBLE AS start,
           epoch_us(date_trunc('day', date) + INTERVAL 1 DAY)::DOUBLE,
           count(*)::DOUBLE, avg(delay)
    FROM read_parquet($file) WHERE delay > 15 GROUP BY ALL ORDER BY start, origin`)) as unknown as ExpectedRow[];
});

function expectEqualToDuckDb(rows: Answer['rows']): void {
  // All columns but the mean are equal. The sums behind the means may differ in the last bits.
  expect(rows.map((row) => row.slice(0, 4))).toEqual(expected.map((row) => row.slice(0, 4)));
  const errors = rows.map((row, index) => Math.abs(Number(row[4]) / expected[index][4] - 1));
  expect(Math.max(...errors)).toBeLessThan(1e-9);
}

describe('the flights workload over all 3,000,000 records', () => {
  test('has 3,000,000 records and 28,261 rows, one per day and airport', async () => {
    expect(records).toHaveLength(flightCount);
    expect(expected).toHaveLength(28_261);
    expect(Object.keys(flights.plan.schema)).toEqual([
      'origin',
      'windowStart',
      'windowEnd',
      'delayedFlights',
      'meanDelayMinutes',
    ]);
  });

  test.each([
    ['in one batch', batch],
    ['one by one', oneByOne],
    ['in micro-batches of random size', microBatches],
  ])('gives the rows that DuckDB computes from the file, ordered by day and airport: %s', (_, invocations) => {
    const { rows, lateRecords } = answer(records, invocations);
    expectEqualToDuckDb(rows);
    expect(lateRecords).toBe(0);
  });

  test.each([
    ['one by one', oneByOne],
    ['in micro-batches of random size', microBatches],
  ])('gives the same rows, causes and fates as one batch, to the bit: %s', (_, invocations) => {
    const { rows, causes, fates } = answer(records, invocations);
    expect(rows).toEqual(reference.rows);
    expect(causes).toEqual(reference.causes);
    expect(Buffer.compare(fates, reference.fates)).toBe(0);
  });

  test('emits at the first flight of a day, absorbs the other delayed flights, and drops the rest', async () => {
    const [[delayed, emitting, delayedEmitting]] = (await queryDuckDb(`
      SELECT count(*) FILTER (delay > 15)::DOUBLE,
             count(*) FILTER (day > before)::DOUBLE,
             count(*) FILTER (day > before AND delay > 15)::DOUBLE
      FROM (SELECT delay, date_trunc('day', date) AS day, lag(day) OVER (ORDER BY file_row_number) AS before
            FROM read_parquet($file, file_row_number = true))`)) as number[][];
    const counts = { [fate.dropped]: 0, [fate.absorbed]: 0, [fate.emitted]: 0 };
    for (const value of reference.fates.subarray(0, flightCount)) counts[value as keyof typeof counts]++;
    expect(delayed).toBe(599_055);
    expect(counts).toEqual({
      [fate.emitted]: emitting,
      [fate.absorbed]: delayed - delayedEmitting,
      [fate.dropped]: flightCount - emitting - (delayed - delayedEmitting),
    });
  });
});
