import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { isNullable, typeOf, type ColumnType, type Schema, type Value } from '../columns/column-type.ts';
import type { OutputRows } from '../columns/output-rows.ts';
import { diskError } from './disk-error.ts';
import type { CommittedRow, ReadOptions, Sink, SinkImplementation, SinkOptions } from './sink.ts';
import { insertRowsFor, type InsertRows } from './sqlite-insert.ts';
import { WalIndex } from './wal-index.ts';
import { storedNames } from './stored-names.ts';

const fileName = 'output.sqlite';

/** Booleans are 0 and 1, timestamps microseconds. */
const sqlTypeOf: Readonly<Record<ColumnType, string>> = {
  integer: 'INTEGER',
  float: 'REAL',
  boolean: 'INTEGER',
  text: 'TEXT',
  timestamp: 'INTEGER',
};

/**
 * A database with a table `output(cause, …)` and a table `position` of one row. Each commit is one transaction on both.
 * With a key, a later row of `output` replaces an earlier one. NaN is stored as the text 'NaN', because SQLite has no
 * NaN and would store null. −0 comes back as 0.
 */
export class SqliteSink implements Sink {
  readonly guarantee = 'exactly-once';
  /** Other connections do not see the rows of an open transaction. */
  readonly visibleAt = 'commit';
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #begin: StatementSync;
  readonly #insert: StatementSync;
  readonly #updatePosition: StatementSync;
  readonly #commit: StatementSync;
  readonly #insertRows: InsertRows;
  readonly #walIndex: WalIndex;
  #position: number;

  /** @param database open on the sink's file. `close` closes it, and so does the first error. */
  constructor(database: DatabaseSync, path: string, { schema, key, sync }: Omit<SinkOptions, 'directory'>) {
    this.#database = database;
    this.#path = path;
    this.#walIndex = new WalIndex(`${path}-shm`);
    // By SQLite's default, the commit that makes the log 1000 pages long also moves it into the database. Users pay
    // for that too, so it belongs to the measurement.
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${sync === 'full' ? 'FULL' : 'NORMAL'}`);
    if (!hasTables(database)) createTables(database, schema, key);
    this.#position = readPosition(database);
    this.#insertRows = insertRowsFor(schema);
    this.#begin = database.prepare('BEGIN');
    this.#insert = database.prepare(insertStatement(schema, key));
    this.#updatePosition = database.prepare('UPDATE position SET position = ?');
    this.#commit = database.prepare('COMMIT');
  }

  get position(): number {
    return this.#position;
  }

  write(rows: OutputRows): void {
    if (rows.length === 0) return;
    try {
      this.#beginOnce();
      this.#insertRows(this.#insert, rows);
    } catch (error) {
      throw this.#failed(error);
    }
  }

  commit(position: number): void {
    try {
      this.#beginOnce();
      this.#updatePosition.run(position);
      this.#commit.run();
    } catch (error) {
      throw this.#failed(error);
    }
    this.#position = position;
  }

  /** By SQLite's default, the commit that makes its log 1000 pages long. */
  hasCheckpointed(): boolean {
    return this.#walIndex.isMoved();
  }

  close(): void {
    this.#walIndex.close();
    // Closing rolls back the open transaction.
    if (this.#database.isOpen) this.#database.close();
  }

  #beginOnce(): void {
    if (!this.#database.isTransaction) this.#begin.run();
  }

  /**
   * When the disk is full, SQLite drops the transaction. Closing the database keeps a later commit from storing rows
   * without those before them.
   */
  #failed(error: unknown): unknown {
    this.close();
    return diskError(error, this.#path);
  }
}

export const sqliteSink: SinkImplementation = {
  open: openSqliteSink,
  read: readSqliteSink,
};

/** @throws StreamBenchError if the database cannot be made or written. */
function openSqliteSink(options: SinkOptions): Sink {
  const path = join(options.directory, fileName);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    return new SqliteSink(database, path, options);
  } catch (error) {
    database?.close();
    throw diskError(error, path);
  }
}

function readSqliteSink({ directory, schema }: ReadOptions, take: (row: CommittedRow) => void): number {
  const path = join(directory, fileName);
  if (!existsSync(path)) return 0;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    // One transaction, so that rows and position are those of the same commit even if the sink is still writing.
    database.exec('BEGIN');
    if (!hasTables(database)) return 0;
    readRows(database, schema, take);
    return readPosition(database);
  } finally {
    database.close();
  }
}

function hasTables(database: DatabaseSync): boolean {
  return database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'position'`).get() !== undefined;
}

function createTables(database: DatabaseSync, schema: Schema, key: readonly string[] | undefined): void {
  const types = Object.values(schema).map((spec) => sqlTypeOf[typeOf(spec)]);
  const columns = storedNames(schema).map((name, index) => `, ${quoted(name)} ${types[index]}`);
  database.exec(`BEGIN;
    CREATE TABLE output (cause INTEGER NOT NULL${columns.join('')});
    ${key === undefined ? '' : `CREATE UNIQUE INDEX output_key ON output (${keyTerms(schema, key)});`}
    CREATE TABLE position (position INTEGER NOT NULL);
    INSERT INTO position VALUES (0);
    COMMIT`);
}

function insertStatement(schema: Schema, key: readonly string[] | undefined): string {
  const names = ['cause', ...storedNames(schema)].map(quoted);
  const insert = `INSERT INTO output VALUES (${names.map(() => '?').join(', ')})`;
  if (key === undefined) return insert;
  const assignments = names.map((name) => `${name} = excluded.${name}`);
  return `${insert} ON CONFLICT (${keyTerms(schema, key)}) DO UPDATE SET ${assignments.join(', ')}`;
}

/**
 * The terms of the unique index in a table with a key. In an index all nulls differ, so an empty blob, a value that no
 * column holds, stands for null.
 */
function keyTerms(schema: Schema, key: readonly string[]): string {
  const names = storedNames(schema);
  const terms = Object.entries(schema).flatMap(([name, spec], index) => {
    if (!key.includes(name)) return [];
    return isNullable(spec) ? `ifnull(${quoted(names[index])}, x'')` : quoted(names[index]);
  });
  return terms.join(', ');
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function readPosition(database: DatabaseSync): number {
  return Number(database.prepare('SELECT position FROM position').get()?.['position']);
}

function readRows(database: DatabaseSync, schema: Schema, take: (row: CommittedRow) => void): void {
  const types = Object.values(schema).map(typeOf);
  // No index covers all columns, so SQLite scans the table in the order of rowids, which is the order of writing.
  // ORDER BY rowid would be wrong where a column has that name.
  const select = database.prepare('SELECT * FROM output');
  select.setReturnArrays(true);
  // As numbers, node:sqlite refuses to read ±2^53.
  select.setReadBigInts(true);
  for (const row of select.iterate()) {
    const [cause, ...values] = row as unknown as SQLOutputValue[];
    take([Number(cause), ...values.map((value, index) => valueFrom(value, types[index]))]);
  }
}

function valueFrom(stored: SQLOutputValue, type: ColumnType): Value {
  if (stored === null) return null;
  if (type === 'text') return String(stored);
  return type === 'boolean' ? stored === 1n : Number(stored);
}
