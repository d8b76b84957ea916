import { DuckDBInstance } from '@duckdb/node-api';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { count, max, mean } from '../builder/aggregate.ts';
import type { Value } from '../columns/column-type.ts';
import { rowsOf } from '../columns/rows.test-program.ts';
import { rowsOfStream } from '../compile/step-results.test-program.ts';
import { csv } from '../sources/csv.ts';
import { generated } from '../sources/generated.ts';
import { fraud } from './fraud.ts';
import { withReplay, type Replay } from './replay.ts';
import { workload } from './workload.ts';

const data = join(createRequire(import.meta.url).resolve('vega-datasets'), '../../data');
const dayMicros = 86_400e6;

async function queryDuckDb(sql: string): Promise<Value[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJS() as Value[][];
  } finally {
    connection.closeSync();
  }
}

function replayOf(path: string, changes: Partial<Replay> = {}): Replay {
  return { path: join(data, path), eventTime: null, timeUnit: null, badRecords: 'fail', ...changes };
}

describe('a recorded CSV file', () => {
  const weather = workload({
    name: 'weather',
    source: csv({
      path: join(data, 'seattle-weather.csv'),
      schema: { date: 'timestamp', weather: 'text', temp_max: 'float', precipitation: 'float' },
      eventTime: 'date',
    }),
    pipeline: (days) =>
      days
        .filter((day) => day.precipitation.lt(20))
        .tumblingWindow({
          sizeMs: 10 * 86_400_000,
          by: ['weather'],
          aggregates: (day) => ({ days: count(), hottest: max(day.temp_max) }),
        }),
  });

  test('of a pipeline file gives the rows that DuckDB gives', async () => {
    if (weather.source.timeScale !== null) throw new TypeError('not recorded');
    const { records } = await weather.source.load(Infinity);
    const expected = await queryDuckDb(`
      SELECT weather, w * ${10 * dayMicros} AS start, (w + 1) * ${10 * dayMicros}, count(*)::DOUBLE, max(temp_max)
      FROM (
        SELECT *, floor(epoch_us(date) / ${10 * dayMicros})::DOUBLE AS w
        FROM read_csv('${data}/seattle-weather.csv', types = {'date': 'TIMESTAMP'}))
      WHERE precipitation < 20 GROUP BY ALL ORDER BY start, weather`);
    expect(records).toHaveLength(1_461);
    expect(rowsOfStream(weather.plan, records)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(300);
  });

  test('with blanks in its names, quotes and nulls is read as DuckDB reads it', async () => {
    const path = join(data, 'birdstrikes.csv');
    const schema = {
      'Flight Date': 'timestamp',
      'Airport Name': 'text?',
      'Effect Amount of damage': 'text?',
      'Wildlife Species': 'text?',
      'Cost Total $': 'integer',
    } as const;
    const { records } = await csv({ path, schema, eventTime: 'Flight Date' }).load(Infinity);
    const expected = await queryDuckDb(`
      SELECT
        epoch_us("Flight Date"::TIMESTAMP)::DOUBLE, "Airport Name", "Effect Amount of damage", "Wildlife Species",
        "Cost Total $"::DOUBLE
      FROM read_csv('${path}', all_varchar = true)`);
    expect(rowsOf(records)).toEqual(expected);
    expect(expected).toHaveLength(10_000);
  });
});

describe('a recorded Arrow file', () => {
  const schema = { time: 'timestamp', delay: 'integer', distance: 'integer' } as const;
  /** A workload with generated flights. The file's times are hours of a day, read as seconds. */
  const flights = workload({
    name: 'flights',
    source: generated({
      schema,
      eventTime: 'time',
      record: (random) => ({ delay: random.integer(100), distance: 1000 }),
    }),
    pipeline: (records) =>
      records
        .filter((flight) => flight.delay.gt(15))
        .tumblingWindow({
          sizeMs: 1000,
          aggregates: (flight) => ({ delayed: count(), farthest: max(flight.distance), meanDelay: mean(flight.delay) }),
        }),
  });

  test('replaces generated records, and gives the rows that DuckDB gives for the same flights in JSON', async () => {
    const { source, plan } = await withReplay(flights, {
      replay: replayOf('flights-200k.arrow', { timeUnit: 's' }),
      loop: false,
    });
    if (source.timeScale !== null) throw new TypeError('not recorded');
    const { records } = await source.load(Infinity);
    const json = `
      SELECT round(time::FLOAT::DOUBLE * 1e6) AS time, delay::DOUBLE AS delay, distance::DOUBLE AS distance
      FROM read_json('${data}/flights-200k.json')`;
    expect(rowsOf(records)).toEqual(await queryDuckDb(json));
    expect(records).toHaveLength(200_000);
    const rows = rowsOfStream(plan, records);
    const expected = await queryDuckDb(`
      SELECT floor(time / 1e6) * 1e6 AS start, start + 1e6, count(*)::DOUBLE, max(distance), avg(delay)
      FROM (${json}) WHERE delay > 15 GROUP BY ALL ORDER BY start`);
    expect(rows.map((row) => row.slice(0, 4))).toEqual(expected.map((row) => row.slice(0, 4)));
    for (const [index, row] of rows.entries()) expect(row[4]).toBeCloseTo(expected[index][4] as number, 9);
    expect(rows).toHaveLength(24);
  });

  test('may have its event time in a column of another name', async () => {
    const { source } = await withReplay(
      {
        ...flights,
        source: generated({
          schema: { at: 'timestamp', delay: 'integer' },
          eventTime: 'at',
          record: () => ({ delay: 0 }),
        }),
      },
      { replay: replayOf('flights-200k.arrow', { timeUnit: 's', eventTime: 'time' }), loop: false },
    );
    expect(rowsOf(await source.read(new Float64Array(200_000), 1)).at(-1)).toEqual(
      (
        await queryDuckDb(
          `SELECT round(time::FLOAT::DOUBLE * 1e6), delay::DOUBLE FROM read_json('${data}/flights-200k.json')`,
        )
      ).at(-1),
    );
  });
});

test('a workload without a replay keeps its records', async () => {
  expect(await withReplay(fraud, { replay: null, loop: false })).toBe(fraud);
});

test('records that are generated cannot be looped: they have no end', async () => {
  await expect(withReplay(fraud, { replay: null, loop: true })).rejects.toThrow('--loop needs recorded data');
});

test('a recording that is looped has as many records as are asked for', async () => {
  const looped = await withReplay(
    workload({
      name: 'weather',
      source: csv({ path: join(data, 'seattle-weather.csv'), schema: { date: 'timestamp' }, eventTime: 'date' }),
      pipeline: (days) => days.tumblingWindow({ sizeMs: 86_400_000, aggregates: () => ({ days: count() }) }),
    }),
    { replay: null, loop: true },
  );
  const { length } = await looped.source.read(new Float64Array(10_000), 1);
  expect([looped.source.name, length]).toEqual(['seattle-weather.csv, looped', 10_000]);
});
