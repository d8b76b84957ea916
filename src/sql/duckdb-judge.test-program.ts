import { DuckDBInstance, DuckDBTimestampValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { typeOf, type ColumnType, type Value } from '../columns/column-type.ts';
import { sourceOf, type PlanNode } from '../pipeline/plan-node.ts';
import { appendRecords, valueOf } from './duckdb-values.test-program.ts';
import type { Sql } from './write-sql.ts';

type RecordValues = Readonly<Record<string, Value>>;

/**
 * DuckDB in memory, on one thread: small queries do not gain from more.
 *
 * @param asWritten whether DuckDB runs the SQL literally. Otherwise its optimizer may compute values also for rows that
 * an earlier filter drops, and fail on them; and it adds up frames in parts, which are rounded differently
 */
export async function openDuckdb({ asWritten }: { readonly asWritten: boolean }): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  if (asWritten) await connection.run("PRAGMA disable_optimizer; SET debug_window_mode = 'separate'");
  return connection;
}

/** The rows of DuckDB's answer for these records, which are in order of arrival. */
export async function judge(
  plan: PlanNode,
  sql: Sql,
  records: readonly RecordValues[],
  duckdb: DuckDBConnection,
): Promise<Value[][]> {
  await duckdb.run('DROP TABLE IF EXISTS records');
  await duckdb.run(sql.records);
  for (const { statement } of sql.tables)
    await duckdb.run(statement.replace(/^CREATE TEMPORARY VIEW/, 'CREATE OR REPLACE TEMPORARY VIEW'));
  const { schema } = sourceOf(plan);
  const names = Object.keys(schema);
  const rows = records.map((record) => names.map((name) => record[name]));
  await appendRecords(duckdb, schema, rows);
  const answer = await duckdb.runAndReadAll(sql.query);
  const types = Object.values(plan.schema).map(typeOf);
  return answer.getRows().map((row) => row.map((cell, index) => valueOf(checkType(cell, types[index]))));
}

function checkType(cell: DuckDBValue, type: ColumnType): DuckDBValue {
  if (cell === null || (cell instanceof DuckDBTimestampValue && type === 'timestamp')) return cell;
  const expected = (
    { integer: 'bigint', float: 'number', boolean: 'boolean', text: 'string', timestamp: 'a timestamp' } as const
  )[type];
  if (typeof cell === expected) return cell;
  throw new TypeError(`DuckDB gave ${typeof cell} where the plan has ${type}`);
}
