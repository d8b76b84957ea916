import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Schema } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { durableSinkKinds, openSink, readCommitted } from './index.ts';
import { sinkKinds, sinks, type SinkKind } from './kinds.ts';
import type { MemorySink } from './memory.ts';
import type { NoneSink } from './none.ts';
import { appendRow, outputOf } from './output-of.test-program.ts';
import { sinkPromises } from './sink-promises.test-program.ts';
import type { CommittedOutput, CommittedRow, Sink } from './sink.ts';

let directory: string;
beforeEach(makeDirectory);
afterEach(removeDirectory);

function makeDirectory(): void {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-sink-'));
}

function removeDirectory(): void {
  rmSync(directory, { recursive: true });
}

/** How the suite sees what a sink has committed. */
interface Observation {
  /** The rows as the sink shows them, and its position. */
  readonly shown: (sink: Sink, schema: Schema, key?: readonly string[]) => { rows: unknown; position: number };
  /** How these rows must be shown. */
  readonly expected: (rows: readonly CommittedRow[], dictionary: Dictionary) => unknown;
}

const rowsThemselves = (rows: readonly CommittedRow[]): unknown => rows;

/** What the suite needs to know of each kind. The compiler asks for the row of a new one. */
const observations: Readonly<Record<SinkKind, Observation>> = {
  none: {
    shown: (sink) => ({ rows: (sink as NoneSink).checksum, position: sink.position }),
    expected: checksumOf,
  },
  memory: {
    shown: (sink) => ({ rows: (sink as MemorySink).rows, position: sink.position }),
    expected: rowsThemselves,
  },
  file: { shown: (_, schema, key) => readAt('file', schema, key), expected: rowsThemselves },
  sqlite: { shown: (_, schema, key) => readAt('sqlite', schema, key), expected: rowsThemselves },
};

function readAt(kind: SinkKind, schema: Schema, key?: readonly string[]): CommittedOutput {
  return readCommitted(kind, { directory, schema, key });
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

describe('the table of sinks', () => {
  test('can read the output of the sinks that guarantee something, and of no other', () => {
    expect(durableSinkKinds).toEqual(sinkKinds.filter((kind) => sinkPromises[kind].commit.guarantee !== 'none'));
    for (const kind of sinkKinds.filter((each) => !durableSinkKinds.includes(each)))
      expect(() => readAt(kind, pairs)).toThrow(`the output of the ${kind} sink`);
  });

  test.each(sinkKinds)('describes the %s sink in part of a sentence', (kind) => {
    expect(sinks[kind].describe).toMatch(/^[a-z].*[^.]$/);
  });
});

const surrogates: readonly CommittedRow[] = [
  [0, '\ud800'],
  [1, '\udfff'],
  [2, '\ufffd'],
];

describe.each(sinkKinds)('%s sink', (kind) => {
  const { shown, expected } = observations[kind];
  const dictionary = new Dictionary();
  const open = (schema: Schema): Sink => openSink(kind, { directory, schema, sync: 'normal' });

  function expectCommitted(sink: Sink, schema: Schema, rows: readonly CommittedRow[], position: number): void {
    expect(shown(sink, schema)).toEqual({ rows: expected(rows, dictionary), position });
    expect(sink.position).toBe(position);
  }

  /** Writes the rows to a new sink in one commit and expects them to be shown. */
  function expectToKeep(schema: Schema, rows: readonly CommittedRow[]): void {
    const sink = open(schema);
    sink.write(outputOf(schema, rows, dictionary));
    sink.commit(rows.length);
    expectCommitted(sink, schema, rows, rows.length);
    sink.close();
  }

  test.each(['commit', 'write', undefined] as const)(
    'states what it promises when it may show rows at: %s',
    (asked) => {
      const sink = openSink(kind, { directory, schema: pairs, sync: 'normal', visibleAt: asked });
      const { visibleAt, guarantee } = sink;
      expect({ visibleAt, guarantee }).toEqual(sinkPromises[kind][asked ?? 'commit']);
      sink.close();
    },
  );

  test('is empty and at position 0 when new', () => {
    const sink = open(pairs);
    expectCommitted(sink, pairs, [], 0);
    sink.close();
  });

  test('shows rows and position together, once they are committed', () => {
    const sink = open(pairs);
    const a: CommittedRow = [0, 'a', 1];
    const b: CommittedRow = [2, 'b', 2];
    sink.write(outputOf(pairs, [a], dictionary));
    sink.write(outputOf(pairs, [b], dictionary));
    expectCommitted(sink, pairs, [], 0);
    sink.commit(3);
    expectCommitted(sink, pairs, [a, b], 3);
    sink.write(outputOf(pairs, [[4, 'c', 3]], dictionary));
    expectCommitted(sink, pairs, [a, b], 3);
    sink.close();
  });

  test('copies rows, so that they may be cleared and filled again before the commit', () => {
    const sink = open(pairs);
    const first: CommittedRow = [0, 'first', 1];
    const second: CommittedRow = [1, 'second', 2];
    const rows = outputOf(pairs, [first], dictionary);
    sink.write(rows);
    rows.clear();
    appendRow(rows, second);
    sink.write(rows);
    sink.commit(2);
    expectCommitted(sink, pairs, [first, second], 2);
    sink.close();
  });

  test('keeps the rows of many commits in the order of writing', () => {
    const sink = open(pairs);
    const all: CommittedRow[] = [];
    for (let commit = 0; commit < 100; commit++) {
      const rowAt = (index: number): CommittedRow => [commit * 10 + index, `key ${commit % 7}`, -commit];
      const rows = Array.from({ length: commit % 4 }, (_, index) => rowAt(index));
      all.push(...rows);
      sink.write(outputOf(pairs, rows, dictionary));
      sink.commit((commit + 1) * 10);
    }
    expectCommitted(sink, pairs, all, 1000);
    sink.close();
  });

  test('moves the position in a commit without rows', () => {
    const sink = open(pairs);
    sink.commit(5);
    expectCommitted(sink, pairs, [], 5);
    sink.write(outputOf(pairs, []));
    sink.commit(9);
    expectCommitted(sink, pairs, [], 9);
    sink.close();
  });

  test('drops rows that were not committed when it is closed, and can be closed twice', () => {
    const sink = open(pairs);
    sink.write(outputOf(pairs, [[0, 'kept', 1]], dictionary));
    sink.commit(1);
    sink.write(outputOf(pairs, [[1, 'dropped', 2]], dictionary));
    sink.close();
    sink.close();
    expectCommitted(sink, pairs, [[0, 'kept', 1]], 1);
  });

  test('keeps more rows in one commit than its buffers first hold', () => {
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

  test('keeps U+FFFD for lone surrogates, which UTF-8 cannot hold', () => {
    const schema = { text: 'text' } as const;
    const sink = open(schema);
    sink.write(outputOf(schema, surrogates, dictionary));
    sink.commit(3);
    expectCommitted(
      sink,
      schema,
      surrogates.map(([cause]): CommittedRow => [cause, '\ufffd']),
      3,
    );
    sink.close();
  });

  test('distinguishes nulls of every type from zero, false and the empty text', () => {
    const schema = { i: 'integer?', f: 'float?', b: 'boolean?', t: 'text?', at: 'timestamp?' } as const;
    expectToKeep(schema, [
      [0, null, null, null, null, null],
      [1, 0, 0, false, '', 0],
      [2, null, 2, null, 'x', null],
    ]);
  });

  test('distinguishes NaN, the infinities and null', () => {
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

  test('accepts any column name', () => {
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

  test('shows the same rows wherever writes and commits end', () => {
    const schema = { t: 'text?', f: 'float', b: 'boolean?' } as const;
    const row = fc.tuple(
      fc.nat(),
      fc.option(fc.string({ unit: 'binary' })),
      fc.double().map((float) => float + 0), // −0 is not canonical: no row holds it
      fc.option(fc.boolean()),
    );
    const step = fc.record({ rows: fc.array(row, { maxLength: 5 }), commits: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        removeDirectory();
        makeDirectory();
        const sink = open(schema);
        const written: CommittedRow[] = [];
        let committed = 0;
        steps.forEach(({ rows, commits }, index) => {
          sink.write(outputOf(schema, rows, dictionary));
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

/** A checksum cannot show that a row was replaced. */
const kindsThatShowRows = sinkKinds.filter((kind) => observations[kind].expected === rowsThemselves);

describe.each(kindsThatShowRows)('%s sink with a key', (kind) => {
  const { shown } = observations[kind];
  const dictionary = new Dictionary();
  const open = (schema: Schema, key: readonly string[]): Sink =>
    openSink(kind, { directory, schema, key, sync: 'normal' });

  test('replaces a row by a later one with the same key, within a commit and after it', () => {
    const sink = open(pairs, ['name']);
    const rowsShown = (): unknown => shown(sink, pairs, ['name']).rows;
    const [a, b, laterA, laterB, c]: CommittedRow[] = [
      [0, 'a', 1],
      [1, 'b', 2],
      [2, 'a', 3],
      [3, 'b', 4],
      [4, 'c', 5],
    ];
    sink.write(outputOf(pairs, [a, b, laterA]));
    sink.commit(3);
    expect(rowsShown()).toEqual([laterA, b]);
    sink.write(outputOf(pairs, [laterB, c]));
    expect(rowsShown()).toEqual([laterA, b]);
    sink.commit(5);
    expect(rowsShown()).toEqual([laterA, laterB, c]);
    expect(shown(sink, pairs, ['name']).position).toBe(5);
    sink.close();
  });

  test('drops replacements that were not committed', () => {
    const sink = open(pairs, ['name']);
    sink.write(outputOf(pairs, [[0, 'a', 1]]));
    sink.commit(1);
    sink.write(outputOf(pairs, [[1, 'a', 2]]));
    sink.close();
    expect(shown(sink, pairs, ['name']).rows).toEqual([[0, 'a', 1]]);
  });

  test.each<[string, Schema, readonly CommittedRow[]]>([
    [
      'null as different from 0, the empty text and false',
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
      'NaN as different from null and the infinities',
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
      'values of several columns that read the same when joined',
      { a: 'text', b: 'text' },
      [
        [0, 'a', ','],
        [1, 'a,', ''],
        [2, '', 'a,'],
        [3, ',', 'a'],
      ],
    ],
    [
      'names of properties that every object has',
      { ['__proto__']: 'text', constructor: 'integer', toString: 'boolean' } as Schema,
      [
        [0, 'x', 1, true],
        [1, 'y', 1, true],
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
  ])('treats as keys %s', (_, schema, rows) => {
    const key = Object.keys(schema);
    const sink = open(schema, key);
    const again = rows.map(([cause, ...values]): CommittedRow => [cause + 10, ...values]);
    sink.write(outputOf(schema, rows, dictionary));
    sink.write(outputOf(schema, again, dictionary));
    sink.commit(1);
    expect(shown(sink, schema, key).rows).toEqual(again);
    sink.close();
  });

  test('treats lone surrogates as one key: all are U+FFFD', () => {
    const schema = { text: 'text' } as const;
    const sink = open(schema, ['text']);
    for (const row of surrogates) sink.write(outputOf(schema, [row], dictionary));
    sink.commit(3);
    expect(shown(sink, schema, ['text']).rows).toEqual([[2, '\ufffd']]);
    sink.close();
  });

  test('shows the same rows wherever writes and commits end', () => {
    const schema = { amount: 'integer', name: 'text?', kind: 'boolean' } as const;
    const row = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('a', 'b', '', null), fc.boolean());
    const step = fc.record({ rows: fc.array(row, { maxLength: 4 }), commits: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        removeDirectory();
        makeDirectory();
        const sink = open(schema, ['kind', 'name']);
        for (const { rows, commits } of steps) {
          sink.write(outputOf(schema, rows, dictionary));
          if (commits) sink.commit(0);
        }
        sink.close();
        const committedSteps = steps.slice(0, steps.findLastIndex(({ commits }) => commits) + 1);
        const committed = committedSteps.flatMap(({ rows }) => rows);
        const last = new Map(committed.map((each) => [JSON.stringify(each.slice(2)), each]));
        expect(shown(sink, schema, ['kind', 'name']).rows).toEqual([...last.values()]);
      }),
      { numRuns: 30 },
    );
  });
});

test.each(durableSinkKinds)('%s sink with a key replaces rows from before it was closed', (kind) => {
  for (const [cause, amount] of [
    [0, 1],
    [1, 2],
  ]) {
    const sink = openSink(kind, { directory, schema: pairs, key: ['name'], sync: 'full' });
    sink.write(outputOf(pairs, [[cause, 'a', amount]]));
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

  test('reads as empty at position 0 in a folder that no sink has written', () => {
    expect(readAt(kind, pairs)).toEqual({ rows: [], position: 0 });
  });

  test.each(['normal', 'full'] as const)('goes on where it was closed, with sync %s', (sync) => {
    const a: CommittedRow = [0, 'a', 1];
    const b: CommittedRow = [4, 'b', 2];
    const first = open(sync);
    first.write(outputOf(pairs, [a]));
    first.commit(4);
    first.write(outputOf(pairs, [[5, 'dropped', 5]]));
    first.close();
    const second = open(sync);
    expect(second.position).toBe(4);
    second.write(outputOf(pairs, [b]));
    second.commit(5);
    second.close();
    expect(readAt(kind, pairs)).toEqual({ rows: [a, b], position: 5 });
  });

  test('refuses to commit once it is closed', () => {
    const sink = open();
    sink.close();
    expect(() => sink.commit(1)).toThrow(/closed|not open/);
  });
});
