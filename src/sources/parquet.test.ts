import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Schema, Value } from '../columns/column-type.ts';
import { StreamBenchError, type Problem } from '../errors.ts';
import { RecordRandom } from '../random/random.ts';
import { parquet } from './parquet.ts';
import { openFile, type OpenFile } from './random-access-file.ts';

let directory: string;
let connection: DuckDBConnection;
let written = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-parquet-'));
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => {
  connection.closeSync();
  rmSync(directory, { recursive: true });
});

/** Writes the rows of the query. `options`: further options of DuckDB's COPY. */
async function write(query: string, options = ''): Promise<string> {
  const path = join(directory, `${written++}.parquet`);
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet${options})`);
  return path;
}

function store(bytes: Uint8Array): string {
  const path = join(directory, `${written++}.parquet`);
  writeFileSync(path, bytes);
  return path;
}

async function rowsOf(path: string, schema: Schema, count: number): Promise<Value[][]> {
  const table = await parquet({ path, schema, eventTime: Object.keys(schema)[0] }).read(new Float64Array(count), 0);
  return Array.from({ length: table.length }, (_, row) => table.row(row));
}

async function problemOf(action: Promise<unknown>): Promise<Problem> {
  const error: unknown = await action.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof StreamBenchError) return error.problem;
  throw error;
}

async function problemOfFile(path: string, schema: Schema, count = 1): Promise<Problem> {
  return problemOf(rowsOf(path, schema, count));
}

describe('a Parquet source', () => {
  test('has the name of its file and its own event times', async () => {
    const path = await write("SELECT TIMESTAMP '2026-01-01' AS time");
    const schema = { time: 'timestamp' } as const;
    const source = parquet({ path, schema, eventTime: 'time' });
    expect({ ...source, load: undefined, read: undefined }).toEqual({
      name: basename(path),
      file: { path, format: 'Parquet', timeUnit: undefined, badRecords: 'fail' },
      schema,
      eventTime: 'time',
      timeScale: null,
    });
  });

  test('accepts a path relative to the working directory, and a file URL', async () => {
    const path = await write('SELECT range AS n FROM range(3)');
    for (const given of [relative(process.cwd(), path), pathToFileURL(path)]) {
      expect(
        (await parquet({ path: given, schema: { n: 'integer' }, eventTime: 'n' }).load(Infinity)).records,
      ).toHaveLength(3);
    }
  });

  test('reads the first rows, one for each arrival, whatever the seed', async () => {
    const path = await write('SELECT range AS n FROM range(10)');
    const source = parquet({ path, schema: { n: 'integer' }, eventTime: 'n' });
    expect((await source.load(Infinity)).records).toHaveLength(10);
    for (const seed of [1, 2]) {
      const table = await source.read(new Float64Array(4), seed);
      expect(Array.from({ length: table.length }, (_, row) => table.row(row))).toEqual([[0], [1], [2], [3]]);
    }
    expect((await source.read(new Float64Array(0), 1)).length).toBe(0);
  });

  test('reads columns in the order of the schema and leaves out the others, also of unsupported types', async () => {
    const path = await write("SELECT [1, 2] AS list, 'x' AS text, 7 AS n, DATE '2026-01-01' AS day");
    expect(await rowsOf(path, { n: 'integer', text: 'text' }, 1)).toEqual([[7, 'x']]);
  });

  test('reads across row groups and pages, and stops within one', async () => {
    const path = await write(
      "SELECT range AS n, 'key ' || (range * 7919 % 5000) AS text FROM range(10_000)",
      ', ROW_GROUP_SIZE 2048',
    );
    const rows = await rowsOf(path, { n: 'integer', text: 'text' }, 9_000);
    expect(rows).toEqual(Array.from({ length: 9_000 }, (_, n) => [n, `key ${(n * 7919) % 5000}`]));
  });
});

describe('values of a Parquet file', () => {
  test.each([
    ['TINYINT', '-128', 'integer', -128],
    ['SMALLINT', '-32768', 'integer', -32_768],
    ['INTEGER', '-2147483648', 'integer', -(2 ** 31)],
    ['BIGINT', '-9007199254740991', 'integer', Number.MIN_SAFE_INTEGER],
    ['BIGINT', '9007199254740991', 'integer', Number.MAX_SAFE_INTEGER],
    ['UTINYINT', '255', 'integer', 255],
    ['USMALLINT', '65535', 'integer', 65_535],
    ['UINTEGER', '4294967295', 'integer', 2 ** 32 - 1],
    ['UBIGINT', '9007199254740991', 'integer', Number.MAX_SAFE_INTEGER],
    ['FLOAT', '1.5', 'float', 1.5],
    ['FLOAT', '0.1', 'float', Math.fround(0.1)],
    ['DOUBLE', '0.1', 'float', 0.1],
    ['DOUBLE', 'NaN', 'float', NaN],
    ['DOUBLE', '-Infinity', 'float', -Infinity],
    ['DOUBLE', '-0.0', 'float', 0],
    ['BOOLEAN', 'true', 'boolean', true],
    ['BOOLEAN', 'false', 'boolean', false],
    ['VARCHAR', 'Zürich 😀', 'text', 'Zürich 😀'],
    ['VARCHAR', '', 'text', ''],
    ["ENUM('hot', 'cold')", 'cold', 'text', 'cold'],
    ['TIMESTAMP', '2026-03-29 01:59:59.123456', 'timestamp', Date.UTC(2026, 2, 29, 1, 59, 59, 123) * 1000 + 456],
    ['TIMESTAMP', '1969-12-31 23:59:59.999999', 'timestamp', -1],
    ['TIMESTAMP_MS', '2026-03-29 01:59:59.123', 'timestamp', Date.UTC(2026, 2, 29, 1, 59, 59, 123) * 1000],
    ['TIMESTAMP_NS', '2026-03-29 01:59:59.123456789', 'timestamp', Date.UTC(2026, 2, 29, 1, 59, 59, 123) * 1000 + 456],
    ['TIMESTAMP_NS', '1969-12-31 23:59:59.999999999', 'timestamp', -1],
    ['TIMESTAMP_NS', '1969-12-31 23:59:59.999999', 'timestamp', -1],
    ['TIMESTAMPTZ', '2026-03-29 03:00:00+02', 'timestamp', Date.UTC(2026, 2, 29, 1) * 1000],
  ] as const)('%s %s is the %s %s', async (type, value, spec, expected) => {
    const path = await write(`SELECT '${value}'::${type} AS cell`);
    expect(await rowsOf(path, { cell: spec }, 1)).toEqual([[expected]]);
    expect(await rowsOf(path, { cell: `${spec}?` }, 1)).toEqual([[expected]]);
  });

  const allTypes = { n: 'integer?', x: 'float?', yes: 'boolean?', text: 'text?', time: 'timestamp?' } as const;
  const query = `SELECT CASE WHEN i % 3 <> 0 THEN i END AS n,
      CASE WHEN i % 5 <> 0 THEN i / 4 END AS x,
      CASE WHEN i % 7 <> 0 THEN i % 2 = 0 END AS yes,
      CASE WHEN i % 2 <> 0 THEN 'text ' || i % 10 END AS text,
      CASE WHEN i % 11 <> 0 THEN make_timestamp(i) END AS time
    FROM range(3000) t(i)`;
  const expected = Array.from({ length: 3_000 }, (_, i) => [
    i % 3 === 0 ? null : i,
    i % 5 === 0 ? null : i / 4,
    i % 7 === 0 ? null : i % 2 === 0,
    i % 2 === 0 ? null : `text ${i % 10}`,
    i % 11 === 0 ? null : i,
  ]);

  test.each(
    ['uncompressed', 'snappy', 'gzip', 'zstd'].flatMap((codec) => ['V1', 'V2'].map((version) => [codec, version])),
  )('of all types, with nulls, are read from %s pages of version %s', async (codec, version) => {
    const path = await write(query, `, COMPRESSION ${codec}, PARQUET_VERSION ${version}`);
    expect(await rowsOf(path, allTypes, 3_000)).toEqual(expected);
  });

  test.each(['V1', 'V2'])('may all be null, in pages of version %s', async (version) => {
    const path = await write(
      'SELECT NULL::BIGINT AS n, NULL::VARCHAR AS text, NULL::BOOLEAN AS yes FROM range(100)',
      `, PARQUET_VERSION ${version}`,
    );
    expect(await rowsOf(path, { n: 'integer?', text: 'text?', yes: 'boolean?' }, 100)).toEqual(
      Array.from({ length: 100 }, () => [null, null, null]),
    );
  });

  test('may be missing: a file without rows is read', async () => {
    const path = await write("SELECT 1 AS n, 'x' AS text LIMIT 0");
    expect(await rowsOf(path, { n: 'integer', text: 'text' }, 0)).toEqual([]);
  });

  test('null in a column that is not nullable is an error that names column and row', async () => {
    const path = await write(
      'SELECT CASE WHEN i <> 2500 THEN i END AS n FROM range(5000) t(i)',
      ', ROW_GROUP_SIZE 2048',
    );
    expect(await problemOfFile(path, { n: 'integer' }, 5_000)).toEqual({
      kind: 'input',
      where: `${path}, column 'n', row 2500 (the first is 0)`,
      what: 'the value is null, and the schema says integer',
      remedy: "Declare the column as 'integer?', if it is not the event time.",
    });
    expect(await rowsOf(path, { n: 'integer' }, 2_500)).toHaveLength(2_500);
  });

  test.each([
    ['BIGINT', '9007199254740992', 'integer', '9007199254740992'],
    ['BIGINT', '-9007199254740992', 'integer', '-9007199254740992'],
    ['UBIGINT', '18446744073709551615', 'integer', '18446744073709551615'],
    ['TIMESTAMP', '2300-01-01', 'timestamp', String(Date.UTC(2300, 0, 1) * 1000)],
  ] as const)('%s %s is an error, because doubles would round it', async (type, value, spec, printed) => {
    const path = await write(`SELECT * FROM (VALUES (NULL::${type}), ('${value}'::${type})) t(n)`);
    expect(await problemOfFile(path, { n: `${spec}?` }, 2)).toEqual({
      kind: 'input',
      where: `${path}, column 'n', row 1 (the first is 0)`,
      what: `${printed} is beyond ±2^53`,
      remedy:
        spec === 'timestamp'
          ? 'Timestamps reach from 1684 to 2255: leave the column out, or replace such values in the file.'
          : 'Leave the column out, or cast it to DOUBLE or to text in the file.',
    });
  });
});

describe('a Parquet file that does not fit the schema', () => {
  test.each([
    ['7::BIGINT', 'text', 'INT_64', "Declare it as 'integer'."],
    ['1.5::DOUBLE', 'integer', 'DOUBLE', "Declare it as 'float'."],
    ['true', 'integer', 'BOOLEAN', "Declare it as 'boolean'."],
    ["TIMESTAMP '2026-01-01'", 'integer', 'TIMESTAMP', "Declare it as 'timestamp'."],
    [
      '7::BIGINT',
      'timestamp',
      'INT_64',
      "Declare it as 'integer', or say in which time unit it counts since 1970, such as timeUnit: 'ms', or " +
        '--time-unit ms with --replay.',
    ],
    ['1.50::DECIMAL(10, 2)', 'integer', 'DECIMAL', "Declare it as 'float'."],
    ["DATE '2026-01-01'", 'integer', 'DATE', "Declare it as 'timestamp'."],
    ["TIME '12:00'", 'timestamp', 'TIME', undefined],
    ["'x'::BLOB", 'text', 'BYTE_ARRAY', undefined],
    ['[1, 2]', 'integer', 'LIST', undefined],
    ["{'a': 1}", 'integer', 'a group of columns', undefined],
  ] as const)(
    'is an error that states both types and the one that fits: %s as %s',
    async (value, spec, type, remedy) => {
      const path = await write(`SELECT ${value} AS cell`);
      const { what, ...rest } = await problemOfFile(path, { cell: spec });
      expect(rest).toEqual({
        kind: 'input',
        where: `${path}, column 'cell'`,
        remedy: remedy ?? 'No column type holds this exactly: cast the column in the file, or leave it out.',
      });
      expect(what).toBe(`the file has ${type}, the schema says ${spec}`);
    },
  );

  test.each([
    ['orign', "Did you mean 'origin'?"],
    ['temperature', 'Its columns are origin, delay.'],
  ])('lacks column %s: the error suggests a similar name or lists all', async (name, remedy) => {
    const path = await write("SELECT 'LAX' AS origin, 7 AS delay");
    expect(await problemOfFile(path, { delay: 'integer', [name]: 'text' })).toEqual({
      kind: 'input',
      where: path,
      what: `the file has no column '${name}'`,
      remedy,
    });
  });

  test('has fewer rows than needed', async () => {
    const path = await write('SELECT range AS n FROM range(10)');
    expect(await problemOfFile(path, { n: 'integer' }, 11)).toEqual({
      kind: 'input',
      where: path,
      what: '11 records are needed, and the file has 10',
      remedy: 'Choose a shorter run or a lower rate.',
    });
  });
});

describe('a file that cannot be read', () => {
  const schema = { n: 'integer', text: 'text' } as const;
  let whole: Buffer;
  beforeAll(async () => {
    whole = readFileSync(await write("SELECT range AS n, 'text ' || range AS text FROM range(3000)"));
  });

  test('does not exist', async () => {
    const path = join(directory, 'missing.parquet');
    expect(await problemOfFile(path, schema)).toEqual({
      kind: 'environment',
      where: path,
      what: 'there is no such file',
      remedy:
        "Relative paths start at the working directory; new URL('…', import.meta.url) starts at the pipeline file.",
    });
  });

  test('is a folder, or is in a file', async () => {
    expect(await problemOfFile(directory, schema)).toMatchObject({
      kind: 'environment',
      where: directory,
      what: 'this is a folder, not a file',
    });
    const inFile = join(store(whole), 'x.parquet');
    expect(await problemOfFile(inFile, schema)).toMatchObject({
      kind: 'environment',
      where: inFile,
      what: 'there is no such file',
    });
  });

  test('is on another machine', () => {
    expect(() => parquet({ path: new URL('https://example.org/x.parquet'), schema, eventTime: 'n' })).toThrow(
      'https://example.org/x.parquet: a Parquet source reads only files on this machine',
    );
  });

  test.each([
    ['EACCES', 'no permission to read the file'],
    ['EIO', 'the file cannot be read (EIO)'],
    ['ELOOP', 'the file cannot be read (ELOOP)'],
  ])('cannot be opened: %s', async (code, what) => {
    const refuse: OpenFile = async () => Promise.reject(Object.assign(new Error(code), { code, syscall: 'open' }));
    const problem = await problemOf(parquet({ path: 'x.parquet', schema, eventTime: 'n' }, refuse).load(1));
    expect(problem).toMatchObject({ kind: 'environment', where: 'x.parquet', what });
    expect(problem.remedy).toMatch(/\w\.$/);
  });

  test('fails in the middle: the error blames the disk, and the file is closed', async () => {
    let closed = 0;
    const failing: OpenFile = async (path) => {
      const file = await openFile(path);
      return {
        byteLength: file.byteLength,
        // Magic numbers and metadata can be read, rows cannot.
        slice: async (start, end) =>
          start > 0 && start < 100
            ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' }))
            : file.slice(start, end),
        close: async () => {
          closed++;
          await file.close();
        },
      };
    };
    const path = store(whole);
    const problem = await problemOf(
      parquet({ path, schema, eventTime: 'n' }, failing).read(new Float64Array(3_000), 0),
    );
    expect(problem).toMatchObject({ kind: 'environment', where: path, what: 'the file cannot be read (EIO)' });
    expect(closed).toBe(1);
  });

  test.each([
    ['short', 'PAR1PAR1'],
    ['of text', 'time,card,amount\n1,2,3\n4,5,6\n'],
  ])('is not a Parquet file: %s', async (_, text) => {
    const path = store(Buffer.from(text));
    expect(await problemOfFile(path, schema)).toMatchObject({
      kind: 'input',
      where: path,
      what: 'this is not a Parquet file',
    });
  });

  test.each([12, 100, 1_000, 10_000])('is cut off after %i bytes', async (length) => {
    const path = store(whole.subarray(0, length));
    expect(await problemOfFile(path, schema)).toEqual({
      kind: 'input',
      where: path,
      what: 'the Parquet file is broken: its end is missing',
      remedy: 'Copy or write it again.',
    });
  });

  test('lacks its middle', async () => {
    const path = store(Buffer.concat([whole.subarray(0, 500), whole.subarray(whole.length - 500)]));
    const { what, ...rest } = await problemOfFile(path, schema, 3_000);
    expect(rest).toMatchObject({ kind: 'input', where: path });
    expect(what).toMatch(/^the Parquet file (is broken|cannot be decoded): /);
  });

  test('has metadata that are longer than the file, or invalid', async () => {
    const tooLong = Buffer.from(whole);
    tooLong.writeUInt32LE(whole.length, whole.length - 8);
    const zeros = Buffer.from(whole).fill(0, whole.length - 8 - whole.readUInt32LE(whole.length - 8), whole.length - 8);
    for (const path of [store(tooLong), store(zeros)]) {
      expect(await problemOfFile(path, schema)).toMatchObject({
        kind: 'input',
        where: path,
        what: expect.stringMatching(/^the Parquet file cannot be decoded: its metadata \(/) as string,
      });
    }
  });

  test('has broken pages: the error names the column', async () => {
    const metadataBytes = whole.readUInt32LE(whole.length - 8);
    const path = store(Buffer.from(whole).fill(0xff, 4, whole.length - 8 - metadataBytes));
    expect(await problemOfFile(path, schema, 3_000)).toEqual({
      kind: 'input',
      where: path,
      what: "the Parquet file cannot be decoded: column 'n' (thrift unhandled type: 15)",
      remedy: 'Copy or write it again. If other programs can read it, please report it.',
    });
  });

  test.each(['uncompressed', 'snappy', 'gzip', 'zstd'])(
    'has wrong bytes anywhere, %s: is read or refused, without any other error',
    async (codec) => {
      const intact = readFileSync(
        await write(
          "SELECT i AS n, 'text ' || i % 10 AS text, i % 2 = 0 AS yes FROM range(1000) t(i)",
          `, COMPRESSION ${codec}`,
        ),
      );
      const random = new RecordRandom(1);
      let refused = 0;
      for (let attempt = 0; attempt < 200; attempt++) {
        const bytes = Buffer.from(intact);
        random.at(attempt);
        for (let wrong = 0; wrong < 2; wrong++) bytes[4 + random.integer(bytes.length - 8)] = random.integer(256);
        const path = store(bytes);
        try {
          expect(await rowsOf(path, { n: 'integer', text: 'text?', yes: 'boolean?' }, 1_000)).toHaveLength(1_000);
        } catch (error) {
          if (!(error instanceof StreamBenchError)) throw error;
          expect(error.problem.where).toContain(path);
          refused++;
        }
      }
      expect(refused).toBeGreaterThan(20);
    },
  );
});
