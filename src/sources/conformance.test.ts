import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Schema, Value } from '../columns/column-type.ts';
import type { TimeUnit } from './file-column.ts';
import type { FormatKind } from './formats.ts';
import { fileStore, problemOf, readFile } from './reading.test-program.ts';
import { gzipped } from './recording.test-program.ts';

/** What all formats make of the same condition. Binary files are made by `fixtures/make-fixtures.py`. */
interface Condition {
  readonly csv: string | Buffer;
  readonly ndjson: string | Buffer;
  /** The name of the Parquet and of the Arrow file. */
  readonly fixture: string;
  readonly schema: Schema;
  readonly timeUnit?: TimeUnit;
  /** The rows that are good. */
  readonly rows: readonly (readonly Value[])[];
  /** What is said of the first row, or of the file, that is not. */
  readonly refused?: RegExp;
}

const fixtures = join(import.meta.dirname, 'fixtures');
/** The compiler asks for that of a new format. */
const stores: Readonly<Record<FormatKind, ReturnType<typeof fileStore>>> = {
  csv: fileStore('.csv'),
  ndjson: fileStore('.ndjson'),
  parquet: fileStore('.parquet'),
  arrow: fileStore('.arrow'),
};
const kinds = Object.keys(stores) as FormatKind[];

function micros(iso: string): number {
  return Date.parse(iso) * 1000;
}

/** A byte sequence of half of a surrogate pair, which UTF-8 does not have. */
const halfPair = Buffer.concat([Buffer.from('text\na\n'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('\nb\n')]);

const conditions: Readonly<Record<string, Condition>> = {
  'two columns of one name': {
    csv: 'n,n,text\n1,2,a\n',
    // Also for Python and DuckDB the last one counts; what JSON.parse drops cannot be seen.
    ndjson: '{"n":1,"n":2,"text":"a"}\n',
    fixture: 'same-name-twice',
    schema: { n: 'integer' },
    rows: [],
    refused: /^the file has two columns named 'n'$/,
  },
  'two columns of one name, which are not read': {
    csv: 'n,n,text\n1,2,a\n',
    ndjson: '{"n":1,"n":2,"text":"a"}\n',
    fixture: 'same-name-twice',
    schema: { text: 'text' },
    rows: [['a']],
  },
  'U+FEFF at the start of a text, which belongs to it': {
    csv: '\uFEFFtext\n\uFEFFa\na\n\uFEFF\n',
    ndjson: '\uFEFF{"text":"\uFEFFa"}\n{"text":"a"}\n{"text":"\uFEFF"}\n',
    fixture: 'bom-in-text',
    schema: { text: 'text' },
    rows: [['\uFEFFa'], ['a'], ['\uFEFF']],
  },
  'a column without values': {
    csv: 'n,text\n,a\n,b\n',
    ndjson: '{"n":null,"text":"a"}\n{"n":null,"text":"b"}\n',
    fixture: 'nulls-throughout',
    schema: { text: 'text', n: 'integer?' },
    rows: [
      ['a', null],
      ['b', null],
    ],
  },
  'a column without values that is not nullable': {
    csv: 'n,text\n,a\n,b\n',
    ndjson: '{"n":null,"text":"a"}\n{"n":null,"text":"b"}\n',
    fixture: 'nulls-throughout',
    schema: { n: 'float', text: 'text' },
    rows: [],
    refused: /^the value is null, and the schema says float$/,
  },
  'dates, which are midnight UTC': {
    csv: 'time\n2015-01-01\n1969-12-31\n',
    ndjson: '{"time":"2015-01-01"}\n{"time":"1969-12-31"}\n',
    fixture: 'dates',
    schema: { time: 'timestamp' },
    rows: [[micros('2015-01-01')], [-86_400e6]],
  },
  'decimals, which are the nearest floats': {
    csv: 'x,y\n1.15,\n-0.10,\n,\n',
    ndjson: '{"x":1.15}\n{"x":-0.10}\n{"x":null}\n',
    fixture: 'decimals',
    schema: { x: 'float?' },
    rows: [[1.15], [-0.1], [null]],
  },
  'decimals as integers': {
    csv: 'x\n1.15\n-0.10\n',
    ndjson: '{"x":1.15}\n{"x":-0.10}\n',
    fixture: 'decimals',
    schema: { x: 'integer?' },
    rows: [],
    refused: /1\.15"? is no integer$|^the file has (DECIMAL|Decimal), the schema says integer\?$/,
  },
  'decimals without digits after the point': {
    csv: 'n\n7\n-8\n',
    ndjson: '{"n":7}\n{"n":-8}\n',
    fixture: 'whole-decimals',
    schema: { n: 'integer' },
    rows: [[7], [-8]],
  },
  'nanoseconds, which are rounded down': {
    csv: 'time,x\n2026-01-01T00:00:00.123456789Z,\n1969-12-31T23:59:59.999999999Z,\n,\n',
    ndjson: '{"time":"2026-01-01T00:00:00.123456789Z"}\n{"time":"1969-12-31T23:59:59.999999999Z"}\n{"time":null}\n',
    fixture: 'nanoseconds',
    schema: { time: 'timestamp?' },
    rows: [[micros('2026-01-01') + 123_456], [-1], [null]],
  },
  'counts of nanoseconds, which a double would round': {
    csv: 'time,x\n1767225600123456789,\n-1,\n,\n',
    ndjson: '{"time":1767225600123456789}\n{"time":"-1"}\n{"time":null}\n',
    fixture: 'counted-nanoseconds',
    schema: { time: 'timestamp?' },
    timeUnit: 'ns',
    rows: [[micros('2026-01-01') + 123_456], [-1], [null]],
  },
  'values written as text': {
    csv: 'n,x,yes\n42,1.5,true\n" -7 ",NaN,0\n',
    ndjson: '{"n":"42","x":"1.5","yes":"true"}\n{"n":" -7 ","x":"NaN","yes":"0"}\n',
    fixture: 'digits-as-text',
    schema: { n: 'integer', x: 'float', yes: 'boolean' },
    rows: [
      [42, 1.5, true],
      [-7, NaN, false],
    ],
  },
  'text that is no value of the type': {
    csv: 'n,x\n42,a\n',
    ndjson: '{"n":"42","x":"a"}\n',
    fixture: 'digits-as-text',
    schema: { x: 'integer' },
    rows: [],
    refused: /^"(a|1\.5)" is no integer$/,
  },
  'times written as text': {
    csv: 'time\n2026-01-31 12:00:00 UTC\n2015/01/01\n2026-01-31T12:00:00.5+01:00\n',
    ndjson: '{"time":"2026-01-31 12:00:00 UTC"}\n{"time":"2015/01/01"}\n{"time":"2026-01-31T12:00:00.5+01:00"}\n',
    fixture: 'times-as-text',
    schema: { time: 'timestamp' },
    rows: [[micros('2026-01-31T12:00:00Z')], [micros('2015-01-01')], [micros('2026-01-31T11:00:00.5Z')]],
  },
  'integers in a column of floats': {
    csv: 'x,y\n7,\n,\n-8,\n',
    ndjson: '{"x":7}\n{"x":null}\n{"x":-8}\n',
    fixture: 'integers',
    schema: { x: 'float?' },
    rows: [[7], [null], [-8]],
  },
  'numbers as times without a unit': {
    csv: 'x\n7\n',
    ndjson: '{"x":7}\n',
    fixture: 'integers',
    schema: { x: 'timestamp?' },
    rows: [],
    refused: /7"? is no timestamp$|^the file has (INT_?32|Int), the schema says timestamp\?$/i,
  },
  'integers beyond 2^53': {
    csv: 'n\n1\n9007199254740992\n',
    ndjson: '{"n":1}\n{"n":9007199254740992}\n',
    fixture: 'too-large',
    schema: { n: 'integer' },
    rows: [[1]],
    refused: /^9007199254740992 is beyond ±2\^53$/,
  },
  'records that are not in the order of time': {
    csv: 'time\n1970-01-01T00:00:00.000003Z\n1970-01-01T00:00:00.000001Z\n1970-01-01T00:00:00.000002Z\n',
    ndjson: '{"time":3}\n{"time":1}\n{"time":2}\n',
    fixture: 'order-of-time',
    schema: { time: 'timestamp' },
    timeUnit: 'us',
    rows: [[3], [1], [2]],
  },
  'half of a surrogate pair': {
    csv: halfPair,
    ndjson: '{"text":"a"}\n{"text":"\\ud800"}\n{"text":"b"}\n',
    fixture: 'lone-surrogate',
    schema: { text: 'text' },
    rows: [['a'], ['b']],
    refused: /^the text is not UTF-8$|^the text has half of a surrogate pair/,
  },
  'columns named like properties of objects': {
    csv: '__proto__,constructor\n1,a\n2,b\n',
    ndjson: '{"__proto__":1,"constructor":"a"}\n{"__proto__":2,"constructor":"b"}\n',
    fixture: 'proto',
    schema: { ['__proto__']: 'integer', ['constructor']: 'text' } as Schema,
    rows: [
      [1, 'a'],
      [2, 'b'],
    ],
  },
};

function pathOf(kind: FormatKind, condition: Condition): string {
  return kind === 'csv' || kind === 'ndjson'
    ? stores[kind](condition[kind])
    : join(fixtures, `${condition.fixture}.${kind}`);
}

describe.each(Object.entries(conditions))('%s', (name, condition) => {
  test.each(kinds)('in %s', async (kind) => {
    const { schema, timeUnit, rows, refused } = condition;
    const path = pathOf(kind, condition);
    const options = timeUnit === undefined ? {} : { timeUnit };
    if (kind === 'ndjson' && name === 'two columns of one name') {
      expect((await readFile(path, schema, options)).rows).toEqual([[2]]);
      return;
    }
    if (refused !== undefined) {
      const { kind: problemKind, what, where } = await problemOf(readFile(path, schema, options));
      expect([problemKind, where?.startsWith(path)]).toEqual(['input', true]);
      expect(what).toMatch(refused);
    }
    if (rows.length > 0) {
      const skipping = { ...options, badRecords: refused === undefined ? 'fail' : 'skip' } as const;
      expect((await readFile(path, schema, skipping)).rows).toEqual(rows);
    }
  });
});

describe('a number that counts time', () => {
  const schema = { time: 'timestamp' } as const;
  const load = async (count: string, options: { timeUnit?: TimeUnit; badRecords?: 'skip' }) =>
    readFile(stores.csv(`time\n${count}\n7\n`), schema, options);

  test.each<[string, TimeUnit, TimeUnit]>([
    ['1767225600123', 's', 'ms'],
    ['1767225600123', 'us', 'ms'],
    ['1767225600123', 'ns', 'ms'],
    ['1767225600', 'ms', 's'],
    ['1767225600123456', 'ms', 'us'],
    ['1767225600123456789', 'us', 'ns'],
  ])(
    'is refused in another unit than the one in which it is a date of our days: %s in %s',
    async (count, given, is) => {
      const { what, remedy } = await problemOf(load(count, { timeUnit: given }));
      expect(what).toMatch(new RegExp(`^${count} is 2026-01-01T00:00:00.*Z in ${is} since 1970, and no date of our`));
      expect(remedy).toContain(`timeUnit: '${is}', or --time-unit ${is} with --replay`);
    },
  );

  test.each<[string, TimeUnit]>([
    ['0', 'us'],
    ['86400', 's'],
    ['-1', 'ms'],
    ['1767225600123', 'ms'],
  ])('is taken as it is where no other unit is likelier: %s in %s', async (count, timeUnit) => {
    expect((await load(count, { timeUnit })).rows).toHaveLength(2);
  });

  test('without a unit, and one is likely, is told with it', async () => {
    const { what, remedy } = await problemOf(load('1767225600123', {}));
    expect(what).toBe('"1767225600123" is no timestamp');
    expect(remedy).toBe("It is 2026-01-01T00:00:00.123Z with timeUnit: 'ms', or --time-unit ms with --replay.");
  });
});

describe('line ends', () => {
  const lines = ['2026-01-01T00:00:00Z,1,ann', '2026-01-01T00:00:01Z,2,bob', '2026-01-01T00:00:02Z,3,ann'];
  const users = { amount: 'integer', user: 'text' } as const;
  const expected = [
    [1, 'ann'],
    [2, 'bob'],
    [3, 'ann'],
  ];

  test.each([
    ['LF, then CRLF', ['\n', '\r\n', '\r\n', '\n']],
    ['CRLF, the last one LF', ['\r\n', '\r\n', '\r\n', '\n']],
    ['CRLF, then LF', ['\r\n', '\n', '\n', '\n']],
    ['CR, then CRLF, then none', ['\r', '\r\n', '\r', '']],
  ])('of several kinds are line ends, as for Python and pandas: %s', async (_, ends) => {
    const text = ['at,amount,user', ...lines].map((line, index) => line + ends[index]).join('');
    expect((await readFile(stores.csv(text), users)).rows).toEqual(expected);
  });

  test('of several kinds are line ends in NDJSON too', async () => {
    const objects = expected.map(([amount, user]) => JSON.stringify({ amount, user }));
    const path = stores.ndjson(`${objects[0]}\r\n${objects[1]}\n${objects[2]}`);
    expect((await readFile(path, users)).rows).toEqual(expected);
  });

  test('are found where one is cut in two by the pieces in which a file is read', async () => {
    for (const before of [-3, -2, -1, 0, 1]) {
      const first = 'n,text\r\n1,'.length;
      const text = `n,text\r\n1,${'x'.repeat((1 << 20) - first + before)}\r\n2,b\r3,c\n`;
      const { rows } = await readFile(stores.csv(text), { n: 'integer' });
      expect(rows).toEqual([[1], [2], [3]]);
    }
  });

  test('count lines, each kind as one', async () => {
    const path = stores.csv('n,text\r1,a\r\n2,"b\rb\r\nb"\n\rx,c\n');
    expect((await problemOf(readFile(path, { n: 'integer' }))).where).toBe(`${path}:7, column 'n'`);
  });
});

describe('a long record', () => {
  test.each([
    ['csv', `n,text\n1,${'x'.repeat(3 << 20)}\n`],
    ['ndjson', `{"n":1,"text":"${'x'.repeat(3 << 20)}"}\n`],
  ] as const)('of 3 MiB is read from %s', async (kind, content) => {
    expect((await readFile(stores[kind](content), { n: 'integer' })).rows).toEqual([[1]]);
  });

  test.each([
    ['csv', `n,text\n1,${'x'.repeat(17 << 20)}\n`, 2],
    ['ndjson', `{"n":0}\n{"n":1,"text":"${'x'.repeat(17 << 20)}"}\n`, 2],
  ] as const)('of more than 16 MiB is refused by its line in %s', async (kind, content, line) => {
    const path = stores[kind](content);
    expect(await problemOf(readFile(path, { n: 'integer' }))).toMatchObject({
      where: `${path}:${line}`,
      what: 'the record that starts here is longer than 16 MiB',
    });
  });
});

test.each(['csv', 'ndjson'] as const)('UTF-16 is refused in %s', async (kind) => {
  const path = stores[kind](Buffer.from('\uFEFFn,text\n1,a\n', 'utf16le'));
  expect(await problemOf(readFile(path, { n: 'integer' }))).toMatchObject({
    where: path,
    what: 'the text is not UTF-8',
  });
});

test.each(kinds)('an empty file is refused in %s', async (kind) => {
  const path = stores[kind]('');
  expect(await problemOf(readFile(path, { n: 'integer' }))).toMatchObject({ where: path, what: 'the file is empty' });
});

test.each([
  ['csv', 'n,text\n1,a\n2', 'the record has 1 fields, and the header 2'],
  ['ndjson', '{"n":1,"text":"a"}\n{"n":2,"te', 'the line is no JSON object'],
  ['parquet', readFileSync(join(fixtures, 'digits-as-text.parquet')).subarray(0, -7), 'its end is missing'],
  ['arrow', readFileSync(join(fixtures, 'digits-as-text.arrow')).subarray(0, -7), 'its end is missing'],
] as const)('a file that is cut off is refused in %s', async (kind, content, what) => {
  const path = stores[kind](content);
  const problem = await problemOf(readFile(path, { n: 'integer' }));
  expect(problem.where).toContain(path);
  expect(problem.what).toContain(what);
});

describe('compressed inside', () => {
  const packed = Array.from({ length: 2000 }, (_, n) => [n, `text ${n % 7}`]);
  const names = [
    ...['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4'].map((codec) => `packed-${codec}.parquet`),
    ...['uncompressed', 'lz4', 'zstd'].map((codec) => `packed-${codec}.feather`),
  ];

  test.each(names)('%s', async (name) => {
    const path = join(fixtures, name);
    expect((await readFile(path, { n: 'integer', text: 'text' })).rows).toEqual(packed);
    const store = name.endsWith('.parquet') ? stores.parquet : stores.arrow;
    const zipped = store(gzipped(readFileSync(path)));
    expect((await readFile(zipped, { n: 'integer', text: 'text' })).rows).toEqual(packed);
  });
});

test('blocks of LZ4 that refer to the ones before them', async () => {
  const { rows } = await readFile(join(fixtures, 'blocks-lz4.feather'), { n: 'integer' });
  expect(rows).toEqual(Array.from({ length: 20_000 }, (_, n) => [n % 1000]));
});

describe('a number in a broken file that would fill memory without end', () => {
  test('is refused in a run of a Parquet page', async () => {
    const path = join(fixtures, 'endless-run.parquet');
    const { what } = await problemOf(readFile(path, { n: 'integer', text: 'text?' }));
    expect(what).toMatch(/^the Parquet file cannot be decoded: column '\w+' \(a run is too large\)$/);
  });

  test('is refused in a vector of Arrow metadata', async () => {
    const path = join(fixtures, 'endless-vector.arrow');
    const { what } = await problemOf(readFile(path, { time: 'timestamp?' }));
    expect(what).toBe('the Arrow file cannot be decoded: its messages (a vector is longer than the file)');
  });
});

describe('files as other programs write them:', () => {
  test.each(['pandas.feather', 'pandas.parquet'])('%s', async (name) => {
    const schema = { time: 'timestamp', n: 'integer', user: 'text', none: 'text?' } as const;
    const { rows } = await readFile(join(fixtures, name), schema);
    expect(rows).toHaveLength(500);
    expect(rows[499]).toEqual([micros('2026-01-01T00:08:19Z'), 499, 'user 1', null]);
  });

  test('timestamps of 96 bits, as Spark and Hive write them', async () => {
    const { rows } = await readFile(join(fixtures, 'int96.parquet'), { time: 'timestamp' });
    expect(rows).toEqual([[micros('2015-01-01') + 1], [-1]]);
  });

  test('categories of Polars', async () => {
    const { rows } = await readFile(join(fixtures, 'polars.arrow'), { n: 'integer', user: 'text' });
    expect(rows).toEqual([
      [0, 'ann'],
      [1, 'bob'],
      [2, 'ann'],
    ]);
  });

  test('a dictionary that stands after the records that use it', async () => {
    const path = join(fixtures, 'dictionary-after-records.arrow');
    const { rows } = await readFile(path, { amount: 'integer', user: 'text' });
    expect(rows.slice(0, 3)).toEqual([
      [0, 'ann'],
      [1, 'bob'],
      [2, 'ann'],
    ]);
  });
});
