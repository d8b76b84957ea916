import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, sum } from '../../../builder/aggregate.ts';
import { streamFrom, type Output } from '../../../builder/stream.ts';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import { compile } from '../../../compile/compile.ts';
import { outputKey } from '../../../operators/output-key.ts';
import { answerByBatch } from '../../local/reference.ts';
import { effectsOf, rowsByBatch } from './effects.ts';
import { numberedRecords } from '../records/numbered-records.ts';
import { jsonReader, jsonWriter } from '../../../row-formats/record-json.ts';
import { SeenRows } from './seen-rows.ts';
import { traced } from '../../traced-plan.ts';

const schema = { time: 'timestamp', user: 'text', amount: 'integer', words: 'text?', share: 'float?' } as const;
/** Keys that JSON does not tell apart by itself. */
const odd = new Map([
  [0, NaN],
  [1, Infinity],
  [2, -Infinity],
]);
const records = new Table(schema, new Dictionary());
for (let record = 0; record < 60; record++) {
  const words = record % 7 === 0 ? null : record % 3 === 0 ? 'same same' : `a b ${record}`;
  records.append([
    1000 * record + 7,
    `user ${record % 4}`,
    record % 10,
    words,
    odd.get(record % 11) ?? (record % 11 === 4 ? null : (record % 5) / 8),
  ]);
}

const stream = streamFrom(schema, 'time', 0);
const pipelines: Readonly<Record<string, Output>> = {
  'a filter and a projection': stream
    .filter((row) => row.amount.lt(7))
    .project((row) => ({ user: row.user, double: row.amount.multiply(2), time: row.time, share: row.share })),
  "a user's function": stream.map({
    columns: { user: 'text', half: 'float' },
    with: (row) => ({ user: row.user.toUpperCase(), half: row.amount / 2 }),
  }),
  'several rows of a record, some of them alike': stream.explode({ column: 'words', into: 'word', separator: ' ' }),
  'state that each row tells': stream.runningAggregate({
    by: ['user'],
    aggregates: (row) => ({ total: sum(row.amount) }),
  }),
  'a table, whose rows replace each other': stream.filter((row) => row.amount.gt(1)).latest({ by: ['user'] }),
  'a table of groups, whose rows replace each other': stream
    .filter((row) => row.amount.gt(1))
    .groupBy({ by: ['user', 'words'], aggregates: (row) => ({ total: sum(row.amount) }) }),
  'groups of numbers that are none': stream.groupBy({ by: ['share'], aggregates: () => ({ rows: count() }) }),
  'groups of several rows of a record': stream
    .explode({ column: 'words', into: 'word', separator: ' ' })
    .groupBy({ by: ['word'], aggregates: () => ({ words: count() }) }),
  'two streams in one': stream.filter((row) => row.amount.lt(5)).union(stream.filter((row) => row.amount.gt(3))),
};

/** The rows of a job as they come through a topic, as text, each with the number of the invocation that wrote it. */
function rowsOf({ plan }: Output, ends: readonly number[]): { readonly text: string; readonly invocation: number }[] {
  const step = compile(traced(plan).plan, numberedRecords(records));
  const write = jsonWriter(step.output.table);
  let from = 0;
  return [...ends, records.length].flatMap((to, invocation) => {
    step.output.clear();
    step.invoke(from, to);
    from = to;
    const { table } = step.output;
    return Array.from({ length: table.length }, (_, row) => ({ text: write(table, row), invocation }));
  });
}

function seenRows({ plan }: Output): { readonly seen: SeenRows; readonly take: (text: string, nanos: number) => void } {
  const [tracing, numbered] = [traced(plan), numberedRecords(records)];
  const seen = new SeenRows(plan, tracing, effectsOf(tracing, numbered), rowsByBatch(tracing.plan, numbered));
  const read = jsonReader(new Table(tracing.plan.schema, new Dictionary()));
  return { seen, take: (text, nanos) => seen.take(read(text), nanos) };
}

const divisions = fc.uniqueArray(fc.integer({ min: 1, max: records.length - 1 }), { maxLength: 20 });

describe.each(Object.entries(pipelines))('of %s', (_, output) => {
  const answer = answerByBatch(output.plan, records);
  const { counts } = effectsOf(traced(output.plan), numberedRecords(records));

  test('each record with an effect is visible when its invocation is, whatever the invocations', () => {
    fc.assert(
      fc.property(divisions, (unsorted) => {
        const ends = unsorted.toSorted((left, right) => left - right);
        const { seen, take } = seenRows(output);
        for (const { text, invocation } of rowsOf(output, ends)) take(text, 100 * invocation);
        const { nanos, missing, unknownRows } = seen.visibility;
        expect([missing, unknownRows, seen.duplicates]).toEqual([0, 0, 0]);
        for (let record = 0; record < records.length; record++) {
          const own = ends.filter((end) => end <= record).length;
          expect(nanos[record]).toBe(counts[record] === 0 ? Infinity : 100 * own);
        }
        expect(seen.output().unorderedDigest).toBe(answer.unorderedDigest);
        expect(seen.output().rows).toBe(answer.rows);
      }),
    );
  });

  test('rows in another order, as they come from several partitions, are the same answer', () => {
    const rows = rowsOf(output, [20, 40]);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        const { seen, take } = seenRows(output);
        for (const { text, invocation } of shuffled) take(text, invocation);
        expect([seen.missing, seen.duplicates]).toEqual([0, 0]);
        expect(seen.output()).toMatchObject({ rows: answer.rows, unorderedDigest: answer.unorderedDigest });
      }),
    );
  });

  test('rows that come twice change neither the answer nor a latency', () => {
    const { seen, take } = seenRows(output);
    const rows = rowsOf(output, [20, 40]);
    for (const { text, invocation } of rows) {
      take(text, 100 * invocation);
      take(text, 100 * invocation + 50);
    }
    expect(seen.output().unorderedDigest).toBe(answer.unorderedDigest);
    expect([...seen.visibility.nanos].every((nanos) => nanos === Infinity || nanos % 100 === 0)).toBe(true);
    const isTable = outputKey(output.plan) !== undefined;
    expect(seen.duplicates).toBe(isTable ? 0 : rows.length);
    expect(seen.output()).toMatchObject({
      duplicates: isTable ? null : rows.length,
      rowsWritten: isTable ? 2 * rows.length : rows.length,
    });
  });

  test('a lost row is noticed also where others come twice, and a row that comes twice is no other answer', () => {
    const rows = rowsOf(output, [20, 40]);
    const isTable = outputKey(output.plan) !== undefined;
    fc.assert(
      fc.property(fc.nat(rows.length - 1), fc.array(fc.nat(rows.length - 1)), (lost, repeated) => {
        const { seen, take } = seenRows(output);
        for (const [index, { text, invocation }] of rows.entries()) if (index !== lost) take(text, 100 * invocation);
        // A row that is the same to the letter takes the place of the lost one, whoever looks.
        const others = repeated.filter((index) => rows[index].text !== rows[lost].text);
        // Earlier rows of a table come before those that replace them.
        if (!isTable) for (const index of others) take(rows[index].text, 1000);
        const isAnother = seen.output().unorderedDigest !== answer.unorderedDigest;
        const showsLess = seen.visibility.missing > 0 || isAnother;
        expect(isTable || showsLess).toBe(true);
        expect(seen.duplicates).toBe(isTable ? 0 : others.length);
        take(rows[lost].text, 1000);
        if (!isTable) expect(seen.output().unorderedDigest).toBe(answer.unorderedDigest);
      }),
    );
  });

  test('of a table the loss of the last row of any group is noticed', () => {
    const rows = rowsOf(output, [20, 40]);
    const key = outputKey(output.plan);
    const keyOf = (text: string): string => {
      const row = JSON.parse(text) as Readonly<Record<string, unknown>>;
      return JSON.stringify(key!.map((name) => row[name]));
    };
    const lasts = key === undefined ? [] : [...new Map(rows.map(({ text }, index) => [keyOf(text), index])).values()];
    for (const lost of lasts) {
      const { seen, take } = seenRows(output);
      for (const [index, { text, invocation }] of rows.entries()) if (index !== lost) take(text, 100 * invocation);
      expect(seen.visibility.missing).toBeGreaterThan(0);
    }
  });

  test('a lost row is noticed', () => {
    const rows = rowsOf(output, [20, 40]);
    for (const lost of rows.keys()) {
      const { seen, take } = seenRows(output);
      for (const [index, { text, invocation }] of rows.entries()) if (index !== lost) take(text, 100 * invocation);
      const isNoticed = seen.visibility.missing > 0 || seen.output().unorderedDigest !== answer.unorderedDigest;
      // Another row of the same group shows all that a lost one did.
      expect(isNoticed || outputKey(output.plan) !== undefined).toBe(true);
    }
  });

  test('a row that batch does not put out is noticed', () => {
    const { seen, take } = seenRows(output);
    for (const { text, invocation } of rowsOf(output, []))
      take(text.replace(/"(user 1|a)"/i, '"other"').replace(/"rows":/, '"rows":9'), invocation);
    expect(seen.output().unorderedDigest).not.toBe(answer.unorderedDigest);
  });
});
