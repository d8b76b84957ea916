import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Schema, Value } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { csv } from '../sources/csv.ts';
import { ndjson } from '../sources/ndjson.ts';
import { parquet } from '../sources/parquet.ts';
import { rowFormats } from './index.ts';
import { rowFormatKinds, type RowFormatKind } from './kinds.ts';

let path: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-rows-'));
  path = join(folder, 'rows');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function tableOf(schema: Schema, rows: readonly (readonly Value[])[]): Table {
  const table = new Table(schema, new Dictionary());
  for (const row of rows) table.append(row);
  return table;
}

const schema = {
  time: 'timestamp',
  'a,"b"': 'text?',
  integer: 'integer?',
  float: 'float?',
  boolean: 'boolean?',
} as const;
const micros = Date.UTC(2026, 0, 31, 12) * 1000;
const rows: readonly (readonly Value[])[] = [
  [micros, 'plain', 1, 0.5, true],
  [micros + 1, 'a "quote", a comma\nand\r\nlines', Number.MAX_SAFE_INTEGER, -1e300, false],
  [micros + 2_000, 'Zoë 🎈', Number.MIN_SAFE_INTEGER, 1 / 3, null],
  [-1, null, null, null, null],
];

const readers = { ndjson, csv, parquet };

/** The rows of the file, as a source of recorded data reads them. */
async function readBack(kind: RowFormatKind, of: Schema): Promise<Value[][]> {
  const { records } = await readers[kind]({ path, schema: of, eventTime: 'time' }).load(1_000_000);
  return Array.from({ length: records.length }, (_, row) => records.row(row));
}

describe.each(rowFormatKinds)('%s', (kind) => {
  test('is read back as it was written', async () => {
    await rowFormats[kind].write(path, tableOf(schema, rows), rows.length);
    expect(await readBack(kind, schema)).toEqual(rows);
  });

  test('has the first rows, as many as are asked for', async () => {
    await rowFormats[kind].write(path, tableOf(schema, rows), 2);
    expect(await readBack(kind, schema)).toEqual(rows.slice(0, 2));
  });

  test('holds more rows than a chunk', async () => {
    const many = Array.from({ length: 20_000 }, (_, row) => [micros + row, `text ${row}`]);
    const narrow = { time: 'timestamp', text: 'text' } as const;
    await rowFormats[kind].write(path, tableOf(narrow, many), many.length);
    expect(await readBack(kind, narrow)).toEqual(many);
  });

  test('can be without rows', async () => {
    await rowFormats[kind].write(path, tableOf(schema, []), 0);
    // An empty file is refused by readers, since nobody can tell it from one that was cut off.
    if (kind === 'ndjson') expect(readFileSync(path, 'utf8')).toBe('');
    else expect(await readBack(kind, schema)).toEqual([]);
  });
});

test('text says what null, the empty text, NaN and the infinities are', () => {
  const odd = { text: 'text?', float: 'float' } as const;
  const table = tableOf(odd, [
    [null, NaN],
    ['', Infinity],
    ['NaN', -Infinity],
  ]);
  void rowFormats.csv.write(path, table, 3);
  expect(readFileSync(path, 'utf8')).toBe('text,float\n,NaN\n"",Infinity\nNaN,-Infinity\n');
  void rowFormats.ndjson.write(`${path}2`, table, 3);
  expect(readFileSync(`${path}2`, 'utf8')).toBe(
    '{"text":null,"float":"NaN"}\n{"text":"","float":"Infinity"}\n{"text":"NaN","float":"-Infinity"}\n',
  );
});

test('a row of one null is no empty line', () => {
  void rowFormats.csv.write(path, tableOf({ text: 'text?' }, [[null]]), 1);
  expect(readFileSync(path, 'utf8')).toBe('text\n""\n');
});
