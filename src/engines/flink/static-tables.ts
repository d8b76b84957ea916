import { typeOf, type ColumnSpec, type Value } from '../../columns/column-type.ts';
import { writeFileSync } from 'node:fs';
import { calendarText } from '../../sql/dialect.ts';
import type { SqlTable } from '../../sql/sql-writer.ts';
import { withOptions } from './table-options.ts';

/**
 * The DDL of a static table. Its rows are written to a file, from which the connector of the job reads them: as an
 * expression of SQL, ten thousand rows would be more code than a method of Java may have.
 */
export function staticTable({ statement, table: { schema, rows } }: SqlTable, path: string): string {
  const lines = rows.map((row) =>
    JSON.stringify(
      Object.fromEntries(Object.entries(schema).map(([name, spec]) => [name, jsonValue(row[name], spec)])),
    ),
  );
  writeFileSync(path, lines.join('\n'));
  return withOptions(statement, { connector: 'static-table', path, format: 'json' });
}

/** As Flink's JSON format reads it: timestamps and numbers that JSON does not have are text. */
function jsonValue(value: Value, spec: ColumnSpec): Value {
  if (typeof value !== 'number') return value;
  if (typeOf(spec) === 'timestamp') return calendarText(value)!;
  return Number.isFinite(value) ? value : String(value);
}
