import { DuckDBInstance } from '@duckdb/node-api';
import { bool, float64, int64, tableFromArrays, tableToIPC, timestamp, TimeUnit, utf8 } from '@uwdata/flechette';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { typeOf, type ColumnType, type Schema, type Value } from '../columns/column-type.ts';
import type { Place } from './bad-records.ts';
import type { FormatKind } from './formats.ts';

/** Rows to write into a file: timestamps are microseconds. */
export interface Rows {
  /** The types of the columns in the file. Each may hold nulls. */
  readonly schema: Schema;
  readonly rows: readonly (readonly Value[])[];
}

/** Writes files of one format. */
export interface Writer {
  readonly name: string;
  readonly ending: string;
  readonly write: (path: string, rows: Rows) => Promise<void>;
  /** How errors and dead letters state the place of a row. `row` counts from 0. */
  readonly place: (row: number) => Place;
}

function isoOf(micros: number): string {
  const millis = Math.floor(micros / 1000);
  return `${new Date(millis).toISOString().slice(0, -1)}${String(micros - millis * 1000).padStart(3, '0')}Z`;
}

/** Rows as JSON objects, with timestamps as text. */
function jsonRows({ schema, rows }: Rows): Record<string, Value>[] {
  const columns = Object.entries(schema);
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(([name, spec], index) => [
        name,
        typeOf(spec) === 'timestamp' && row[index] !== null ? isoOf(row[index] as number) : row[index],
      ]),
    ),
  );
}

function ndjsonOf(rows: Rows): string {
  return jsonRows(rows)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}

function fieldOf(value: Value): string {
  const text = value === null ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvOf(rows: Rows): string {
  const lines = jsonRows(rows).map((row) => Object.values(row).map(fieldOf).join(','));
  return `${[Object.keys(rows.schema).join(','), ...lines].join('\n')}\n`;
}

const duckDbTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'BIGINT',
  float: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  timestamp: 'TIMESTAMP',
};

async function writeParquet(path: string, rows: Rows): Promise<void> {
  const source = `${path}.ndjson`;
  writeFileSync(source, ndjsonOf(rows));
  const columns = Object.entries(rows.schema).map(([name, spec]) => `${name}: '${duckDbTypes[typeOf(spec)]}'`);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    const options = `format = 'newline_delimited', columns = {${columns.join(', ')}}`;
    const query = `SELECT * FROM read_json('${source}', ${options})`;
    await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 20480)`);
  } finally {
    connection.closeSync();
  }
}

const arrowTypes = {
  integer: int64(),
  float: float64(),
  boolean: bool(),
  text: utf8(),
  timestamp: timestamp(TimeUnit.MICROSECOND),
};

/** As flechette expects it: integers as bigints, timestamps in milliseconds. */
function arrowValue(value: Value, type: ColumnType): unknown {
  if (value === null) return null;
  if (type === 'integer') return BigInt(value);
  return type === 'timestamp' ? (value as number) / 1000 : value;
}

function arrowOf({ schema, rows }: Rows, format: 'file' | 'stream'): Uint8Array {
  const columns = Object.entries(schema).map(([name, spec]) => ({ name, type: typeOf(spec) }));
  const arrays = columns.map(({ name, type }, index): [string, unknown[]] => [
    name,
    rows.map((row) => arrowValue(row[index], type)),
  ]);
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, arrowTypes[type]]));
  return tableToIPC(tableFromArrays(Object.fromEntries(arrays), { types, maxBatchRows: 9_000 }), { format })!;
}

const byRow = (row: number): Place => ({ row });

/** The writers of each format, which may have several kinds of files. The compiler asks for those of a new format. */
export const writers: Readonly<Record<FormatKind, readonly Writer[]>> = {
  parquet: [{ name: 'Parquet', ending: '.parquet', write: writeParquet, place: byRow }],
  arrow: [
    {
      name: 'an Arrow file',
      ending: '.arrow',
      write: async (path, rows) => writeFileSync(path, arrowOf(rows, 'file')),
      place: byRow,
    },
    {
      name: 'an Arrow stream',
      ending: '.arrows',
      write: async (path, rows) => writeFileSync(path, arrowOf(rows, 'stream')),
      place: byRow,
    },
  ],
  csv: [
    {
      name: 'CSV',
      ending: '.csv',
      write: async (path, rows) => writeFileSync(path, csvOf(rows)),
      place: (row) => ({ line: row + 2 }),
    },
  ],
  ndjson: [
    {
      name: 'NDJSON',
      ending: '.ndjson',
      // A file without rows has an empty line, because an empty file is refused.
      write: async (path, rows) => writeFileSync(path, ndjsonOf(rows) || '\n'),
      place: (row) => ({ line: row + 1 }),
    },
  ],
};

export function gzipped(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 1 });
}
