/** Writes ../answers/nexmark.json anew: what DuckDB makes of the records. Run: node src/workloads/nexmark/make-answers.test-program.ts */
import { writeFileSync } from 'node:fs';
import { DuckDBInstance, DuckDBTimestampValue, type DuckDBAppender, type DuckDBValue } from '@duckdb/node-api';
import { typeOf, type ColumnType, type Value } from '../../columns/column-type.ts';
import type { Table } from '../../columns/table.ts';
import { readAnswerRecords } from './answer-records.test-program.ts';
import { duckdbQueries, duckdbViews } from './duckdb-queries.test-program.ts';
import { nexmark } from './index.ts';
import { storedAnswer, type StoredAnswer } from './stored-answer.test-program.ts';

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'BIGINT',
  float: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  timestamp: 'TIMESTAMP',
};

const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const duckdb = await instance.connect();
await insert(await readAnswerRecords());
await duckdb.run(duckdbViews);
const answers: Record<string, StoredAnswer> = {};
for (const [name, sql] of Object.entries(duckdbQueries)) {
  const rows = (await duckdb.runAndReadAll(sql)).getRows();
  answers[name] = storedAnswer(rows.map((row) => row.map(valueOf)), nexmark[name].plan.schema);
}
writeFileSync(new URL('../answers/nexmark.json', import.meta.url), `${JSON.stringify(answers, null, 1)}\n`);

async function insert(table: Table): Promise<void> {
  const types = Object.entries(table.schema).map(([name, spec]): [string, ColumnType] => [name, typeOf(spec)]);
  await duckdb.run(`CREATE TABLE events (${types.map(([name, type]) => `${name} ${sqlTypes[type]}`).join(', ')})`);
  const appender = await duckdb.createAppender('events');
  for (let row = 0; row < table.length; row++) {
    table.row(row).forEach((value, index) => append(appender, value, types[index][1]));
    appender.endRow();
  }
  appender.closeSync();
}

function append(appender: DuckDBAppender, value: Value, type: ColumnType): void {
  if (value === null) appender.appendNull();
  else if (type === 'timestamp') appender.appendTimestamp(new DuckDBTimestampValue(BigInt(value)));
  else if (type === 'text') appender.appendVarchar(String(value));
  else appender.appendBigInt(BigInt(value));
}

function valueOf(cell: DuckDBValue): Value {
  if (cell instanceof DuckDBTimestampValue) return Number(cell.micros);
  if (cell === null || typeof cell === 'string' || typeof cell === 'boolean') return cell;
  if (typeof cell === 'bigint' || typeof cell === 'number') return Number(cell);
  throw new TypeError(`DuckDB gave ${typeof cell}`);
}
