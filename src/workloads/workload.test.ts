// What JavaScript makes of operators has no useful type, and is what these tests are about.
// oxlint-disable eqeqeq, typescript/no-unnecessary-condition, typescript/no-unsafe-return, typescript/no-base-to-string
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { count, sum } from '../builder/aggregate.ts';
import { streamFrom, type Output, type Stream } from '../builder/stream.ts';
import { StreamBenchError } from '../errors.ts';
import type { BooleanExpression } from '../pipeline/expression.ts';
import { literal } from '../pipeline/expression.ts';
import type { Row } from '../pipeline/row.ts';
import { when } from '../pipeline/when.ts';
import { csv } from '../sources/csv.ts';
import { workload } from './workload.ts';

const schema = { time: 'timestamp', mag: 'float', depth: 'float?', place: 'text', felt: 'boolean' } as const;
const source = csv({ path: 'quakes.csv', schema, eventTime: 'time' });
type Columns = { time: 'timestamp'; mag: 'float'; depth: 'float'; place: 'text'; felt: 'boolean' };
type Quake = Row<Columns>;
type Quakes = Stream<Columns>;

const quakes = (pipeline: (records: Quakes) => Output) => workload({ name: 'quakes', source, pipeline });
const filtered = (predicate: (quake: Quake) => unknown) =>
  quakes((records) => records.filter(predicate as (quake: Quake) => BooleanExpression));

describe('an expression that is used nowhere is refused: JavaScript has dropped it', () => {
  test.each<[string, (q: Quake) => unknown, string]>([
    ['a && b', (q) => q.mag.gt(1) && q.mag.lt(2), 'the expression mag > 1 (boolean) is built, and used nowhere'],
    ['a || b', (q) => q.mag.gt(1) || q.mag.lt(2), "the function 'predicate' of filter() has '||' after an expression"],
    ['a ?? 0', (q) => (q.mag ?? 0).gt(2), "'predicate' of filter() has '??' after an expression"],
    [
      'a ? b : c',
      (q) => (q.mag.gt(5) ? q.felt : q.depth.gt(3)),
      'the expression mag > 5 (boolean) is built, and used nowhere',
    ],
    ['a column && b', (q) => q.felt && q.mag.gt(1), 'the column felt (boolean) is read, and used nowhere'],
    [
      'within another',
      (q) => q.felt.and((q.depth && q.mag).gt(1)),
      'the column depth (float) is read, and used nowhere',
    ],
    ['columns compared by ===', (q) => q.felt.or((q.mag as unknown) === q.depth), 'the column mag (float) is read'],
    [
      'in a loop',
      (q) => [1, 2, 3].map((least) => q.mag.gt(least)).reduce((a, b) => a && b),
      'the expression mag > 1 (boolean) is built, and used nowhere',
    ],
    [
      'an expression in a helper',
      (q) => between(q, 1, 2),
      'the expression mag > 1 (boolean) is built, and used nowhere',
    ],
  ])('%s', (_, predicate, message) => {
    expect(() => filtered(predicate)).toThrow(message);
  });

  const between = (q: Quake, low: number, high: number) => q.mag.gt(low) && q.mag.lt(high);

  test('!a is no expression', () => {
    expect(() => filtered((q) => !q.felt)).toThrow(
      "the function 'predicate' of filter() must return an expression such as row.amount.gt(5), not false",
    );
  });

  test('the answer says what to write', () => {
    expect(() => filtered((q) => q.mag.gt(1) && q.mag.lt(2))).toThrow(
      /\nWrite \.and\(\), \.or\(\), \.not\(\), .* in place of &&, \|\|, !, /,
    );
  });

  test('its stack begins in the file of the user, so that the loader can name the line', () => {
    try {
      filtered((q) => q.mag.gt(1) && q.mag.lt(2));
      expect.unreachable();
    } catch (error) {
      expect((error as StreamBenchError).stack?.split('\n').find((line) => /^\s+at /.test(line))).toContain(
        'workload.test.ts:',
      );
    }
  });

  test.each<[string, (records: Quakes) => Output, string]>([
    [
      'a stream that is not gone on with',
      (records) => {
        records.filter((q) => q.felt);
        return records;
      },
      "the stream of 'filter' is built, and used nowhere\nA stream does not change",
    ],
    [
      'an aggregate',
      (records) => records.tumblingWindow({ sizeMs: 5, aggregates: (q) => (sum(q.mag), { n: count() }) }),
      'the aggregate sum(mag) is built, and used nowhere',
    ],
    [
      'a when() without an end',
      (records) => records.project((q) => (when(q.felt, 1), { mag: q.mag })),
      'a when() without otherwise() is used nowhere\nEnd it with .otherwise(…)',
    ],
  ])('so is %s', (_, pipeline, message) => {
    expect(() => quakes(pipeline)).toThrow(message);
  });
});

describe('no false alarm', () => {
  test.each<[string, (records: Quakes) => Output]>([
    [
      'for a part that goes into a later operator',
      (records) => {
        let strong: BooleanExpression | undefined;
        return records.filter((q) => ((strong = q.mag.gt(5)), q.felt)).project(() => ({ strong: strong! }));
      },
    ],
    [
      'for a helper of which each operator uses another part',
      (records) => {
        const kinds = (q: Quake) => ({ strong: q.mag.gt(5), deep: q.depth.gt(70) });
        return records.filter((q) => kinds(q).strong).filter((q) => kinds(q).deep);
      },
    ],
    [
      'for a helper of which one operator uses both parts, each by a call of its own',
      (records) => {
        const kinds = (q: Quake) => ({ strong: q.mag.gt(5), deep: q.depth.gt(70) });
        return records.filter((q) => kinds(q).strong.and(kinds(q).deep));
      },
    ],
    ['for rows that are spread', (records) => records.project((q) => ({ ...q, double: q.mag.multiply(2) }))],
    ['for rows without a column', (records) => records.project(({ felt: _felt, ...rest }) => rest)],
    [
      'for rows whose columns are listed',
      (records) =>
        records.project((q) => Object.fromEntries(Object.entries(q).filter(([name]) => name !== 'felt')) as never),
    ],
    [
      'for a stream that is used twice, and an expression that is shared',
      (records) => {
        const strong = records.filter((q) => q.mag.gt(5));
        const shared = literal(5);
        return strong.union(strong).filter((q) => q.mag.lt(shared).or(q.depth.lt(shared)));
      },
    ],
    [
      'for looking whether there is a column',
      (records) => records.filter((q) => ('felt' in q ? q.felt : literal(true))),
    ],
  ])('%s', (_, pipeline) => {
    expect(() => quakes(pipeline)).not.toThrow();
  });

  test('for a pipeline that is built within another, or after one that failed', () => {
    expect(() => filtered((q) => q.felt && q.mag.gt(1))).toThrow('used nowhere');
    expect(() => filtered((q) => (filtered((inner) => inner.felt), q.felt))).not.toThrow();
  });

  test('outside of a workload', () => {
    expect(() => literal(5).gt(4)).not.toThrow();
  });
});

describe('operators of JavaScript that compute with an expression are refused', () => {
  test.each<[string, (q: Quake) => unknown, RegExp]>([
    [
      'a > 2',
      (q) => (q.mag as unknown as number) > 2,
      /cannot compute with the column mag \(float\).*\nWrite \.gt\(\)/,
    ],
    ['a > b', (q) => (q.mag as unknown as number) > (q.depth as unknown as number), /\nWrite \.gt\(\)/],
    ['-a', (q) => -(q.mag as unknown as number), /\nWrite \.gt\(\)/],
    ['a + 1', (q) => (q.mag as unknown as number) + 1, /\nWrite \.add\(\) or \.concat\(\) in place of \+/],
    ['a == 1', (q) => (q.mag as unknown as number) == 1, /\.eq\(\) or \.ne\(\) in place of == or !=/],
    ['`${a}`', (q) => `${q.place as unknown as string}!`, /\nWrite \.concat\(\) in place of a text/],
  ])('%s', (_, predicate, message) => {
    expect(() => filtered(predicate)).toThrow(message);
  });

  test('of aggregates too', () => {
    const ratio = (records: Quakes) =>
      records.tumblingWindow({
        sizeMs: 5,
        aggregates: (q) => ({ ratio: ((sum(q.mag) as unknown as number) / 2) as never }),
      });
    expect(() => quakes(ratio)).toThrow(
      /cannot compute with the aggregate sum\(mag\).*\nCompute with aggregates in a /,
    );
  });

  test('where types can refuse them, they do', () => {
    const types = (q: Quake): unknown[] => [
      // @ts-expect-error -- compares an expression with a number
      q.mag > 2,
      // @ts-expect-error -- adds a number to an expression
      q.mag + 1,
    ];
    // @ts-expect-error -- a boolean of JavaScript is no predicate
    expect(() => quakes((records) => records.filter((q) => !q.felt))).toThrow(StreamBenchError);
    expect(types).toBeTypeOf('function');
  });
});

test('console.log shows streams, rows, expressions and aggregates in words', () => {
  const shown: unknown[] = [];
  quakes((records) => {
    shown.push(records);
    const strong = records.filter((q) => {
      const isStrong = q.mag.gt(5);
      shown.push(q, isStrong);
      return isStrong;
    });
    return strong.tumblingWindow({
      sizeMs: 5,
      aggregates: (q) => {
        const total = sum(q.mag);
        shown.push(total);
        return { total };
      },
    });
  });
  expect(shown.map((value) => inspect(value))).toEqual([
    'a stream (source)',
    'a row',
    'the expression mag > 5 (boolean)',
    'the aggregate sum(mag)',
  ]);
});

describe('a method that is not there', () => {
  test.each<[string, (q: Quake) => unknown, string]>([
    ['misspelt', (q) => typed(q.mag, 'grt'), "(float) has no method 'grt'\nDid you mean 'gt'?"],
    ['of another type', (q) => typed(q.place, 'abs'), "the column place (text) has no method 'abs'\n"],
    ['of a when()', (q) => typed(when(q.felt, 1), 'else'), "has no method 'else'\nEnd it with"],
    ['of an aggregate', (q) => typed(sum(q.mag), 'divide'), 'Compute with aggregates in a project()'],
  ])('%s', (_, predicate, message) => {
    expect(() => filtered(predicate)).toThrow(message);
  });
  const typed = (built: object, method: string): unknown => (Reflect.get(built, method) as () => unknown)();

  test('of a stream', () => {
    const misspelt = (records: Quakes) => Reflect.get(records, 'fliter') as Output;
    expect(() => quakes(misspelt)).toThrow("a stream (source) has no method 'fliter'\nDid you mean 'filter'?");
  });

  test('what JavaScript itself looks up is not refused', async () => {
    const five = literal(5);
    expect(await Promise.resolve(five)).toBe(five);
    expect(JSON.stringify({ five })).toBe('{"five":{}}');
  });
});

describe('a workload', () => {
  test('returns a stream of its own records', () => {
    expect(() => quakes(() => undefined as unknown as Output)).toThrow(
      "the function 'pipeline' of workload() must return a stream of its records, and returned nothing",
    );
    const other = streamFrom(schema, 'time', 0);
    expect(() => quakes(() => other)).toThrow('must return a stream of its records, not a stream (source)');
  });

  test('needs a source with an event time', () => {
    const untimed = csv({ path: 'a.csv', schema, eventTime: 'place' });
    expect(() => workload({ name: 'a', source: untimed, pipeline: (records) => records })).toThrow(
      "'source' of workload(): the event time must be a timestamp that is never null, but column 'place' is text",
    );
  });
});
