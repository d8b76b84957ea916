import { DuckDBTimestampValue, type DuckDBAppender, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { typeOf, type ColumnType, type Schema, type Value } from '../columns/column-type.ts';

/** Appends records to the table `records`: their values in the order of the schema, then their number as `arrival`. */
export async function appendRecords(
  duckdb: DuckDBConnection,
  schema: Schema,
  records: readonly (readonly Value[])[],
): Promise<void> {
  const types = Object.values(schema).map(typeOf);
  const appender = await duckdb.createAppender('records');
  for (const [arrival, record] of records.entries()) {
    record.forEach((value, index) => append(appender, value, types[index]));
    appender.appendBigInt(BigInt(arrival));
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

/** A cell of DuckDB's answer: timestamps as microseconds, and −0 as 0. */
export function valueOf(cell: DuckDBValue): Value {
  if (cell instanceof DuckDBTimestampValue) return Number(cell.micros);
  if (cell === null || typeof cell === 'string' || typeof cell === 'boolean') return cell;
  if (typeof cell === 'bigint' || typeof cell === 'number') return Number(cell) + 0;
  throw new TypeError(`DuckDB gave ${typeof cell}`);
}
