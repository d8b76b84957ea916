import { expect, describe, test } from 'vitest';
import type { Schema } from '../columns/column-type.ts';
import { ndjson } from './ndjson.ts';
import { fileStore, problemOf, readFile } from './reading.test-program.ts';

const store = fileStore('.ndjson');
const schema = { n: 'integer', text: 'text' } as const;

describe('lines of an NDJSON file', () => {
  test.each([
    ['a byte order mark before them', '\uFEFF{"n":1,"text":"a"}\n'],
    ['line ends of Windows', '{"n":1,"text":"a"}\r\n'],
    ['no line end at the end', '{"n":1,"text":"a"}'],
    ['empty ones between them', '\n  \n{"n":1,"text":"a"}\n\n'],
    ['their keys in any order, and others', '{ "more": [1, {}], "text": "a", "n": 1.0 }\n'],
  ])('may have %s', async (_, content) => {
    expect(await readFile(store(content), schema)).toEqual({ rows: [[1, 'a']], skipped: 0 });
  });

  test('may be none', async () => {
    expect((await readFile(store('\n'), schema)).rows).toEqual([]);
  });

  test.each(['[{"n":1,"text":"a"}]', '{"n":1', 'n,text', '7', 'null'])(
    '%j, which is not an object, are bad records',
    async (line) => {
      const path = store(`{"n":1,"text":"a"}\n\n${line}\n{"n":2,"text":"b"}\n`);
      expect(await problemOf(readFile(path, schema))).toMatchObject({
        kind: 'input',
        where: `${path}:3`,
        what: 'the line is no JSON object',
      });
      expect(await readFile(path, schema, { badRecords: 'skip' })).toEqual({
        rows: [
          [1, 'a'],
          [2, 'b'],
        ],
        skipped: 1,
      });
    },
  );

  test('that are not UTF-8 are bad records', async () => {
    const path = store(Buffer.from('{"n":1,"text":"a"}\n{"n":2,"text":"\u00FC"}\n{"n":3,"text":"b"}\n', 'latin1'));
    expect(await problemOf(readFile(path, schema))).toMatchObject({
      where: `${path}:2`,
      what: 'the text is not UTF-8',
    });
    expect(await readFile(path, schema, { badRecords: 'skip' })).toEqual({
      rows: [
        [1, 'a'],
        [3, 'b'],
      ],
      skipped: 1,
    });
  });

  test('must not be longer than a limit', async () => {
    const path = store(`[${'{"n":1,"text":"a"},'.repeat(1_000_000)}`);
    expect(await problemOf(readFile(path, schema, { badRecords: 'skip' }))).toMatchObject({
      where: `${path}:1`,
      what: 'the record that starts here is longer than 16 MiB',
    });
  });
});

describe('values of an NDJSON file', () => {
  test.each([
    ['integer', '1.5', '1.5 is no integer'],
    ['integer', '"1.0"', '"1.0" is no integer'],
    ['integer', '1e999', 'Infinity is beyond ±2^53'],
    ['float', '"1,5"', '"1,5" is no float'],
    ['boolean', '1', '1 is no boolean'],
    ['text', '7', '7 is no text'],
    ['text', '{"a":[]}', '{"a":[]} is no text'],
    ['timestamp', '1767225600', '1767225600 is no timestamp'],
    ['timestamp', '"yesterday"', '"yesterday" is no timestamp'],
  ] as const)('%s %s is a bad record', async (spec, value, what) => {
    const path = store(`{"cell":${value}}\n`);
    expect(await problemOf(readFile(path, { cell: spec }))).toMatchObject({ where: `${path}:1, column 'cell'`, what });
  });

  test('are shown where large numbers are in them', async () => {
    const path = store('{"time":1767225600000000000,"meta":{"at":1767225600000000001}}\n');
    const withMeta = { time: 'timestamp', meta: 'text' } as const;
    const source = ndjson({ path, schema: withMeta, eventTime: 'time', timeUnit: 'ns' });
    expect(await problemOf(source.load(1))).toMatchObject({ what: '{"at":"1767225600000000001"} is no text' });
    const plain = store('{"time":1767225600000000000,"meta":1767225600000000001}\n');
    const other = ndjson({ path: plain, schema: withMeta, eventTime: 'time', timeUnit: 'ns' });
    expect(await problemOf(other.load(1))).toMatchObject({ what: '1767225600000000001 is no text' });
  });

  test('are null if a key is missing, or make a bad record if the column is not nullable', async () => {
    const path = store('{"n":1,"text":"a"}\n{"n":2}\n');
    expect((await readFile(path, { n: 'integer', text: 'text?' })).rows).toEqual([
      [1, 'a'],
      [2, null],
    ]);
    expect(await problemOf(readFile(path, schema))).toEqual({
      kind: 'input',
      where: `${path}:2, column 'text'`,
      what: 'the object has no such key',
      remedy: "Declare the column as 'text?', if it is not the event time.",
    });
  });

  test('of a missing key lead to a hint at a similar one', async () => {
    const path = store('{"N":1,"txt":"a"}\n');
    expect((await problemOf(readFile(path, schema))).remedy).toBe("Did you mean 'N'?");
    expect(await problemOf(readFile(path, { text: 'text?' }))).toMatchObject({
      where: path,
      what: "the file has no column 'text'",
      remedy: "Did you mean 'txt'?",
    });
  });

  test('that are first in later records are no mistake, where only the first ones are read', async () => {
    const path = store('{"time":1,"n":1}\n{"time":2,"n":2,"coupon":"x"}\n');
    const file = { path, eventTime: 'time', timeUnit: 'us' } as const;
    const source = ndjson({ ...file, schema: { time: 'timestamp', n: 'integer', coupon: 'text?' } });
    expect((await source.load(1)).records.row(0)).toEqual([1, 1, null]);
    const misspelt = ndjson({ ...file, schema: { time: 'timestamp', nn: 'integer?' } });
    expect(await problemOf(misspelt.load(1))).toMatchObject({ what: "the file has no column 'nn'" });
  });

  test('are only those of own properties', async () => {
    const path = store('{"n":1}\n{"n":2,"constructor":"x"}\n{"n":3,"__proto__":{"n":4}}\n');
    expect((await readFile(path, { n: 'integer', ['constructor']: 'text?' } as Schema)).rows).toEqual([
      [1, null],
      [2, 'x'],
      [3, null],
    ]);
  });
});

test('an NDJSON source reads one record for each arrival', async () => {
  const source = ndjson({
    path: store('{"time":"2026-01-31","n":1}'),
    schema: { time: 'timestamp', n: 'integer' },
    eventTime: 'time',
  });
  expect((await source.read(new Float64Array(1), 1)).row(0)).toEqual([Date.UTC(2026, 0, 31) * 1000, 1]);
});
