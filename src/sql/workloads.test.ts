import { beforeAll, describe, expect, test } from 'vitest';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Value } from '../columns/column-type.ts';
import { objectsOf } from '../columns/rows.test-program.ts';
import { rowsOfStream } from '../compile/step-results.test-program.ts';
import { allWorkloads } from '../workloads/index.ts';
import { judge, openDuckdb } from './duckdb-judge.test-program.ts';
import { isApproximate } from './exactness.test-program.ts';
import { sqlRefusals, writeSql } from './write-sql.ts';

const recordCounts: Readonly<Record<string, number>> = { fraud: 20_000 };
const ratePerSecond = 5_000;

const withSql = (await allWorkloads()).filter(({ plan }) => sqlRefusals(plan, 'duckdb').length === 0);

describe.each(withSql.map((workload) => [workload.name, workload] as const))('%s', (name, { plan, source }) => {
  const count = recordCounts[name] ?? 3_000;
  let duckdb: DuckDBConnection;
  beforeAll(async () => {
    duckdb = await openDuckdb({ asWritten: false });
  });

  test(`gives for ${count} records the rows that DuckDB gives by its SQL`, async () => {
    const arrivalsNanos = Float64Array.from({ length: count }, (_, index) => (index * 1e9) / ratePerSecond);
    const records = await source.read(arrivalsNanos, 1);
    const rows = rowsOfStream(plan, records);
    expect(rows.length).toBeGreaterThan(0);
    const judged = await judge(plan, writeSql(plan, 'duckdb'), objectsOf(records), duckdb);
    expect(judged).toHaveLength(rows.length);
    const bound = isApproximate(plan) ? 0.0101 : 1e-12;
    rows.forEach((row, index) =>
      expect(row).toEqual(judged[index].map((value, cell) => (isWithin(bound, row[cell], value) ? row[cell] : value))),
    );
  });
});

test.each(['spark', 'flink'] as const)('the records of every workload have names that %s takes', async (dialect) => {
  const refused = (await allWorkloads()).flatMap(({ plan }) => sqlRefusals(plan, dialect));
  expect(refused.filter(({ node }) => node.kind === 'source')).toEqual([]);
});

/** Whether two doubles differ by at most this share. DuckDB adds up running sums in parts, with other rounding. */
function isWithin(bound: number, actual: Value, judged: Value): boolean {
  return (
    typeof actual === 'number' &&
    typeof judged === 'number' &&
    !Number.isInteger(judged) &&
    Math.abs(actual - judged) <= bound * Math.abs(judged)
  );
}
