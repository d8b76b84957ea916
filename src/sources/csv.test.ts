import { describe, expect, test } from 'vitest';
import { csv } from './csv.ts';
import { fileStore, problemOf, readFile } from './reading.test-program.ts';

const store = fileStore('.csv');
const schema = { n: 'integer', text: 'text' } as const;

describe('the header of a CSV file', () => {
  test.each([
    ['a byte order mark', '\uFEFFn,text\n1,a\n'],
    ['blanks around its names', ' n , text\n1,a\n'],
    ['quotes around its names', '"n","text"\n1,a\n'],
    ['empty lines before it', '\n\nn,text\n1,a\n'],
    ['line ends of Windows', 'n,text\r\n1,a\r\n'],
    ['line ends of old Macs', 'n,text\r1,a\r'],
    ['no line end at the end', 'n,text\n1,a'],
  ])('may have %s', async (_, content) => {
    expect((await readFile(store(content), schema)).rows).toEqual([[1, 'a']]);
  });

  test('must not name a column that is read twice', async () => {
    const path = store('n,text,n\n1,a,2\n');
    expect(await problemOf(readFile(path, schema))).toMatchObject({
      where: path,
      what: "the file has two columns named 'n'",
    });
    expect((await readFile(path, { text: 'text' })).rows).toEqual([['a']]);
  });

  test.each(['\n\n', '\uFEFF'])('must be there: %j', async (content) => {
    const path = store(content);
    expect(await problemOf(readFile(path, schema))).toEqual({
      kind: 'input',
      where: path,
      what: 'the CSV file has only empty lines',
      remedy: 'Its first line should name the columns.',
    });
  });
});

describe('fields of a CSV file', () => {
  test.each<[string, string, string | null]>([
    ['commas within quotes', '"a,b"', 'a,b'],
    ['doubled quotes', '"say ""hi"""', 'say "hi"'],
    ['line breaks within quotes', '"two\nlines"', 'two\nlines'],
    ['line breaks of Windows within quotes', '"two\r\nlines"', 'two\r\nlines'],
    ['blanks', ' a ', ' a '],
    ['a quote in the middle, which is an ordinary character', '5" pipe', '5" pipe'],
    ['a quote that closes too early, which is one too', '"a"b', '"a"b'],
    ['nothing, which is null', '', null],
    ['two quotes, which is null too', '""', null],
  ])('may hold %s', async (_, field, expected) => {
    const path = store(`text,n\n${field},7\n`);
    expect((await readFile(path, { text: 'text?', n: 'integer' })).rows).toEqual([[expected, 7]]);
    if (expected === null) expect((await readFile(path, { text: 'text', n: 'integer' })).rows).toEqual([['', 7]]);
  });

  test.each([
    ['integer', '+007', 7],
    ['integer', ' 7 ', 7],
    ['integer', '-0', 0],
    ['float', '.5', 0.5],
    ['float', '5.', 5],
    ['float', '-1.5E-3', -0.0015],
    ['float', 'NaN', NaN],
    ['float', 'inf', Infinity],
    ['float', '-Infinity', -Infinity],
    ['float', '7', 7],
    ['boolean', 'TRUE', true],
    ['boolean', '0', false],
    ['timestamp', '1970-01-02', 86_400e6],
  ] as const)('%s %j is %s', async (spec, field, expected) => {
    expect((await readFile(store(`cell,x\n${field},\n`), { cell: spec })).rows).toEqual([[expected]]);
  });

  test.each([
    ['integer', '1.5'],
    ['integer', '1e3'],
    ['integer', '0x10'],
    ['integer', '1_000'],
    ['integer', 'seven'],
    ['float', '1,5'],
    ['float', '0x10'],
    ['float', '--1'],
    ['boolean', 'yes'],
    ['boolean', '2'],
    ['timestamp', '1767225600'],
    ['timestamp', '01/31/2026'],
  ] as const)('%s %j is a bad record', async (spec, field) => {
    const path = store(`x,cell\n1,"${field}"\n`);
    expect(await problemOf(readFile(path, { cell: spec }))).toMatchObject({
      kind: 'input',
      where: `${path}:2, column 'cell'`,
      what: `"${field}" is no ${spec}`,
    });
    expect(await readFile(path, { cell: spec }, { badRecords: 'skip' })).toEqual({ rows: [], skipped: 1 });
  });

  test('are cut off in messages', async () => {
    const path = store(`n\n${'x'.repeat(100)}\n`);
    expect((await problemOf(readFile(path, { n: 'integer' }))).what).toBe(`"${'x'.repeat(39)}… is no integer`);
  });
});

describe('lines of a CSV file', () => {
  test.each([
    ['too few fields', '1', 'the record has 1 fields, and the header 2'],
    ['too many fields', '1,a,b', 'the record has 3 fields, and the header 2'],
  ])('with %s are bad records', async (_, line, what) => {
    const path = store(`n,text\n1,a\n${line}\n2,b\n`);
    expect(await problemOf(readFile(path, schema))).toMatchObject({ where: `${path}:3`, what });
    expect(await readFile(path, schema, { badRecords: 'skip' })).toEqual({
      rows: [
        [1, 'a'],
        [2, 'b'],
      ],
      skipped: 1,
    });
  });

  test('are ignored if they are empty', async () => {
    expect(await readFile(store('n,text\n\n1,a\n\n\n2,b\n\n'), schema, { badRecords: 'skip' })).toEqual({
      rows: [
        [1, 'a'],
        [2, 'b'],
      ],
      skipped: 0,
    });
  });

  test.each(['\n', '\r\n'])(
    'that end with %j are counted as in editors: a record has the number of its first line',
    async (end) => {
      const lines = ['n,text', '1,"two', 'lines"', '', '2,"and', '', 'three"', 'bad,"over', 'two"'];
      const path = store(lines.join(end) + end);
      expect((await problemOf(readFile(path, schema))).where).toBe(`${path}:8, column 'n'`);
    },
  );

  test('that are not UTF-8 are bad records; a replacement character alone is not', async () => {
    const latin1 = Buffer.from('n,text\n1,a\n2,Z\u00FCrich\n3,b\n', 'latin1');
    const path = store(latin1);
    expect(await problemOf(readFile(path, schema))).toEqual({
      kind: 'input',
      where: `${path}:3`,
      what: 'the text is not UTF-8',
      remedy: 'Convert the file to UTF-8, for example with iconv.',
    });
    expect(await readFile(path, schema, { badRecords: 'skip' })).toEqual({
      rows: [
        [1, 'a'],
        [3, 'b'],
      ],
      skipped: 1,
    });
    expect((await readFile(store('n,text\n1,\uFFFD\n'), schema)).rows).toEqual([[1, '\uFFFD']]);
    expect((await problemOf(readFile(store(latin1.subarray(0, 15)), schema))).what).toBe('the text is not UTF-8');
  });

  test.each(['fail', 'skip'] as const)(
    'after a quote that is never closed make the file broken under every policy for bad records: %s',
    async (badRecords) => {
      const path = store('n,text\n1,a\n2,"b\n3,c\n4,d\n');
      expect(await problemOf(readFile(path, schema, { badRecords }))).toEqual({
        kind: 'input',
        where: `${path}:3`,
        what: 'the CSV file is broken: a quote that opens here is not closed',
        remedy: 'Copy or write it again.',
      });
      expect((await readFile(path, schema, { limit: 1 })).rows).toEqual([[1, 'a']]);
    },
  );

  test('are not all read into memory after a quote that is never closed', async () => {
    const path = store(`n,text\n1,"a\n${'3,c\n'.repeat(1_000_000)}`);
    expect(await problemOf(readFile(path, schema))).toMatchObject({
      where: `${path}:2`,
      what: 'the CSV file is broken: a quote that opens here is not closed',
    });
  });
});

test('a CSV source has the name of its file, and reads one record for each arrival', async () => {
  const path = store('time,n\n2026-01-31,1\n2026-02-01,2\n');
  const source = csv({ path, schema: { time: 'timestamp', n: 'integer' }, eventTime: 'time' });
  expect(path.endsWith(source.name)).toBe(true);
  expect((await source.read(new Float64Array(2), 1)).row(1)).toEqual([Date.UTC(2026, 1, 1) * 1000, 2]);
  expect(await problemOf(source.read(new Float64Array(3), 1))).toMatchObject({
    where: path,
    what: '3 records are needed, and the file has 2',
  });
});
