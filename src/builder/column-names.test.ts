import { describe, expect, test } from 'vitest';
import type { Value } from '../columns/column-type.ts';
import { answerOf } from '../operators/answer.test-program.ts';
import type { Expression, NumberExpression } from '../pipeline/expression.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { staticTable } from '../pipeline/static-table.ts';
import { generated } from '../sources/generated.ts';
import { writeSql } from '../sql/write-sql.ts';
import { printPlan } from '../operators/print-plan.ts';
import { count, sum } from './aggregate.ts';
import { streamFrom, type Stream } from './stream.ts';

const windowMs = 0.01;
type Any = Stream<Record<string, 'integer'>>;

/** What every object has, as the name of a column of each kind. */
describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('the name %s', (name) => {
  const records = streamFrom({ time: 'timestamp', [name]: 'integer' }, 'time', 0) as unknown as Any;
  const named = <T>(value: T): Record<string, T> => ({ [name]: value });
  const column = (row: Record<string, Expression>): NumberExpression<'integer'> =>
    row[name] as NumberExpression<'integer'>;

  const pipelines: Record<string, PlanNode> = {
    project: records.project((row) => named(column(row).add(1))).plan,
    lag: records.project((row) => ({ other: column(row) })).lag({ columns: (row) => named(row.other) }).plan,
    aggregate: records.tumblingWindow({ sizeMs: windowMs, aggregates: (row) => named(sum(column(row))) }).plan,
    key: records.slidingWindow({
      sizeMs: windowMs,
      slideMs: windowMs,
      by: [name],
      aggregates: () => ({ n: count() }),
    }).plan,
    session: records.sessionWindow({ gapMs: windowMs, by: [name], aggregates: () => ({ n: count() }) }).plan,
    ranking: records
      .tumblingWindow({ sizeMs: windowMs, aggregates: (row) => named(sum(column(row))) })
      .topK({ k: 1, by: name }).plan,
    running: records
      .project((row) => ({ other: column(row) }))
      .runningAggregate({ aggregates: (row) => named(sum(row.other)) }).plan,
    deduplicate: records.deduplicate({ by: [name], withinMs: windowMs }).plan,
    union: records.union(records).plan,
    'as-of join': records.asOfJoin(
      records.project((row) => ({ [name]: column(row), right: column(row) })),
      { on: [name] },
    ).plan,
    'interval join': records.intervalJoin(
      records.project((row) => ({ [name]: column(row), right: column(row) })),
      { on: [name], withinMs: windowMs },
    ).plan,
    'static table': records.join(
      staticTable({ schema: { other: 'integer', [`${name}2`]: 'integer' }, key: 'other', rows: [] }),
      { on: name, type: 'left' },
    ).plan,
    map: records.map({ columns: { [name]: 'integer' }, with: (row) => named(row[name] + 1) as never }).plan,
    latest: records.latest({ by: [name] }).plan,
    group: records.groupBy({ by: [name], aggregates: (row) => ({ total: sum(column(row)) }) }).plan,
  };

  test.each(Object.entries(pipelines))('is an ordinary one in %s', (_, plan) => {
    const names = Object.keys(plan.schema);
    const { rows } = answerOf(plan, [
      [1, 41],
      [2, 41],
    ]);
    expect(rows.length).toBeGreaterThan(0);
    const cells = rows.map((row) => Object.fromEntries(names.map((each, index) => [each, row[index + 1]])));
    if (names.includes(name)) expect([null, 41, 42, 82]).toContain(cells.at(-1)![name]);
    expect(printPlan(plan).length).toBeGreaterThan(0);
    if (plan.kind !== 'map') expect(writeSql(plan, 'duckdb').query).toContain('SELECT');
  });

  test('is null where a generated record or a function does not give it', async () => {
    const schema = { time: 'timestamp', [name]: 'integer?' } as const;
    const source = generated({ schema, eventTime: 'time', record: () => ({}) as Record<string, Value> as never });
    const table = await source.read(Float64Array.of(0), 1);
    expect(table.row(0)[1]).toBeNull();
    const { plan } = records.map({ columns: { [name]: 'integer' }, with: () => ({}) });
    expect(() => answerOf(plan, [[1, 1]])).toThrow(`the function gave nothing for column '${name}'`);
  });

  test('is refused where a stream has no such column', () => {
    const without = streamFrom({ time: 'timestamp' }, 'time', 0) as unknown as Any;
    expect(() => without.filter((row) => column(row).gt(1))).toThrow(`there is no column '${name}'`);
    expect(() => without.deduplicate({ by: [name], withinMs: 1 })).toThrow(`there is no column '${name}'`);
  });
});

test('a literal object in which __proto__ is no property is refused', () => {
  const records = streamFrom({ time: 'timestamp', amount: 'integer' }, 'time', 0);
  expect(() => records.tumblingWindow({ sizeMs: 1, aggregates: () => ({ __proto__: count() }) })).toThrow(
    "Write a column of that name as { ['__proto__']: … }.",
  );
});
