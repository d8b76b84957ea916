import { describe, expect, test } from 'vitest';
import { count } from '../builder/aggregate.ts';
import { streamFrom } from '../builder/stream.ts';
import { StreamBenchError } from '../errors.ts';
import { planDigest } from '../pipeline/plan-digest.ts';
import { answerOf } from './answer.test-program.ts';
import { filterWithNode } from './filter-with.ts';
import { mapNode } from './map.ts';

const records = streamFrom(
  { time: 'timestamp', name: 'text?', amount: 'float', flag: 'boolean', ['__proto__']: 'integer' },
  'time',
  0,
);

function problemOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof StreamBenchError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('map', () => {
  test('passes plain values, takes back plain values, and keeps the event time', () => {
    const seen: unknown[] = [];
    const { plan } = records.map({
      columns: { shout: 'text?', half: 'float', at: 'timestamp' },
      with: (row) => {
        seen.push({ ...row });
        return { shout: row.name && `${row.name}!`, half: row.amount / 2, at: row.time };
      },
    });
    expect(
      answerOf(plan, [
        [7, 'a', 3, true, 1],
        [8, null, -0, false, 2],
      ]).rows,
    ).toEqual([
      [0, 'a!', 1.5, 7],
      [1, null, 0, 8],
    ]);
    expect(seen).toEqual([
      { time: 7, name: 'a', amount: 3, flag: true, ['__proto__']: 1 },
      { time: 8, name: null, amount: 0, flag: false, ['__proto__']: 2 },
    ]);
  });

  test.each([
    [{ n: 1.5, t: 'x' }, "map() at record 1: the function gave 1.5 for column 'n', which is integer"],
    [{ n: 2 ** 53, t: 'x' }, "gave 9007199254740992 for column 'n', which is integer"],
    [{ n: null, t: 'x' }, "gave null for column 'n', which is integer"],
    [{ n: 1 }, "gave nothing for column 't', which is text?"],
    [{ n: 1, t: 5 }, "gave 5 for column 't', which is text?"],
    [{ n: '1', t: 'x' }, `gave '1' for column 'n', which is integer`],
    [{ n: {}, t: 'x' }, "gave {} for column 'n', which is integer"],
    [undefined, 'map() at record 1: the function returned undefined, and not an object with the columns of the schema'],
    [null, 'returned null, and not an object'],
    [7, 'returned 7, and not an object'],
    [Promise.resolve({ n: 1, t: 'x' }), 'returned a promise, and not an object'],
  ])('refuses %j, and names the record and the column', (row, message) => {
    const plan = mapNode(records.plan, { n: 'integer', t: 'text?' }, () => row as never);
    expect(problemOf(() => answerOf(plan, [[0, 'a', 1, true, 1]]))).toContain(message);
  });

  test('refuses an unknown type and a value that is no function', () => {
    expect(() => mapNode(records.plan, { n: 'int' as never }, () => ({}))).toThrow("column 'n' has the unknown type");
    expect(() => mapNode(records.plan, { n: 'integer' }, 'row' as never)).toThrow('map() takes a function, not "row"');
  });
});

describe('filterWith', () => {
  test('keeps the rows for which the function is true', () => {
    const { plan } = records.filterWith((row) => row.name === 'a' && row.flag);
    const { rows, fates } = answerOf(plan, [
      [0, 'a', 1, true, 1],
      [1, 'a', 1, false, 1],
      [2, null, 1, true, 1],
    ]);
    expect(rows.map(([cause]) => cause)).toEqual([0]);
    expect(fates).toEqual(['emitted', 'dropped', 'dropped']);
  });

  test.each([
    ['true', "returned 'true', which"],
    [Object.create(null), 'which is neither true nor false'],
  ])('refuses %j, which is neither true nor false', (returned, message) => {
    const { plan } = records.filterWith(() => returned as never);
    expect(problemOf(() => answerOf(plan, [[0, 'a', 1, true, 1]]))).toContain(message);
  });

  test('refuses a result that is neither true nor false', () => {
    const { plan } = records.filterWith((row) => row.amount as never);
    expect(problemOf(() => answerOf(plan, [[0, 'a', 1, true, 1]]))).toBe(
      'filterWith() at record 1: the function returned 1, which is neither true nor false',
    );
    const later = filterWithNode(records.plan, (async () => true) as never);
    expect(problemOf(() => answerOf(later, [[0, 'a', 1, true, 1]]))).toContain('returned a promise');
  });

  test('names the record at which the function failed', () => {
    const { plan } = records.filterWith((row) => {
      if (row.amount > 1) throw new RangeError('too much');
      return true;
    });
    expect(
      problemOf(() =>
        answerOf(plan, [
          [0, 'a', 1, true, 1],
          [1, 'a', 2, true, 1],
        ]),
      ),
    ).toMatch(/^user-function\.test\.ts:\d+, filterWith\(\) at record 2: the function failed: too much$/);
  });
});

test('a function that fails at the window of the end is said to fail there', () => {
  const { plan } = records.tumblingWindow({ sizeMs: 10, aggregates: () => ({ payments: count() }) }).filterWith(() => {
    throw new RangeError('too much');
  });
  expect(problemOf(() => answerOf(plan, [[0, 'a', 1, true, 1]]))).toContain('filterWith() at the end of the records:');
});

test('whatever a function throws, it is named', () => {
  const { plan } = records.filterWith(() => {
    throw Object.create(null);
  });
  expect(problemOf(() => answerOf(plan, [[0, 'a', 1, true, 1]]))).toContain('failed: a value that has no text');
});

test('plans that differ only in a number that JSON does not have have different digests', () => {
  const limits = [Infinity, -Infinity, NaN].map((limit) => records.filter((row) => row.amount.lt(limit)));
  expect(new Set(limits.map(({ plan }) => planDigest(plan))).size).toBe(limits.length);
});

test('plans that differ only in a function have different digests', () => {
  const digests = [
    records.filterWith((row) => row.amount > 1),
    records.filterWith((row) => row.amount > 2),
    records.filterWith((row) => row.amount > 1),
  ];
  const [one, other, same] = digests.map(({ plan }) => planDigest(plan));
  expect(one).not.toBe(other);
  expect(one).toBe(same);
});
