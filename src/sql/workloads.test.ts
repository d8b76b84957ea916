import { beforeAll, describe, expect, test } from 'vitest';
import type { DuckDBConnection } from '@duckdb/node-api';
import { typeOf, type Schema, type Value } from '../columns/column-type.ts';
import type { Table } from '../columns/table.ts';
import { compile } from '../compile/compile.ts';
import { allWorkloads } from '../workloads/index.ts';
import { judge, openDuckdb } from './duckdb-judge.test-program.ts';
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

  test(`makes of ${count} records what DuckDB makes of them by its SQL`, async () => {
    const arrivalsNanos = Float64Array.from({ length: count }, (_, index) => (index * 1e9) / ratePerSecond);
    const records = await source.read(arrivalsNanos, 1);
    const step = compile(plan, records);
    step.invoke(0, records.length);
    step.finish();
    const rows = Array.from({ length: step.output.length }, (_, row) => step.output.table.row(row));
    expect(rows.length).toBeGreaterThan(0);
    const judged = await judge(plan, writeSql(plan, 'duckdb'), objectsOf(records), duckdb);
    expect(rounded(judged, plan.schema)).toEqual(rounded(rows, plan.schema));
  });
});

/** Frames of running sums and means are added up in parts, for which doubles round otherwise. */
function rounded(rows: readonly Value[][], schema: Schema): Value[][] {
  const types = Object.values(schema).map(typeOf);
  return rows.map((row) => row.map((value, index) => (types[index] === 'float' && value !== null ? Number(Number(value).toPrecision(12)) : value)));
}

function objectsOf(table: Table): Readonly<Record<string, Value>>[] {
  const names = Object.keys(table.schema);
  return Array.from({ length: table.length }, (_, row) => Object.fromEntries(table.row(row).map((value, index) => [names[index], value])));
}
