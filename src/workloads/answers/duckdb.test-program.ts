import {
  DuckDBInstance,
  DuckDBTimestampValue,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { ColumnType, Value } from '../../columns/column-type.ts';
import type { Table } from '../../columns/table.ts';

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
  const appender = await duckdb.createAppender('records');
  for (let row = 0; row < records.length; row++) {
    records.row(row).forEach((value, index) => append(appender, value, records.columns[index].type));
    appender.appendBigInt(BigInt(row));
    appender.endRow();
  }
  appender.closeSync();
}

function append(appender: DuckDBAppender, value: Value, type: ColumnType): void {
  if (value === null) return appender.appendNull();
  switch (type) {
    case 'integer':
      return appender.appendBigInt(BigInt(value));
    case 'float':
      return appender.appendDouble(Number(value));
    case 'boolean':
      return appender.appendBoolean(value === true);
    case 'text':
      return appender.appendVarchar(String(value));
    case 'timestamp':
      return appender.appendTimestamp(new DuckDBTimestampValue(BigInt(value)));
  }
}

function valueOf(cell: DuckDBValue): Value {
  if (cell instanceof DuckDBTimestampValue) return Number(cell.micros);
  if (cell === null || typeof cell === 'string' || typeof cell === 'boolean') return cell;
  if (typeof cell === 'bigint' || typeof cell === 'number') return Number(cell);
  throw new TypeError(`DuckDB gave ${typeof cell}`);
}
