import fc from 'fast-check';
import { count, first, last, sum, type Aggregate } from '../../builder/aggregate.ts';
import { streamFrom, type Output, type Stream } from '../../builder/stream.ts';
import { microsOf } from '../../pipeline/micros.ts';
import type { NumberExpression } from '../../pipeline/expression.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import type { Row } from '../../pipeline/row.ts';

type KeyedTypes = { readonly key: 'integer'; readonly value: 'integer' };
type Keyed = Stream<KeyedTypes>;
type Stage = (rows: Keyed) => Keyed;
type Integer = NumberExpression<'integer'>;

/** The most by which a record is behind the latest one, in microseconds: none is late. */
export const watermarkDelayMicros = 20;

const distanceMs = fc.nat(40).map((micros) => micros / 1000);
const sizeMs = fc.integer({ min: 1, max: 40 }).map((micros) => micros / 1000);
const idleMs = fc.option(distanceMs, { nil: undefined });

/** One number that depends on two. */
function mixed(left: Integer, right: Integer): Integer {
  return left.multiply(31).add(right.coalesce(7)).remainder(10_007).coalesce(0);
}

/** Operators that keep state by the key and pass rows on when a record arrives. */
const oneInput: Record<string, fc.Arbitrary<Stage>> = {
  filter: fc.nat(3).map((least) => (rows) => rows.filter(({ value }) => value.remainder(5).ge(least))),
  deduplicate: distanceMs.map((withinMs) => (rows) => rows.deduplicate({ by: ['key'], withinMs })),
  lag: idleMs.map(
    (idle) => (rows) =>
      rows
        .lag({ by: ['key'], columns: ({ value }) => ({ before: value }), ...(idle !== undefined && { idleMs: idle }) })
        .project(({ key, value, before }) => ({ key, value: mixed(value, before) })),
  ),
  'running-aggregate': idleMs.map(
    (idle) => (rows) =>
      rows
        .runningAggregate({
          by: ['key'],
          aggregates: ({ value }) => ({ total: sum(value) }),
          ...(idle !== undefined && { idleMs: idle }),
        })
        .project(({ key, value, total }) => ({ key, value: mixed(value, total) })),
  ),
};

const branch = chainOf(oneInput, 1);

/** The same for operators that join a stream with a branch of itself. */
const twoInputs: Record<string, fc.Arbitrary<Stage>> = {
  union: branch.map((other) => (rows) => rows.union(other(rows))),
  'interval-join': fc.tuple(branch, distanceMs, distanceMs).map(
    ([other, beforeMs, afterMs]) =>
      (rows) =>
        rows
          .intervalJoin(renamed(other(rows)), { on: ['key'], beforeMs, afterMs })
          .project(({ key, value, right }) => ({ key, value: mixed(value, right) })),
  ),
  'as-of-join': fc.tuple(branch, idleMs, fc.constantFrom('inner' as const, 'left' as const)).map(
    ([other, within, type]) =>
      (rows) =>
        rows
          .asOfJoin(renamed(other(rows)), { on: ['key'], type, ...(within !== undefined && { withinMs: within }) })
          .project(({ key, value, right }) => ({ key, value: mixed(value, right) })),
  ),
};

function renamed(rows: Keyed): Stream<{ key: 'integer'; right: 'integer' }> {
  return rows.project(({ key, value }) => ({ key, right: value }));
}

const aggregates = fc.constantFrom(
  () => ({ a: count() }),
  ({ value }: Row<KeyedTypes>) => ({ a: sum(value) }),
  ({ value }: Row<KeyedTypes>) => ({ a: first(value) }),
  ({ value }: Row<KeyedTypes>) => ({ a: last(value) }),
) as fc.Arbitrary<(row: Row<KeyedTypes>) => { a: Aggregate<'integer'> }>;

/** Operators whose rows come when the watermark moves. Their value depends on the bounds of the window, too. */
const windows: Record<string, fc.Arbitrary<Stage>> = {
  'tumbling-window': fc.tuple(sizeMs, aggregates).map(
    ([size, each]) =>
      (rows) =>
        summed(rows.tumblingWindow({ sizeMs: size, by: ['key'], aggregates: each })),
  ),
  'sliding-window': fc
    .tuple(sizeMs, fc.integer({ min: 1, max: 3 }), aggregates)
    .map(([size, windowsOfRow, each]) => (rows) => {
      const slideMs = Math.ceil(microsOf(size) / windowsOfRow) / 1000;
      return summed(rows.slidingWindow({ sizeMs: size, slideMs, by: ['key'], aggregates: each }));
    }),
  'session-window': fc.tuple(sizeMs, aggregates).map(
    ([gapMs, each]) =>
      (rows) =>
        summed(rows.sessionWindow({ gapMs, by: ['key'], aggregates: each })),
  ),
  'top-k': fc.tuple(sizeMs, fc.boolean(), aggregates).map(
    ([size, ofSessions, each]) =>
      (rows) =>
        summed(
          (ofSessions
            ? rows.sessionWindow({ gapMs: size, by: ['key'], aggregates: each })
            : rows.tumblingWindow({ sizeMs: size, by: ['key'], aggregates: each })
          ).topK({ k: 1, by: 'a', partitionBy: ['key'] }),
        ),
  ),
};

/** What ends a plan. */
const ends: Record<string, fc.Arbitrary<(rows: Keyed) => Output>> = {
  'group-by': aggregates.map((each) => (rows) => rows.groupBy({ by: ['key'], aggregates: each })),
};

/** A table has only one row of each key, so few plans end in one. */
const end = fc.oneof(
  { weight: 6, arbitrary: fc.constant((rows: Keyed): Output => rows) },
  { weight: 1, arbitrary: fc.oneof(...Object.values(ends)) },
);

function summed(rows: Stream<KeyedWindow>): Keyed {
  return rows.project(({ key, a, windowStart, windowEnd }) => ({
    key,
    value: mixed(mixed(a, windowStart.microsSince(0)), windowEnd.microsSince(0)),
  }));
}

type KeyedWindow = {
  readonly key: 'integer';
  readonly windowStart: 'timestamp';
  readonly windowEnd: 'timestamp';
  readonly a: 'integer';
};

function chainOf(stages: Record<string, fc.Arbitrary<Stage>>, maxLength: number): fc.Arbitrary<Stage> {
  return fc
    .array(fc.oneof(...Object.values(stages)), { maxLength })
    .map((chosen) => (rows) => chosen.reduce((stream, stage) => stage(stream), rows));
}

/**
 * Plans with one key throughout. Joins and unions read rows that come with records: when the rows of windows come, and
 * so which of two such rows is first, depends on the watermark and by it on all records.
 */
export const keyedPlans: fc.Arbitrary<PlanNode> = fc
  .tuple(chainOf({ ...oneInput, ...twoInputs }, 3), chainOf({ ...oneInput, ...windows }, 3), end)
  .map(([byRecord, byWatermark, ended]) => {
    const source = streamFrom(
      { time: 'timestamp', key: 'integer', value: 'integer' },
      'time',
      watermarkDelayMicros / 1000,
    );
    return ended(byWatermark(byRecord(source.project(({ key, value }) => ({ key, value }))))).plan;
  });

/** Every operator in these plans. */
export const keyedOperatorKinds = [oneInput, twoInputs, windows, ends].flatMap((stages) => Object.keys(stages));
