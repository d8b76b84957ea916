import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { ColumnType, Value } from '../../columns/column-type.ts';
import { rowsOf } from '../../columns/rows.test-program.ts';
import type { Table } from '../../columns/table.ts';
import { appendRecords, valueOf } from '../../sql/duckdb-values.test-program.ts';

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'BIGINT',
  float: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  timestamp: 'TIMESTAMP',
};

/** DuckDB's rows of a query over the table `records`, which has the records' columns and `arrival`, their number. */
export async function askDuckdb(sql: string, records: Table): Promise<Value[][]> {
  // On one thread, so that sums are computed in the same order each time.
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await insert(records, duckdb);
  const answer = await duckdb.runAndReadAll(sql);
  duckdb.closeSync();
  return answer.getRows().map((row) => row.map(valueOf));
}

async function insert(records: Table, duckdb: DuckDBConnection): Promise<void> {
  const columns = records.columns.map(({ name, type }) => `${name} ${sqlTypes[type]}`);
  await duckdb.run(`CREATE TABLE records (${[...columns, 'arrival BIGINT'].join(', ')})`);
  await appendRecords(duckdb, records.schema, rowsOf(records));
}
