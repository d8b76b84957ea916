import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Schema } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import { durableSinkKinds, openSink, readCommitted, sinkKinds } from './index.ts';
import type { MemorySink } from './memory.ts';
import type { NoneSink } from './none.ts';
import type { CommittedOutput, CommittedRow, Guarantee, Sink, SinkKind } from './sink.ts';
import { SqliteSink } from './sqlite.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-sink-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** Whether a sink shows its rows: in a checksum nothing can be replaced. */
const showsRows: Readonly<Record<SinkKind, boolean>> = { none: false, memory: true, file: true, sqlite: true };

function rowsOf(schema: Schema, rows: readonly CommittedRow[], dictionary = new Dictionary()): OutputRows {
  const output = new OutputRows(schema, dictionary);
  for (const [cause, ...values] of rows) fill(output, output.reserve(cause), values);
  return output;
}

function fill(output: OutputRows, row: number, values: readonly CommittedRow[number][]): void {
  output.table.columns.forEach((column, index) => {
    const value = values[index];
    if (column.nulls !== undefined) column.nulls[row] = value === null ? 1 : 0;
    // A null's cell keeps what an earlier row left there, as in a run.
    column.values[row] =
      value === null ? 77 : typeof value === 'string' ? output.table.dictionary.encode(value) : Number(value);
  });
}

/** What a sink of each kind shows of its committed rows and position, and what its rows must be for those given. */
interface Observer {
  readonly guarantee: Guarantee;
  readonly shown: (sink: Sink, schema: Schema) => { rows: unknown; position: number };
  readonly expected: (rows: readonly CommittedRow[], dictionary: Dictionary) => unknown;
}

const rowsAsTheyAre = (rows: readonly CommittedRow[]): unknown => rows;

const observers: Readonly<Record<SinkKind, Observer>> = {
  none: {
    guarantee: 'none',
    shown: (sink) => ({ rows: (sink as NoneSink).checksum, position: sink.position }),
    expected: checksumOf,
  },
  memory: {
    guarantee: 'none',
    shown: (sink) => ({ rows: (sink as MemorySink).rows, position: sink.position }),
    expected: rowsAsTheyAre,
  },
  file: { guarantee: 'exactly-once', shown: (_, schema) => readAt('file', schema), expected: rowsAsTheyAre },
  sqlite: { guarantee: 'exactly-once', shown: (_, schema) => readAt('sqlite', schema), expected: rowsAsTheyAre },
};

function readAt(kind: 'file' | 'sqlite', schema: Schema): CommittedOutput {
  return readCommitted(kind, { directory, schema });
}

function checksumOf(rows: readonly CommittedRow[], dictionary: Dictionary): number {
  const cells = rows
    .flat()
    .map((value) =>
      value === null ? 0x9e3779b9 : typeof value === 'string' ? dictionary.encode(value) : Number(value),
    );
  // Modulo 2^32 in exact integers.
  const sum = cells.reduce(
    (checksum, cell) => BigInt.asIntN(32, checksum * 31n + BigInt(Number.isFinite(cell) ? Math.trunc(cell) : 0)),
    0n,
  );
  return Number(sum);
}

const pairs = { name: 'text', amount: 'integer' } as const;

describe('sinkKinds', () => {
  test('are those of the design', () => {
    expect(sinkKinds).toEqual(['none', 'memory', 'file', 'sqlite']);
    expect(durableSinkKinds).toEqual(['file', 'sqlite']);
  });
});

describe.each(sinkKinds)('%s sink', (kind) => {
  const { guarantee, shown, expected } = observers[kind];
  const dictionary = new Dictionary();
  const open = (schema: Schema): Sink => openSink(kind, { directory, schema, sync: 'normal' });

  function expectCommitted(sink: Sink, schema: Schema, rows: readonly CommittedRow[], position: number): void {
    expect(shown(sink, schema)).toEqual({ rows: expected(rows, dictionary), position });
    expect(sink.position).toBe(position);
  }

  /** Writes the rows to a new sink in one commit and expects them to be shown. */
  function expectToKeep(schema: Schema, rows: readonly CommittedRow[]): void {
    const sink = open(schema);
    sink.write(rowsOf(schema, rows, dictionary));
    sink.commit(rows.length);
    expectCommitted(sink, schema, rows, rows.length);
    sink.close();
  }

  test('states its guarantee', () => {
    const sink = open(pairs);
    expect(sink.guarantee).toBe(guarantee);
    sink.close();
  });

  test('is empty and at position 0 when new', () => {
    const sink = open(pairs);
    expectCommitted(sink, pairs, [], 0);
    sink.close();
  });

  test('shows written rows and the new position only after the commit, and both then', () => {
    const sink = open(pairs);
    sink.write(rowsOf(pairs, [[0, 'a', 1]], dictionary));
    sink.write(rowsOf(pairs, [[2, 'b', 2]], dictionary));
    expectCommitted(sink, pairs, [], 0);
    sink.commit(3);
    expectCommitted(
      sink,
      pairs,
      [
        [0, 'a', 1],
        [2, 'b', 2],
      ],
      3,
    );
    sink.write(rowsOf(pairs, [[4, 'c', 3]], dictionary));
    expectCommitted(
      sink,
      pairs,
      [
        [0, 'a', 1],
        [2, 'b', 2],
      ],
      3,
    );
    sink.close();
  });

  test('keeps rows whose container is cleared and filled again before the commit', () => {
    const sink = open(pairs);
    const rows = rowsOf(pairs, [[0, 'first', 1]], dictionary);
    sink.write(rows);
    rows.clear();
    fill(rows, rows.reserve(1), ['second', 2]);
    sink.write(rows);
    sink.commit(2);
    expectCommitted(
      sink,
      pairs,
      [
        [0, 'first', 1],
        [1, 'second', 2],
      ],
      2,
    );
    sink.close();
  });

  test('keeps the rows of many commits in the order of writing', () => {
    const sink = open(pairs);
    const all: CommittedRow[] = [];
    for (let commit = 0; commit < 100; commit++) {
      const rows = Array.from({ length: commit % 4 }, (_, index): CommittedRow => [
        commit * 10 + index,
        `key ${commit % 7}`,
        -commit,
      ]);
      all.push(...rows);
      sink.write(rowsOf(pairs, rows, dictionary));
      sink.commit((commit + 1) * 10);
    }
    expectCommitted(sink, pairs, all, 1000);
    sink.close();
  });

  test('moves the position in a commit without rows', () => {
    const sink = open(pairs);
    sink.commit(5);
    expectCommitted(sink, pairs, [], 5);
    sink.write(rowsOf(pairs, []));
    sink.commit(9);
    expectCommitted(sink, pairs, [], 9);
    sink.close();
  });

  test('drops rows that were not committed when it is closed, once or twice', () => {
    const sink = open(pairs);
    sink.write(rowsOf(pairs, [[0, 'kept', 1]], dictionary));
    sink.commit(1);
    sink.write(rowsOf(pairs, [[1, 'dropped', 2]], dictionary));
    sink.close();
    sink.close();
    expectCommitted(sink, pairs, [[0, 'kept', 1]], 1);
  });

  test('keeps more rows in one commit than its buffers start with', () => {
    const rows = Array.from({ length: 5000 }, (_, index): CommittedRow => [index, `text number ${index} 😀`, index]);
    expectToKeep(pairs, rows);
  });

  test('keeps quotes, line breaks, emoji, NUL and text that looks like its own format', () => {
    const texts = [
      '"',
      "'",
      '\\',
      '\n',
      '\r\n',
      '\u2028',
      '\t',
      '😀',
      'é',
      '\0',
      'a\0b',
      '',
      ' ',
      'null',
      'NaN',
      '12',
      '{"position":3}',
      '\n{"position":3}\n',
    ];
    expectToKeep(
      { text: 'text' },
      texts.map((text, index): CommittedRow => [index, text]),
    );
  });

  test('keeps nulls of every type apart from zero, false and the empty text', () => {
    const schema = { i: 'integer?', f: 'float?', b: 'boolean?', t: 'text?', at: 'timestamp?' } as const;
    expectToKeep(schema, [
      [0, null, null, null, null, null],
      [1, 0, 0, false, '', 0],
      [2, null, 2, null, 'x', null],
    ]);
  });

  test('keeps NaN, the infinities and null apart', () => {
    expectToKeep({ f: 'float?', g: 'float' }, [
      [0, Number.NaN, Number.NaN],
      [1, Infinity, -Infinity],
      [2, null, 0],
    ]);
  });

  test('keeps floats to the last bit', () => {
    const floats = [0.1, 1 / 3, -1e-300, Number.MIN_VALUE, Number.MAX_VALUE, 1e21, 123456789.12345679, 2 ** 60, 5];
    expectToKeep(
      { f: 'float' },
      floats.map((float, index): CommittedRow => [index, float]),
    );
  });

  test('keeps integers to ±2^53, and timestamps in microseconds', () => {
    const limit = 2 ** 53;
    expectToKeep({ i: 'integer', at: 'timestamp' }, [
      [limit, limit, 1_700_000_000_000_001],
      [1, -limit, -1],
      [2, limit - 1, limit],
      [3, 1 - limit, 0],
    ]);
  });

  test('keeps booleans as booleans', () => {
    expectToKeep({ b: 'boolean' }, [
      [0, true],
      [1, false],
    ]);
  });

  test('takes any column name', () => {
    const names = [
      'two words',
      'say "hi"',
      "it's",
      'position',
      'cause',
      'Cause',
      'a',
      'A',
      '',
      'select',
      'rowid',
      'x\0y',
      'ümläut 😀',
      ');--',
      '1',
      '?',
      '__proto__',
    ];
    const schema = Object.fromEntries(names.map((name) => [name, 'integer'])) as Schema;
    expectToKeep(schema, [
      [3, ...names.map((_, index) => index)],
      [4, ...names.map((_, index) => -1 - index)],
    ]);
  });

  test('shows the same whatever the boundaries of writes and commits', () => {
    const schema = { t: 'text?', f: 'float', b: 'boolean?' } as const;
    const row = fc.tuple(
      fc.nat(),
      fc.option(fc.string({ unit: 'binary' })),
      fc.double().map((float) => float + 0), // −0 is not canonical, hence in no row
      fc.option(fc.boolean()),
    );
    const step = fc.record({ rows: fc.array(row, { maxLength: 5 }), commits: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        rmSync(directory, { recursive: true });
        directory = mkdtempSync(join(tmpdir(), 'stream-bench-sink-'));
        const sink = open(schema);
        const written: CommittedRow[] = [];
        let committed = 0;
        steps.forEach(({ rows, commits }, index) => {
          sink.write(rowsOf(schema, rows, dictionary));
          written.push(...rows);
          if (!commits) return;
          sink.commit(index + 1);
          committed = written.length;
        });
        sink.close();
        expectCommitted(sink, schema, written.slice(0, committed), steps.findLastIndex(({ commits }) => commits) + 1);
      }),
      { numRuns: 30 },
    );
  });
});

describe.each(sinkKinds.filter((kind) => showsRows[kind]))('%s sink with a key', (kind) => {
  const dictionary = new Dictionary();
  const open = (schema: Schema, key: readonly string[]): Sink =>
    openSink(kind, { directory, schema, key, sync: 'normal' });

  function shown(sink: Sink, schema: Schema, key: readonly string[]): CommittedOutput {
    return kind === 'memory'
      ? (sink as MemorySink)
      : readCommitted(kind as 'file' | 'sqlite', { directory, schema, key });
  }

  test('has a row take the place of the one with its key, within a commit and after it', () => {
    const sink = open(pairs, ['name']);
    sink.write(
      rowsOf(pairs, [
        [0, 'a', 1],
        [1, 'b', 2],
        [2, 'a', 3],
      ]),
    );
    sink.commit(3);
    expect(shown(sink, pairs, ['name']).rows).toEqual([
      [2, 'a', 3],
      [1, 'b', 2],
    ]);
    sink.write(
      rowsOf(pairs, [
        [3, 'b', 4],
        [4, 'c', 5],
      ]),
    );
    expect(shown(sink, pairs, ['name']).rows).toEqual([
      [2, 'a', 3],
      [1, 'b', 2],
    ]);
    sink.commit(5);
    expect(shown(sink, pairs, ['name']).rows).toEqual([
      [2, 'a', 3],
      [3, 'b', 4],
      [4, 'c', 5],
    ]);
    expect(shown(sink, pairs, ['name']).position).toBe(5);
    sink.close();
  });

  test('drops replacements that were not committed', () => {
    const sink = open(pairs, ['name']);
    sink.write(rowsOf(pairs, [[0, 'a', 1]]));
    sink.commit(1);
    sink.write(rowsOf(pairs, [[1, 'a', 2]]));
    sink.close();
    expect(shown(sink, pairs, ['name']).rows).toEqual([[0, 'a', 1]]);
  });

  test.each<[string, Schema, readonly CommittedRow[]]>([
    [
      'null, apart from 0, the empty text and false',
      { t: 'text?', n: 'integer?', b: 'boolean?' },
      [
        [0, null, 0, false],
        [1, '', 0, false],
        [2, null, null, false],
        [3, null, 0, null],
        [4, 'null', 0, false],
      ],
    ],
    [
      'NaN, apart from null and the infinities',
      { f: 'float?' },
      [
        [0, Number.NaN],
        [1, null],
        [2, Infinity],
        [3, -Infinity],
        [4, 0],
      ],
    ],
    [
      'columns that stay apart',
      { a: 'text', b: 'text' },
      [
        [0, 'a', ','],
        [1, 'a,', ''],
        [2, '', 'a,'],
        [3, ',', 'a'],
      ],
    ],
    [
      'names with quotes',
      { 'it\'s "so"': 'integer', cause: 'text', select: 'integer?' },
      [
        [0, 1, 'x', 1],
        [1, 1, 'x', null],
      ],
    ],
  ])('takes as keys %s', (_, schema, rows) => {
    const key = Object.keys(schema);
    const sink = open(schema, key);
    const again = rows.map(([cause, ...values]): CommittedRow => [cause + 10, ...values]);
    sink.write(rowsOf(schema, rows, dictionary));
    sink.write(rowsOf(schema, again, dictionary));
    sink.commit(1);
    expect(shown(sink, schema, key).rows).toEqual(again);
    sink.close();
  });

  test('shows the same whatever the boundaries of writes and commits', () => {
    const schema = { amount: 'integer', name: 'text?', kind: 'boolean' } as const;
    const row = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('a', 'b', '', null), fc.boolean());
    fc.assert(
      fc.property(
        fc.array(fc.record({ rows: fc.array(row, { maxLength: 4 }), commits: fc.boolean() }), { maxLength: 8 }),
        (steps) => {
          rmSync(directory, { recursive: true });
          directory = mkdtempSync(join(tmpdir(), 'stream-bench-sink-'));
          const sink = open(schema, ['kind', 'name']);
          for (const { rows, commits } of steps) {
            sink.write(rowsOf(schema, rows, dictionary));
            if (commits) sink.commit(0);
          }
          sink.close();
          const committed = steps
            .slice(0, steps.findLastIndex(({ commits }) => commits) + 1)
            .flatMap(({ rows }) => rows);
          const last = new Map(committed.map((each) => [JSON.stringify(each.slice(2)), each]));
          expect(shown(sink, schema, ['kind', 'name']).rows).toEqual([...last.values()]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

test.each(durableSinkKinds)('%s sink with a key goes on replacing where it was closed', (kind) => {
  for (const [cause, amount] of [
    [0, 1],
    [1, 2],
  ]) {
    const sink = openSink(kind, { directory, schema: pairs, key: ['name'], sync: 'full' });
    sink.write(rowsOf(pairs, [[cause, 'a', amount]]));
    sink.commit(cause + 1);
    sink.close();
  }
  expect(readCommitted(kind, { directory, schema: pairs, key: ['name'] })).toEqual({
    rows: [[1, 'a', 2]],
    position: 2,
  });
});

describe.each(durableSinkKinds)('%s sink', (kind) => {
  const open = (sync: 'normal' | 'full' = 'normal'): Sink => openSink(kind, { directory, schema: pairs, sync });

  test('has nothing at position 0 in a folder that none has written', () => {
    expect(readAt(kind, pairs)).toEqual({ rows: [], position: 0 });
  });

  test.each(['normal', 'full'] as const)('goes on where it was closed, with sync %s', (sync) => {
    const first = open(sync);
    first.write(rowsOf(pairs, [[0, 'a', 1]]));
    first.commit(4);
    first.write(rowsOf(pairs, [[5, 'dropped', 5]]));
    first.close();
    const second = open(sync);
    expect(second.position).toBe(4);
    second.write(rowsOf(pairs, [[4, 'b', 2]]));
    second.commit(5);
    second.close();
    expect(readAt(kind, pairs)).toEqual({
      rows: [
        [0, 'a', 1],
        [4, 'b', 2],
      ],
      position: 5,
    });
  });

  test('refuses to commit once it is closed', () => {
    const sink = open();
    sink.close();
    expect(() => sink.commit(1)).toThrow(/closed|not open/);
  });
});

function ndjsonPath(): string {
  return join(directory, 'output.ndjson');
}

describe('file sink', () => {
  test('writes one object for each row and a position line for each commit', () => {
    const schema = { 'a b': 'text', f: 'float', b: 'boolean', at: 'timestamp?' } as const;
    const sink = openSink('file', { directory, schema, sync: 'normal' });
    sink.write(
      rowsOf(schema, [
        [0, 'x"', Number.NaN, true, 1_700_000_000_000_000],
        [1, 'y', -Infinity, false, null],
      ]),
    );
    sink.commit(2);
    sink.commit(3);
    sink.close();
    expect(readFileSync(ndjsonPath(), 'utf8').split('\n')).toEqual([
      '{"cause":0,"a b":"x\\"","f":"NaN","b":true,"at":1700000000000000}',
      '{"cause":1,"a b":"y","f":"-Infinity","b":false,"at":null}',
      '{"position":2}',
      '{"position":3}',
      '',
    ]);
  });

  test('cut off at any byte reads, and goes on, as of the last whole commit', () => {
    const sink = openSink('file', { directory, schema: pairs, sync: 'normal' });
    sink.write(
      rowsOf(pairs, [
        [0, 'a😀', 1],
        [0, 'b', 2],
      ]),
    );
    sink.commit(1);
    const firstEnd = readFileSync(ndjsonPath()).length;
    sink.write(rowsOf(pairs, [[1, 'c\n', 3]]));
    sink.commit(12);
    sink.close();
    const whole = readFileSync(ndjsonPath());
    const rows = [
      [0, 'a😀', 1],
      [0, 'b', 2],
      [1, 'c\n', 3],
    ];
    for (let bytes = whole.length; bytes >= 0; bytes--) {
      writeFileSync(ndjsonPath(), whole);
      truncateSync(ndjsonPath(), bytes);
      const [count, position] = bytes === whole.length ? [3, 12] : bytes >= firstEnd ? [2, 1] : [0, 0];
      expect(readAt('file', pairs)).toEqual({ rows: rows.slice(0, count), position });
      const reopened = openSink('file', { directory, schema: pairs, sync: 'normal' });
      expect(reopened.position).toBe(position);
      reopened.write(rowsOf(pairs, [[20, 'next', 9]]));
      reopened.commit(21);
      reopened.close();
      expect(readAt('file', pairs)).toEqual({ rows: [...rows.slice(0, count), [20, 'next', 9]], position: 21 });
    }
  });

  test('finds its last commit before a torn tail of any length', () => {
    const sink = openSink('file', { directory, schema: pairs, sync: 'normal' });
    sink.commit(6);
    sink.close();
    appendFileSync(ndjsonPath(), `{"cause":1,"name":"x","amount":1}\n`.repeat(10_000));
    const reopened = openSink('file', { directory, schema: pairs, sync: 'normal' });
    expect(reopened.position).toBe(6);
    reopened.close();
    expect(readFileSync(ndjsonPath(), 'utf8')).toBe('{"position":6}\n');
  });
});

describe('a sink that shows rows at the write', () => {
  const atWrite = (kind: SinkKind): Sink =>
    openSink(kind, { directory, schema: pairs, sync: 'normal', visibleAt: 'write' });

  test.each([
    ['none', 'write', 'none'],
    ['memory', 'write', 'none'],
    ['file', 'write', 'at-least-once'],
    ['sqlite', 'commit', 'exactly-once'],
  ] as const)('%s does so at the %s, and promises %s', (kind, visibleAt, guarantee) => {
    const sink = atWrite(kind);
    expect([sink.visibleAt, sink.guarantee]).toEqual([visibleAt, guarantee]);
    sink.close();
  });

  test.each(sinkKinds)('%s shows them at the commit unless asked', (kind) => {
    const sink = openSink(kind, { directory, schema: pairs, sync: 'normal' });
    expect(sink.visibleAt).toBe('commit');
    sink.close();
  });

  test('in memory has them before the position moves', () => {
    const sink = atWrite('memory') as MemorySink;
    sink.write(rowsOf(pairs, [[0, 'a', 1]]));
    expect([sink.rows, sink.position]).toEqual([[[0, 'a', 1]], 0]);
  });

  test('in a checksum has them before the position moves', () => {
    const sink = atWrite('none') as NoneSink;
    const { checksum } = sink;
    sink.write(rowsOf(pairs, [[7, 'a', 1]]));
    expect(sink.checksum).not.toBe(checksum);
    expect(sink.position).toBe(0);
  });

  test('in a file has them behind the last commit, where readers of commits pass over them and reopening cuts them off', () => {
    const sink = atWrite('file');
    sink.write(rowsOf(pairs, [[0, 'a', 1]]));
    sink.commit(1);
    sink.write(rowsOf(pairs, [[1, 'b', 2]]));
    sink.write(rowsOf(pairs, [[2, 'c', 3]]));
    const committed = '{"cause":0,"name":"a","amount":1}\n{"position":1}\n';
    expect(readFileSync(ndjsonPath(), 'utf8')).toBe(
      `${committed}{"cause":1,"name":"b","amount":2}\n{"cause":2,"name":"c","amount":3}\n`,
    );
    expect(readAt('file', pairs)).toEqual({ rows: [[0, 'a', 1]], position: 1 });
    sink.close();
    const reopened = atWrite('file');
    expect([reopened.position, readFileSync(ndjsonPath(), 'utf8')]).toEqual([1, committed]);
    reopened.write(rowsOf(pairs, [[1, 'b', 2]]));
    reopened.commit(2);
    reopened.close();
    expect(readAt('file', pairs)).toEqual({
      rows: [
        [0, 'a', 1],
        [1, 'b', 2],
      ],
      position: 2,
    });
  });
});

describe('SQLite sink', () => {
  test('killed before it had made its tables reads as empty, and opens', () => {
    new DatabaseSync(join(directory, 'output.sqlite')).close();
    expect(readAt('sqlite', pairs)).toEqual({ rows: [], position: 0 });
    const sink = openSink('sqlite', { directory, schema: pairs, sync: 'normal' });
    expect(sink.position).toBe(0);
    sink.close();
  });

  test('loses the rows too when the position cannot be written', () => {
    const path = join(directory, 'output.sqlite');
    const database = new DatabaseSync(path);
    const sink = new SqliteSink(database, path, { schema: pairs, sync: 'normal' });
    sink.write(rowsOf(pairs, [[0, 'kept', 1]]));
    sink.commit(1);
    database.exec(
      `CREATE TEMP TRIGGER refuse BEFORE UPDATE ON main.position BEGIN SELECT RAISE(ABORT, 'refused'); END`,
    );
    sink.write(rowsOf(pairs, [[1, 'lost', 2]]));
    expect(() => sink.commit(2)).toThrow('refused');
    expect(sink.position).toBe(1);
    expect(readAt('sqlite', pairs)).toEqual({ rows: [[0, 'kept', 1]], position: 1 });
  });

  test('stores values that SQL can use: integers, NaN as text, booleans as 0 and 1', () => {
    const schema = { i: 'integer', f: 'float', b: 'boolean', n: 'float' } as const;
    const sink = openSink('sqlite', { directory, schema, sync: 'full' });
    sink.write(rowsOf(schema, [[0, 5, 2, true, Number.NaN]]));
    sink.commit(1);
    sink.close();
    const database = new DatabaseSync(join(directory, 'output.sqlite'), { readOnly: true });
    expect({ ...database.prepare('SELECT typeof(i) ti, typeof(f) tf, b, n FROM output').get() }).toEqual({
      ti: 'integer',
      tf: 'real',
      b: 1,
      n: 'NaN',
    });
    expect(database.prepare('SELECT count(*) c FROM position').get()?.['c']).toBe(1);
    database.close();
  });
});
