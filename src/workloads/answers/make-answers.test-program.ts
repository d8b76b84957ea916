/**
 * Writes NAME.json anew for each NAME.sql here: what DuckDB makes of the workload's records.
 * Run: node src/workloads/answers/make-answers.test-program.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DuckDBInstance, DuckDBTimestampValue, type DuckDBAppender, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { ColumnType, Value } from '../../columns/column-type.ts';
import type { Table } from '../../columns/table.ts';
import { workloads } from '../index.ts';
import { readAnswerRecords, storedAnswer } from './stored-answer.test-program.ts';

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'BIGINT',
  float: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  timestamp: 'TIMESTAMP',
};

for (const file of readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.sql'))) {
  const workload = workloads[basename(file, '.sql')];
  // On one thread: an engine may add up in any order, but should in the same one each time.
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await insert(await readAnswerRecords(workload), duckdb);
  const rows = (await duckdb.runAndReadAll(readFileSync(new URL(file, import.meta.url), 'utf8'))).getRows();
  const answer = storedAnswer(rows.map((row) => row.map(valueOf)), workload.plan.schema);
  writeFileSync(new URL(`${workload.name}.json`, import.meta.url), `${JSON.stringify(answer, null, 1)}\n`);
}

/** The records as a table, with their number in order of arrival. */
async function insert(table: Table, duckdb: DuckDBConnection): Promise<void> {
  const columns = table.columns.map(({ name, type }) => `${name} ${sqlTypes[type]}`);
  await duckdb.run(`CREATE TABLE records (${[...columns, 'arrival BIGINT'].join(', ')})`);
  const appender = await duckdb.createAppender('records');
  for (let row = 0; row < table.length; row++) {
    table.row(row).forEach((value, index) => append(appender, value, table.columns[index].type));
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
