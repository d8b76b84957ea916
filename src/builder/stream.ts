import type { ColumnType, Schema, ValueOf } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { asOfJoinNode } from '../operators/as-of-join.ts';
import { deduplicateNode } from '../operators/deduplicate.ts';
import { explodeNode } from '../operators/explode.ts';
import { filterWithNode } from '../operators/filter-with.ts';
import { filterNode } from '../operators/filter.ts';
import { intervalJoinNode } from '../operators/interval-join.ts';
import { joinTableNode } from '../operators/join-table.ts';
import { lagNode } from '../operators/lag.ts';
import { latestNode } from '../operators/latest.ts';
import { mapNode } from '../operators/map.ts';
import { projectNode } from '../operators/project.ts';
import { runningAggregateNode } from '../operators/running-aggregate.ts';
import { sessionWindowNode } from '../operators/session-window.ts';
import { slidingWindowNode } from '../operators/sliding-window.ts';
import { topKNode } from '../operators/top-k.ts';
import { tumblingWindowNode } from '../operators/tumbling-window.ts';
import { unionNode } from '../operators/union.ts';
import type { PlainRow } from '../operators/user-function.ts';
import type { BooleanExpression, Expression } from '../pipeline/expression.ts';
import { microsOf } from '../pipeline/micros.ts';
import type { PlanNode, SourceNode } from '../pipeline/plan-node.ts';
import { checkColumn, checkSchema, rowOf, type Row, type RowTypes, type RowTypesOf } from '../pipeline/row.ts';
import type { StaticTable } from '../pipeline/static-table.ts';
import type { Aggregate } from './aggregate.ts';
import { joinKeys, type JoinedTypes, type JoinOn } from './join-on.ts';

/** The end of a pipeline: what a workload runs. */
export interface Output {
  readonly plan: PlanNode;
}

/** The columns of a row as plain values, timestamps as microseconds. A cell may be null if the schema says so. */
type PlainRowOf<T extends RowTypes> = { readonly [Name in keyof T & string]: ValueOf<T[Name]> };

type TextColumn<T extends RowTypes> = { [Name in keyof T & string]: T[Name] extends 'text' ? Name : never }[keyof T &
  string];

/** Aggregates by the names of their columns. */
type Aggregates = Readonly<Record<string, Aggregate<ColumnType>>>;

/** Expressions by the names of their columns. */
type Expressions = Readonly<Record<string, Expression>>;

type AggregateTypes<A extends Aggregates> = {
  readonly [Name in keyof A & string]: A[Name] extends Aggregate<infer Type> ? Type : never;
};

type TypesOf<E extends Expressions> = { readonly [Name in keyof E & string]: E[Name]['type'] };

/** What windows of every kind compute: the aggregates of each key. */
interface WindowOptions<T extends RowTypes, Key extends keyof T, A extends Aggregates> {
  readonly by?: readonly Key[];
  readonly aggregates: (row: Row<T>) => A;
}

type WindowTypes<T extends RowTypes, Key extends keyof T, A extends Aggregates> = Pick<T, Key> & {
  readonly windowStart: 'timestamp';
  readonly windowEnd: 'timestamp';
} & AggregateTypes<A>;

/** A pipeline under construction: each method returns a new stream whose plan has one more node. */
export class Stream<T extends RowTypes> {
  readonly plan: PlanNode;

  constructor(plan: PlanNode) {
    this.plan = plan;
  }

  /** Keeps the rows for which the predicate is true. */
  filter(predicate: (row: Row<T>) => BooleanExpression): Stream<T> {
    return new Stream(filterNode(this.plan, predicate(this.#row()).node));
  }

  /** Rows with only these columns, each computed from the input row. */
  project<E extends Expressions>(columns: (row: Row<T>) => E): Stream<TypesOf<E>> {
    return new Stream(projectNode(this.plan, nodesOf(columns(this.#row()))));
  }

  /** One row per part of a text between separators, with the part in column `into`. No row for a null or empty text. */
  explode<const Into extends string>({
    column,
    into,
    separator,
  }: {
    readonly column: TextColumn<T>;
    readonly into: Into;
    readonly separator: string;
  }): Stream<T & { readonly [Name in Into]: 'text' }> {
    return new Stream(explodeNode(this.plan, column, into, separator));
  }

  /** Rows of these columns, made by a function that depends only on its row. Only the local engine runs it. */
  map<const S extends Schema>({
    columns,
    with: call,
  }: {
    readonly columns: S;
    readonly with: (row: PlainRowOf<T>) => { readonly [Name in keyof S & string]: ValueOf<S[Name]> };
  }): Stream<RowTypesOf<S>> {
    return new Stream(mapNode(this.plan, columns, call as unknown as (row: PlainRow) => PlainRow));
  }

  /** Keeps the rows for which a function that depends only on its row returns true. Only the local engine runs it. */
  filterWith(predicate: (row: PlainRowOf<T>) => boolean): Stream<T> {
    return new Stream(filterWithNode(this.plan, predicate as (row: PlainRow) => boolean));
  }

  /**
   * Keeps the first row of each key and drops later arrivals whose event time is within `withinMs` of a row that was
   * kept.
   */
  deduplicate({ by, withinMs }: { readonly by: readonly (keyof T & string)[]; readonly withinMs: number }): Stream<T> {
    return new Stream(deduplicateNode(this.plan, by, microsOf(withinMs)));
  }

  /**
   * Adds the values of expressions in the previous row of the same key, in order of arrival; null in the first row. A
   * key is forgotten when it has had no row for `idleMs` of event time; by default never.
   */
  lag<E extends Expressions>({
    by = [],
    columns,
    idleMs,
  }: {
    readonly by?: readonly (keyof T & string)[];
    readonly columns: (row: Row<T>) => E;
    readonly idleMs?: number;
  }): Stream<T & TypesOf<E>> {
    return new Stream(lagNode(this.plan, by, nodesOf(columns(this.#row())), microsOrNone(idleMs)));
  }

  /**
   * Adds the aggregates over all rows of the key so far: including this one or, with `excludeCurrent`, only those
   * before it. A key starts afresh when it has had no row for `idleMs` of event time; by default never.
   */
  runningAggregate<A extends Aggregates>({
    by = [],
    aggregates,
    excludeCurrent,
    idleMs,
  }: {
    readonly by?: readonly (keyof T & string)[];
    readonly aggregates: (row: Row<T>) => A;
    readonly excludeCurrent?: boolean;
    readonly idleMs?: number;
  }): Stream<T & AggregateTypes<A>> {
    const options = { excludeCurrent, idleMicros: microsOrNone(idleMs) };
    return new Stream(runningAggregateNode(this.plan, by, nodesOf(aggregates(this.#row())), options));
  }

  /** Ends the pipeline: its output is a table in which a row replaces the previous one with the same key. */
  latest({ by }: { readonly by: readonly (keyof T & string)[] }): Output {
    return { plan: latestNode(this.plan, by) };
  }

  /** Adds the columns of the table row whose key equals column `on`. */
  join<S extends Schema, Key extends keyof S & string>(
    table: StaticTable<S, Key>,
    { on, type = 'inner' }: { readonly on: keyof T & string; readonly type?: 'inner' | 'left' },
  ): Stream<T & Omit<RowTypesOf<S>, Key>> {
    return new Stream(joinTableNode(this.plan, table, on, type));
  }

  /** One row per key and window of event time: the keys, `windowStart`, `windowEnd` and the aggregates. */
  tumblingWindow<const Key extends keyof T & string, A extends Aggregates>(
    options: { readonly sizeMs: number } & WindowOptions<T, Key, A>,
  ): Stream<WindowTypes<T, Key, A>> {
    const { sizeMs, by = [], aggregates } = options;
    return new Stream(tumblingWindowNode(this.plan, microsOf(sizeMs), by, nodesOf(aggregates(this.#row()))));
  }

  /** The rows of two streams with the same columns: for each record, first the rows of this stream. */
  union(other: Stream<T>): Stream<T> {
    return new Stream(unionNode(this.plan, other.plan));
  }

  /**
   * Pairs of rows with equal keys: a row of the other stream is at most `beforeMs` before or `afterMs` after this
   * stream's row in event time, or within `withinMs` of it. The event time of a pair is the later one.
   */
  intervalJoin<U extends RowTypes, const On extends readonly JoinOn<T, U>[]>(
    other: Stream<U>,
    {
      on,
      ...bounds
    }: { readonly on: On } & ({ readonly withinMs: number } | { readonly beforeMs: number; readonly afterMs: number }),
  ): Stream<JoinedTypes<T, U, On>> {
    const { beforeMs, afterMs } =
      'withinMs' in bounds ? { beforeMs: bounds.withinMs, afterMs: bounds.withinMs } : bounds;
    const micros = { beforeMicros: microsOf(beforeMs), afterMicros: microsOf(afterMs) };
    return new Stream(intervalJoinNode(this.plan, other.plan, joinKeys(on), micros));
  }

  /**
   * Adds to each row the columns of the other stream's latest row with equal keys: of those that have arrived, the one
   * with the greatest event time that is not after this row, and at most `withinMs` before it. Keeps the event time.
   */
  asOfJoin<U extends RowTypes, const On extends readonly JoinOn<T, U>[]>(
    other: Stream<U>,
    { on, withinMs, type = 'inner' }: { readonly on: On; readonly withinMs?: number; readonly type?: 'inner' | 'left' },
  ): Stream<JoinedTypes<T, U, On>> {
    const options = { withinMicros: microsOrNone(withinMs), type };
    return new Stream(asOfJoinNode(this.plan, other.plan, joinKeys(on), options));
  }

  /** As tumblingWindow, over overlapping windows that begin every `slideMs`. A row counts in each that holds it. */
  slidingWindow<const Key extends keyof T & string, A extends Aggregates>(
    options: { readonly sizeMs: number; readonly slideMs: number } & WindowOptions<T, Key, A>,
  ): Stream<WindowTypes<T, Key, A>> {
    const { sizeMs, slideMs, by = [], aggregates } = options;
    const named = nodesOf(aggregates(this.#row()));
    return new Stream(slidingWindowNode(this.plan, microsOf(sizeMs), microsOf(slideMs), by, named));
  }

  /**
   * As tumblingWindow, over sessions: rows of a key, each at most `gapMs` of event time (included, as in Spark and
   * Flink) from the next. `windowEnd` is the last row's time plus `gapMs`.
   */
  sessionWindow<const Key extends keyof T & string, A extends Aggregates>(
    options: { readonly gapMs: number } & WindowOptions<T, Key, A>,
  ): Stream<WindowTypes<T, Key, A>> {
    const { gapMs, by = [], aggregates } = options;
    return new Stream(sessionWindowNode(this.plan, microsOf(gapMs), by, nodesOf(aggregates(this.#row()))));
  }

  /** The k rows with the largest `by` in each window, or in each partition of it. Adds their `rank`, from 1 on. */
  topK(options: {
    readonly k: number;
    readonly by: keyof T & string;
    /** If false, the smallest `by` comes first. */
    readonly descending?: boolean;
    readonly partitionBy?: readonly (keyof T & string)[];
  }): Stream<T & { readonly rank: 'integer' }> {
    const { k, by, descending = true, partitionBy = [] } = options;
    return new Stream(topKNode(this.plan, k, by, descending, partitionBy));
  }

  #row(): Row<T> {
    return rowOf<T>(this.plan.schema);
  }
}

/** The start of a pipeline over records of this schema. Throws if `eventTime` is not a timestamp that is never null. */
export function streamFrom<S extends Schema>(
  schema: S,
  eventTime: string,
  watermarkDelayMs: number,
): Stream<RowTypesOf<S>> {
  checkSchema(schema);
  checkColumn(schema, eventTime);
  if (schema[eventTime] !== 'timestamp') {
    throw new StreamBenchError({
      kind: 'input',
      what: `the event time must be a timestamp that is never null, but column '${eventTime}' is ${schema[eventTime]}`,
    });
  }
  if (!(watermarkDelayMs >= 0)) {
    throw new StreamBenchError({ kind: 'input', what: `watermarkDelayMs must be 0 or more, not ${watermarkDelayMs}` });
  }
  const source: SourceNode = Object.freeze({
    kind: 'source',
    schema: Object.freeze({ ...schema }),
    eventTime,
    watermarkDelayMicros: microsOf(watermarkDelayMs),
  });
  return new Stream(source);
}

/** In `{ __proto__: value }` JavaScript takes the value as the object's prototype: the column would be lost. */
function checkOwnNames(named: object): void {
  const prototype: unknown = Object.getPrototypeOf(named);
  if (prototype === Object.prototype || prototype === null) return;
  throw new StreamBenchError({
    kind: 'input',
    what: 'columns are given as a plain object, and this one has another prototype, as by { __proto__: … }',
    remedy: "Write a column of that name as { ['__proto__']: … }.",
  });
}

function microsOrNone(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : microsOf(ms);
}

function nodesOf<N>(named: Readonly<Record<string, { readonly node: N }>>): Record<string, N> {
  checkOwnNames(named);
  return Object.fromEntries(Object.entries(named).map(([name, { node }]) => [name, node]));
}
