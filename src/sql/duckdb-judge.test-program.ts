import {
  DuckDBInstance,
  DuckDBTimestampValue,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import { typeOf, type ColumnType, type Schema, type Value } from '../columns/column-type.ts';
import { sourceOf, type PlanNode } from '../pipeline/plan-node.ts';
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
  const appender = await duckdb.createAppender('records');
  records.forEach((record, arrival) => append(appender, record, arrival, schema));
  appender.closeSync();
  const answer = await duckdb.runAndReadAll(sql.query);
  const specs = Object.values(plan.schema);
  return answer.getRows().map((row) => row.map((cell, index) => valueOf(cell, typeOf(specs[index]))));
}

function append(appender: DuckDBAppender, record: RecordValues, arrival: number, schema: Schema): void {
  for (const [name, spec] of Object.entries(schema)) {
    const value = record[name];
    if (value === null) appender.appendNull();
    else appendValue[typeOf(spec)](appender, value as never);
  }
  appender.appendBigInt(BigInt(arrival));
  appender.endRow();
}

const appendValue: { readonly [Type in ColumnType]: (appender: DuckDBAppender, value: never) => void } = {
  integer: (appender, value: number) => appender.appendBigInt(BigInt(value)),
  float: (appender, value: number) => appender.appendDouble(value),
  boolean: (appender, value: boolean) => appender.appendBoolean(value),
  text: (appender, value: string) => appender.appendVarchar(value),
  timestamp: (appender, value: number) => appender.appendTimestamp(new DuckDBTimestampValue(BigInt(value))),
};

function valueOf(cell: DuckDBValue, type: ColumnType): Value {
  if (cell === null) return null;
  if (cell instanceof DuckDBTimestampValue && type === 'timestamp') return Number(cell.micros);
  const expected = (
    { integer: 'bigint', float: 'number', boolean: 'boolean', text: 'string', timestamp: 'a timestamp' } as const
  )[type];
  if (typeof cell !== expected) throw new TypeError(`DuckDB gave ${typeof cell} where the plan has ${type}`);
  // −0 is 0.
  return typeof cell === 'bigint' || typeof cell === 'number' ? Number(cell) + 0 : (cell as string | boolean);
}
