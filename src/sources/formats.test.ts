import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Schema, Value } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { BadRecordPolicy } from './bad-record-policy.ts';
import type { Place } from './bad-records.ts';
import type { TimeUnit } from './file-column.ts';
import { formatOf, formats, type FormatKind } from './formats.ts';
import { openFile } from './random-access-file.ts';
import { problemOf } from './reading.test-program.ts';
import { recordedFile, type NamesInFile } from './recorded-file.ts';
import { gzipped, writers, type Rows, type Writer } from './recording.test-program.ts';
import type { BadRecordCounts } from './source.ts';

let directory: string;
let written = 0;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-formats-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function newPath(ending: string): string {
  return join(directory, `${written++}${ending}`);
}

async function write({ ending, write: writeRows }: Writer, rows: Rows): Promise<string> {
  const path = newPath(ending);
  await writeRows(path, rows);
  return path;
}

interface Reading {
  readonly schema: Schema;
  readonly limit?: number;
  readonly badRecords?: BadRecordPolicy;
  readonly timeUnit?: TimeUnit;
  readonly names?: NamesInFile;
}

async function load(
  path: string,
  { schema, limit = Infinity, names = {}, ...options }: Reading,
): Promise<{ rows: Value[][]; badRecords: BadRecordCounts }> {
  const source = recordedFile(formatOf(path), { path, schema, eventTime: Object.keys(schema)[0], ...options }, names);
  const { records, badRecords } = await source.load(limit);
  return { rows: Array.from({ length: records.length }, (_, row) => records.row(row)), badRecords };
}

/** How an error states the place of a cell. */
function whereOf(path: string, { line, row }: Place, column: string): string {
  return line === undefined
    ? `${path}, column '${column}', row ${row} (the first is 0)`
    : `${path}:${line}, column '${column}'`;
}

const schema = { time: 'timestamp', n: 'integer', x: 'float', yes: 'boolean', text: 'text' } as const;
const noon = Date.UTC(2026, 0, 31, 12) * 1000;
const values: readonly (readonly Value[])[] = [
  [noon, 0, 0.5, true, 'plain'],
  [noon + 1, -1, -1e300, false, 'with "quotes", commas'],
  [-1, Number.MAX_SAFE_INTEGER, 5e-324, true, 'two\nlines'],
  [noon - 999_999, Number.MIN_SAFE_INTEGER, 0.1, false, 'Zürich 😀 \u2028'],
  [noon, 7, 1e21, true, ' blanks '],
];
const nullable = { time: 'timestamp?', n: 'integer?', x: 'float?', yes: 'boolean?', text: 'text?' } as const;

/** Rows whose n counts from 0, with texts of different lengths. */
function counted(count: number): Rows {
  return {
    schema: { n: 'integer', text: 'text' },
    rows: Array.from({ length: count }, (_, n) => [n, `key ${n % 5} ${'ü'.repeat(n % 100)}`]),
  };
}

/** Rows of which those given cannot be read: their n is null. */
function withBad(bad: readonly number[], count = 10): Rows {
  return {
    schema: { n: 'integer', key: 'integer' },
    rows: Array.from({ length: count }, (_, n) => [bad.includes(n) ? null : n, n]),
  };
}

const formatKinds = Object.keys(formats) as FormatKind[];
const writersOfFormats = formatKinds.flatMap((kind) =>
  writers[kind].map((writer) => ({ ...writer, format: formats[kind] })),
);

describe.each(writersOfFormats)('$name', (writer) => {
  test('reads values of all types', async () => {
    const path = await write(writer, { schema, rows: values });
    expect(await load(path, { schema })).toEqual({ rows: values, badRecords: { skipped: 0, deadLettered: 0 } });
    expect((await load(path, { schema: nullable })).rows).toEqual(values);
  });

  test('reads nulls of all types', async () => {
    const rows = [
      [noon, null, 1.5, null, 'a'],
      [null, 2, null, true, null],
    ];
    const path = await write(writer, { schema, rows });
    expect((await load(path, { schema: nullable })).rows).toEqual(rows);
  });

  test('reads columns in the order of the schema, and leaves out the others', async () => {
    const path = await write(writer, { schema, rows: values });
    expect((await load(path, { schema: { text: 'text', n: 'integer' } })).rows).toEqual(
      values.map((row) => [row[4], row[1]]),
    );
  });

  test('reads many rows in order, compressed by gzip or not', async () => {
    const rows = counted(25_000);
    const plain = await write(writer, rows);
    const packed = newPath(`${writer.ending}.gz`);
    writeFileSync(packed, gzipped(readFileSync(plain)));
    for (const path of [plain, packed])
      expect((await load(path, { schema: { n: 'integer', text: 'text' } })).rows).toEqual(rows.rows);
  });

  test('is recognized as compressed by its content, not by its name', async () => {
    const path = await write(writer, counted(10));
    writeFileSync(path, gzipped(readFileSync(path)));
    expect((await load(path, { schema: { n: 'integer' } })).rows).toHaveLength(10);
  });

  test('is read up to the limit', async () => {
    const path = await write(writer, counted(25_000));
    for (const limit of [0, 1, 9_999, 10_001, 25_000, 30_000]) {
      const { rows } = await load(path, { schema: { n: 'integer' }, limit });
      expect(rows).toHaveLength(Math.min(limit, 25_000));
      expect(rows.at(-1)).toEqual(limit === 0 ? undefined : [Math.min(limit, 25_000) - 1]);
    }
  });

  test('may have no rows', async () => {
    const path = await write(writer, { schema, rows: [] });
    expect((await load(path, { schema })).rows).toEqual([]);
  });

  test.each([
    ['orign', "Did you mean 'origin'?"],
    ['temperature', 'Its columns are origin, delay.'],
  ])('lacks column %s: the error suggests a similar name or lists all', async (name, remedy) => {
    const path = await write(writer, { schema: { origin: 'text', delay: 'integer' }, rows: [['LAX', 7]] });
    expect(await problemOf(load(path, { schema: { delay: 'integer', [name]: 'text?' } }))).toEqual({
      kind: 'input',
      where: path,
      what: `the file has no column '${name}'`,
      remedy,
    });
  });

  test('reads a column that has another name in the file', async () => {
    const path = await write(writer, { schema: { happened: 'timestamp', n: 'integer' }, rows: [[noon, 1]] });
    expect(
      (await load(path, { schema: { time: 'timestamp', n: 'integer' }, names: { time: 'happened' } })).rows,
    ).toEqual([[noon, 1]]);
    expect(
      (await load(path, { schema: { time: 'timestamp', happened: 'timestamp' }, names: { time: 'happened' } })).rows,
    ).toEqual([[noon, noon]]);
  });

  test.each<[TimeUnit, Value[], Value[]]>([
    ['s', [1_767_225_600, 0.25, noon], [1_767_225_600e6, 250_000, noon]],
    ['ms', [1_767_225_600_123, -1.5, noon], [1_767_225_600_123e3, -1_500, noon]],
    ['us', [1_767_225_600_123_456, 7, noon], [1_767_225_600_123_456, 7, noon]],
  ])('reads numbers as times in %s where the time unit says so, beside timestamps', async (timeUnit, row, expected) => {
    const path = await write(writer, { schema: { whole: 'integer', part: 'float', text: 'timestamp' }, rows: [row] });
    const times = { whole: 'timestamp', part: 'timestamp', text: 'timestamp' } as const;
    expect((await load(path, { schema: times, timeUnit })).rows).toEqual([expected]);
    expect((await problemOf(load(path, { schema: times }))).remedy).toContain('--time-unit');
  });

  test('fails at the first bad record by default, and states its place', async () => {
    const path = await write(writer, withBad([3, 7]));
    expect(await problemOf(load(path, { schema: { key: 'integer', n: 'integer' } }))).toEqual({
      kind: 'input',
      where: whereOf(path, writer.place(3), 'n'),
      what: 'the value is null, and the schema says integer',
      remedy: "Declare the column as 'integer?', if it is not the event time.",
    });
    expect((await load(path, { schema: { n: 'integer' }, limit: 3 })).rows).toEqual([[0], [1], [2]]);
  });

  test('skips bad records if asked to, and counts them', async () => {
    const path = await write(writer, withBad([0, 3, 9]));
    expect(await load(path, { schema: { n: 'integer', key: 'integer' }, badRecords: 'skip' })).toEqual({
      rows: [1, 2, 4, 5, 6, 7, 8].map((n) => [n, n]),
      badRecords: { skipped: 3, deadLettered: 0 },
    });
  });

  test('is read until there are enough good records, and no further', async () => {
    const bad = Array.from({ length: 8_000 }, (_, row) => row * 3);
    const path = await write(writer, withBad(bad, 24_000));
    const { rows, badRecords } = await load(path, { schema: { n: 'integer' }, limit: 12_000, badRecords: 'skip' });
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([12_000, [1], [17_999]]);
    expect(badRecords).toEqual({ skipped: 6_000, deadLettered: 0 });
  });

  test('writes bad records to the dead-letter file, one line of JSON for each', async () => {
    const path = await write(writer, withBad([3, 7]));
    const deadLetter = newPath('.dead.ndjson');
    const { rows, badRecords } = await load(path, {
      schema: { key: 'integer', n: 'integer' },
      badRecords: { deadLetter },
    });
    expect(rows).toHaveLength(8);
    expect(badRecords).toEqual({ skipped: 0, deadLettered: 2 });
    const letters = readFileSync(deadLetter, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(letters.map(({ file, column, what }) => [file, column, what])).toEqual(
      Array.from({ length: 2 }, () => [path, 'n', 'the value is null, and the schema says integer']),
    );
    expect(letters.map(({ line, row }) => ({ line, row }))).toEqual([writer.place(3), writer.place(7)]);
    expect(JSON.stringify(letters[1]['record'])).toContain('7');
    expect(JSON.stringify(letters[1]['record'])).not.toContain('"n":0');
    expect(readdirSync(directory).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('keeps the letters of the longest read', async () => {
    const path = await write(writer, withBad([3, 7]));
    const deadLetter = newPath('.dead.ndjson');
    const lettersAfter = async (limit: number): Promise<number> => {
      await load(path, { schema: { key: 'integer', n: 'integer' }, badRecords: { deadLetter }, limit });
      return readFileSync(deadLetter, 'utf8').split('\n').length - 1;
    };
    expect([await lettersAfter(4), await lettersAfter(Infinity), await lettersAfter(4)]).toEqual([1, 2, 2]);
    expect(readdirSync(directory).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('leaves no dead-letter file behind if the file cannot be read', async () => {
    const path = await write(writer, withBad([3]));
    const deadLetter = newPath('.dead.ndjson');
    await problemOf(load(path, { schema: { n: 'integer', other: 'text' }, badRecords: { deadLetter } }));
    expect(readdirSync(directory).filter((name) => deadLetter.endsWith(name) || name.endsWith('.partial'))).toEqual([]);
  });

  test('refuses a dead-letter file that is the file itself, or cannot be written', async () => {
    const path = await write(writer, withBad([3]));
    expect(await problemOf(load(path, { schema: { n: 'integer' }, badRecords: { deadLetter: path } }))).toMatchObject({
      where: path,
      what: 'the dead-letter file is the recording itself',
    });
    const deadLetter = join(path, 'x.ndjson');
    expect(await problemOf(load(path, { schema: { n: 'integer' }, badRecords: { deadLetter } }))).toMatchObject({
      kind: 'environment',
      where: deadLetter,
      what: 'the dead-letter file cannot be written (ENOTDIR)',
    });
  });

  test('treats an integer that a double would round as a bad record', async () => {
    const path = await write(writer, { schema: { n: 'integer' }, rows: [[1], [2 ** 53]] });
    expect(await problemOf(load(path, { schema: { n: 'integer' } }))).toMatchObject({
      where: whereOf(path, writer.place(1), 'n'),
      what: '9007199254740992 is beyond ±2^53',
    });
  });

  test('compressed by gzip and cut off, is reported as broken', async () => {
    const plain = await write(writer, counted(5_000));
    const path = newPath(`${writer.ending}.gz`);
    const packed = gzipped(readFileSync(plain));
    for (const length of [12, packed.length >> 1, packed.length - 1]) {
      writeFileSync(path, packed.subarray(0, length));
      expect(await problemOf(load(path, { schema: { n: 'integer' }, badRecords: 'skip' }))).toEqual({
        kind: 'input',
        where: path,
        what: 'the gzip file is broken: its end is missing',
        remedy: 'Copy or write it again.',
      });
    }
  });

  test('compressed by gzip, with wrong bytes, is reported as broken', async () => {
    const path = await write(writer, counted(5_000));
    const packed = gzipped(readFileSync(path));
    packed.fill(0xff, packed.length >> 1, (packed.length >> 1) + 20);
    writeFileSync(path, packed);
    const { what, where } = await problemOf(load(path, { schema: { n: 'integer' }, badRecords: 'skip' }));
    expect(where).toBe(path);
    expect(what).toMatch(/^the gzip file is broken: it cannot be unpacked \(/);
  });

  test('is reported if it does not exist or is a folder', async () => {
    const missing = newPath(writer.ending);
    expect(await problemOf(load(missing, { schema }))).toMatchObject({
      kind: 'environment',
      where: missing,
      what: 'there is no such file',
    });
    const source = recordedFile(writer.format, { path: directory, schema, eventTime: 'time' });
    expect(await problemOf(source.load(1))).toMatchObject({
      kind: 'environment',
      where: directory,
      what: 'this is a folder, not a file',
    });
  });

  test('is closed when the system fails in the middle, and the disk is reported', async () => {
    const path = await write(writer, counted(25_000));
    let closed = 0;
    let reads = 0;
    const source = recordedFile(
      writer.format,
      { path, schema: { n: 'integer' }, eventTime: 'n' },
      {},
      async (given) => {
        const file = await openFile(given);
        return {
          byteLength: file.byteLength,
          // The first read succeeds, in which the format is recognized.
          slice: async (start, end) =>
            ++reads > 1
              ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' }))
              : file.slice(start, end),
          close: async () => {
            closed++;
            await file.close();
          },
        };
      },
    );
    expect(await problemOf(source.load(Infinity))).toMatchObject({
      kind: 'environment',
      where: path,
      what: 'the file cannot be read (EIO)',
    });
    expect(closed).toBe(1);
  });
});

describe('the format of a file', () => {
  test.each([
    ['x.parquet', 'Parquet'],
    ['x.arrow', 'Arrow'],
    ['x.feather.gz', 'Arrow'],
    ['x.csv', 'CSV'],
    ['DATA.CSV.GZ', 'CSV'],
    ['a.b/x.jsonl', 'NDJSON'],
    ['x.ndjson.gz', 'NDJSON'],
  ])('of %s is %s', (path, name) => {
    expect(formatOf(path).name).toBe(name);
  });

  test.each(['x.json', 'x', 'x.gz', 'x.csv.zip', 'csv'])('of %s is unknown: the error lists the known ones', (path) => {
    expect(() => formatOf(path)).toThrow(
      new StreamBenchError({
        kind: 'input',
        where: path,
        what: 'the name of the file has no known ending',
        remedy:
          'Known are .parquet (Parquet), .arrow, .arrows, .feather, .ipc (Arrow), .csv (CSV), ' +
          '.ndjson, .jsonl (NDJSON), each also followed by .gz.',
      }),
    );
  });

  test('shares no ending with another format', () => {
    const endings = Object.values(formats).flatMap((format) => format.endings);
    expect(new Set(endings).size).toBe(endings.length);
  });
});
