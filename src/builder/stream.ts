import type { Schema, ValueOf } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import type { AggregateNode } from '../operators/aggregates/index.ts';
import { asOfJoinNode } from '../operators/as-of-join.ts';
import { deduplicateNode } from '../operators/deduplicate.ts';
import { explodeNode } from '../operators/explode.ts';
import { filterWithNode } from '../operators/filter-with.ts';
import { filterNode } from '../operators/filter.ts';
import { groupByNode } from '../operators/group-by.ts';
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
import {
  checkArguments,
  checkNamed,
  checkReturned,
  columnName,
  columnNames,
  distanceMs,
  durationMs,
  functionOf,
  oneOf,
  optional,
  parameter,
  plainObject,
  someColumnNames,
  someText,
  trueOrFalse,
  wholeNumberFrom,
  type Parameter,
  type Parameters,
} from '../pipeline/arguments.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import { Expression, type BooleanExpression } from '../pipeline/expression.ts';
import { microsOf } from '../pipeline/micros.ts';
import type { PlanNode, SourceNode } from '../pipeline/plan-node.ts';
import { rowOf, type Row, type RowTypes, type RowTypesOf } from '../pipeline/row.ts';
import { checkEventTime, checkSchema } from '../pipeline/schema.ts';
import { inWords, isPlain } from '../pipeline/shown-value.ts';
import type { StaticTable } from '../pipeline/static-table.ts';
import { refuseUnknownMethods } from '../pipeline/unknown-method.ts';
import { noteBuilt, noteUsed, type Part } from '../pipeline/unused-parts.ts';
import { Aggregate } from './aggregate.ts';
import { checkOperands } from './dead-operands.ts';
import { checkOwnColumns } from './own-columns.ts';
import { joinKeys, joinOn, type JoinedTypes, type JoinOn } from './join-on.ts';

/** The end of a pipeline: what a workload runs. */
export class Output implements Part {
  readonly #plan: PlanNode;

  constructor(plan: PlanNode) {
    this.#plan = plan;
    noteBuilt(this);
  }

  /** The pipeline as data. Who reads it uses the stream. */
  get plan(): PlanNode {
    noteUsed(this);
    return this.#plan;
  }

  get [inWords](): string {
    return `a stream (${this.#plan.kind})`;
  }

  unusedProblem(): { readonly what: string; readonly remedy: string } {
    return {
      what: `the stream of '${this.#plan.kind}' is built, and used nowhere`,
      remedy: 'A stream does not change: go on with what its methods return.',
    };
  }
}

refuseUnknownMethods(Output.prototype);

/** The columns of a row as plain values, timestamps as microseconds. A cell may be null if the schema says so. */
type PlainRowOf<T extends RowTypes> = { readonly [Name in keyof T & string]: ValueOf<T[Name]> };

type TextColumn<T extends RowTypes> = { [Name in keyof T & string]: T[Name] extends 'text' ? Name : never }[keyof T &
  string];

/** Aggregates by the names of their columns. */
type Aggregates = Readonly<Record<string, Aggregate>>;

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
export class Stream<T extends RowTypes> extends Output {
  /** Keeps the rows for which the predicate is true. */
  filter(predicate: (row: Row<T>) => BooleanExpression): Stream<T> {
    checkArguments('filter', { predicate }, filterParameters);
    const returned = this.#returned('filter', 'predicate', predicate);
    checkReturned('filter', 'predicate', returned, expression);
    checkOwnColumns("'predicate' of filter()", [returned.node], this.plan.schema);
    return new Stream(filterNode(this.plan, returned.node));
  }

  /** Rows with only these columns, each computed from the input row. */
  project<E extends Expressions>(columns: (row: Row<T>) => E): Stream<TypesOf<E>> {
    checkArguments('project', { columns }, projectParameters);
    return new Stream(projectNode(this.plan, this.#expressions('project', columns)));
  }

  /** One row per part of a text between separators, with the part in column `into`. No row for a null or empty text. */
  explode<const Into extends string>(options: {
    readonly column: TextColumn<T>;
    readonly into: Into;
    readonly separator: string;
  }): Stream<T & { readonly [Name in Into]: 'text' }> {
    this.#check('explode', options, explodeParameters);
    const { column, into, separator } = options;
    return new Stream(explodeNode(this.plan, column, into, separator));
  }

  /** Rows of these columns, made by a function that depends only on its row. Only `local` and `node` run it. */
  map<const S extends Schema>(options: {
    readonly columns: S;
    readonly with: (row: PlainRowOf<T>) => { readonly [Name in keyof S & string]: ValueOf<S[Name]> };
  }): Stream<RowTypesOf<S>> {
    this.#check('map', options, mapParameters);
    checkSchema(options.columns, "'columns' of map()");
    return new Stream(mapNode(this.plan, options.columns, options.with as unknown as (row: PlainRow) => PlainRow));
  }

  /** Keeps the rows for which a function that depends only on its row returns true. Only `local` and `node` run it. */
  filterWith(predicate: (row: PlainRowOf<T>) => boolean): Stream<T> {
    checkArguments('filterWith', { predicate }, filterWithParameters);
    return new Stream(filterWithNode(this.plan, predicate as (row: PlainRow) => boolean));
  }

  /**
   * Keeps the first row of each key and drops later arrivals whose event time is within `withinMs` of a row that was
   * kept.
   */
  deduplicate(options: { readonly by: readonly (keyof T & string)[]; readonly withinMs: number }): Stream<T> {
    this.#check('deduplicate', options, deduplicateParameters);
    return new Stream(deduplicateNode(this.plan, options.by, microsOf(options.withinMs)));
  }

  /**
   * Adds the values of expressions in the previous row of the same key, in order of arrival; null in the first row. A
   * key is forgotten when it has had no row for `idleMs` of event time; by default never.
   */
  lag<E extends Expressions>(options: {
    readonly by?: readonly (keyof T & string)[];
    readonly columns: (row: Row<T>) => E;
    readonly idleMs?: number;
  }): Stream<T & TypesOf<E>> {
    this.#check('lag', options, lagParameters);
    const { by = [], columns, idleMs } = options;
    return new Stream(lagNode(this.plan, by, this.#expressions('lag', columns), microsOrNone(idleMs)));
  }

  /**
   * Adds the aggregates over all rows of the key so far: including this one or, with `excludeCurrent`, only those
   * before it. A key starts afresh when it has had no row for `idleMs` of event time; by default never.
   */
  runningAggregate<A extends Aggregates>(options: {
    readonly by?: readonly (keyof T & string)[];
    readonly aggregates: (row: Row<T>) => A;
    readonly excludeCurrent?: boolean;
    readonly idleMs?: number;
  }): Stream<T & AggregateTypes<A>> {
    this.#check('runningAggregate', options, runningAggregateParameters);
    const { by = [], excludeCurrent, idleMs } = options;
    const aggregates = this.#aggregates('runningAggregate', options.aggregates);
    const idleMicros = microsOrNone(idleMs);
    return new Stream(runningAggregateNode(this.plan, by, aggregates, { excludeCurrent, idleMicros }));
  }

  /** Ends the pipeline: its output is a table in which a row replaces the previous one with the same key. */
  latest(options: { readonly by: readonly (keyof T & string)[] }): Output {
    this.#check('latest', options, latestParameters);
    return new Output(latestNode(this.plan, options.by));
  }

  /**
   * Ends the pipeline: its output is a table with a row for each value of the `by` columns, which holds the aggregates
   * over all rows with it so far. Each row updates it; it never closes, and grows with the number of groups.
   */
  groupBy(options: {
    readonly by: readonly (keyof T & string)[];
    readonly aggregates: (row: Row<T>) => Aggregates;
  }): Output {
    this.#check('groupBy', options, groupByParameters);
    const aggregates = this.#aggregatesBeside(options.by, 'groupBy', options.aggregates);
    return new Output(groupByNode(this.plan, options.by, aggregates));
  }

  /** Adds the columns of the table row whose key equals column `on`. */
  join<S extends Schema, Key extends keyof S & string>(
    table: StaticTable<S, Key>,
    options: { readonly on: keyof T & string; readonly type?: 'inner' | 'left' },
  ): Stream<T & Omit<RowTypesOf<S>, Key>> {
    checkArguments('join', { table }, joinTableParameters);
    this.#check('join', options, joinParameters);
    const { on, type = 'inner' } = options;
    return new Stream(joinTableNode(this.plan, table, on, type));
  }

  /** One row per key and window of event time: the keys, `windowStart`, `windowEnd` and the aggregates. */
  tumblingWindow<const Key extends keyof T & string, A extends Aggregates>(
    options: { readonly sizeMs: number } & WindowOptions<T, Key, A>,
  ): Stream<WindowTypes<T, Key, A>> {
    this.#check('tumblingWindow', options, tumblingWindowParameters);
    const { sizeMs, by = [] } = options;
    const aggregates = this.#windowAggregates('tumblingWindow', by, options.aggregates);
    return new Stream(tumblingWindowNode(this.plan, microsOf(sizeMs), by, aggregates));
  }

  /** The rows of two streams with the same columns: for each record, first the rows of this stream. */
  union(other: Stream<T>): Stream<T> {
    checkArguments('union', { other }, otherParameters);
    return new Stream(unionNode(this.plan, other.plan));
  }

  /**
   * Pairs of rows with equal keys: a row of the other stream is at most `beforeMs` before or `afterMs` after this
   * stream's row in event time, or within `withinMs` of it. The event time of a pair is the later one.
   */
  intervalJoin<U extends RowTypes, const On extends readonly JoinOn<T, U>[]>(
    other: Stream<U>,
    options: { readonly on: On } & (
      | { readonly withinMs: number }
      | { readonly beforeMs: number; readonly afterMs: number }
    ),
  ): Stream<JoinedTypes<T, U, On>> {
    checkArguments('intervalJoin', { other }, otherParameters);
    checkArguments('intervalJoin', options, intervalJoinParameters);
    return new Stream(intervalJoinNode(this.plan, other.plan, joinKeys(options.on), intervalOf(options)));
  }

  /**
   * Adds to each row the columns of the other stream's latest row with equal keys: of those that have arrived, the one
   * with the greatest event time that is not after this row, and at most `withinMs` before it. Keeps the event time.
   */
  asOfJoin<U extends RowTypes, const On extends readonly JoinOn<T, U>[]>(
    other: Stream<U>,
    options: { readonly on: On; readonly withinMs?: number; readonly type?: 'inner' | 'left' },
  ): Stream<JoinedTypes<T, U, On>> {
    checkArguments('asOfJoin', { other }, otherParameters);
    checkArguments('asOfJoin', options, asOfJoinParameters);
    const { on, withinMs, type = 'inner' } = options;
    return new Stream(
      asOfJoinNode(this.plan, other.plan, joinKeys(on), { withinMicros: microsOrNone(withinMs), type }),
    );
  }

  /** As tumblingWindow, over overlapping windows that begin every `slideMs`. A row counts in each that holds it. */
  slidingWindow<const Key extends keyof T & string, A extends Aggregates>(
    options: { readonly sizeMs: number; readonly slideMs: number } & WindowOptions<T, Key, A>,
  ): Stream<WindowTypes<T, Key, A>> {
    this.#check('slidingWindow', options, slidingWindowParameters);
    const { sizeMs, slideMs, by = [] } = options;
    const noGaps = parameter("at most 'sizeMs', so that windows leave no gaps", (ms) => Number(ms) <= sizeMs);
    checkArguments('slidingWindow', { slideMs }, { slideMs: noGaps });
    const aggregates = this.#windowAggregates('slidingWindow', by, options.aggregates);
    return new Stream(slidingWindowNode(this.plan, microsOf(sizeMs), microsOf(slideMs), by, aggregates));
  }

  /**
   * As tumblingWindow, over sessions: rows of a key, each at most `gapMs` of event time (included, as in Spark and
   * Flink) from the next. `windowEnd` is the last row's time plus `gapMs`.
   */
  sessionWindow<const Key extends keyof T & string, A extends Aggregates>(
    options: { readonly gapMs: number } & WindowOptions<T, Key, A>,
  ): Stream<WindowTypes<T, Key, A>> {
    this.#check('sessionWindow', options, sessionWindowParameters);
    const { gapMs, by = [] } = options;
    const aggregates = this.#windowAggregates('sessionWindow', by, options.aggregates);
    return new Stream(sessionWindowNode(this.plan, microsOf(gapMs), by, aggregates));
  }

  /** The k rows with the largest `by` in each window, or in each partition of it. Adds their `rank`, from 1 on. */
  topK(options: {
    readonly k: number;
    readonly by: keyof T & string;
    /** If false, the smallest `by` comes first. */
    readonly descending?: boolean;
    readonly partitionBy?: readonly (keyof T & string)[];
  }): Stream<T & { readonly rank: 'integer' }> {
    this.#check('topK', options, topKParameters);
    const { k, by, descending = true, partitionBy = [] } = options;
    return new Stream(topKNode(this.plan, k, by, descending, partitionBy));
  }

  #check(call: string, options: unknown, taken: Parameters): void {
    checkArguments(call, options, taken, this.plan.schema);
  }

  /** What a user's function makes of the row. */
  #returned<R>(call: string, name: string, written: (row: Row<T>) => R): R {
    checkOperands(`'${name}' of ${call}()`, written);
    return written(rowOf<T>(this.plan.schema, `${call}()`));
  }

  #expressions(call: string, columns: (row: Row<T>) => Expressions): Record<string, ExpressionNode> {
    const nodes = nodesOf(call, 'columns', this.#returned(call, 'columns', columns), expression);
    checkOwnColumns(`'columns' of ${call}()`, Object.values(nodes), this.plan.schema);
    return nodes;
  }

  #aggregates(call: string, aggregates: (row: Row<T>) => Aggregates): Record<string, AggregateNode> {
    const nodes = nodesOf(call, 'aggregates', this.#returned(call, 'aggregates', aggregates), aggregate);
    const read = Object.values(nodes).map(({ argument }) => argument);
    checkOwnColumns(`'aggregates' of ${call}()`, read, this.plan.schema);
    return nodes;
  }

  /** Windows have columns of their own beside the aggregates. */
  #windowAggregates(
    call: string,
    by: readonly string[],
    aggregates: (row: Row<T>) => Aggregates,
  ): Record<string, AggregateNode> {
    return this.#aggregatesBeside([...by, 'windowStart', 'windowEnd'], call, aggregates);
  }

  #aggregatesBeside(
    columns: readonly string[],
    call: string,
    aggregates: (row: Row<T>) => Aggregates,
  ): Record<string, AggregateNode> {
    const nodes = this.#aggregates(call, aggregates);
    const twice = columns.find((name) => Object.hasOwn(nodes, name));
    if (twice === undefined) return nodes;
    throw new StreamBenchError({
      kind: 'input',
      what: `'aggregates' of ${call}(): there is a column '${twice}' already`,
      remedy: 'Give it another name.',
    });
  }
}

const expression: Parameter = {
  takes: 'an expression such as row.amount.gt(5)',
  accepts: (value) => value instanceof Expression,
  constant: 'A constant is written literal(5).',
};
const aggregate = parameter('an aggregate such as count()', (value) => value instanceof Aggregate);
const stream = parameter('a stream', (value) => value instanceof Stream);
const joinType = optional(oneOf('inner', 'left'));

const filterParameters = { predicate: functionOf('a row that returns a boolean expression') };
const filterWithParameters = { predicate: functionOf('a plain row that returns true or false') };
const expressions = functionOf('a row that returns expressions by their names');
const projectParameters = { columns: expressions };
const explodeParameters = { column: columnName, into: someText, separator: someText };
const mapParameters = {
  columns: plainObject('the type of each column'),
  with: functionOf('a plain row that returns a plain row'),
};
const deduplicateParameters = { by: someColumnNames, withinMs: distanceMs };
const lagParameters = { by: optional(columnNames), columns: expressions, idleMs: optional(distanceMs) };
const latestParameters = { by: someColumnNames };
const windowParameters = {
  by: optional(columnNames),
  aggregates: functionOf('a row that returns aggregates by their names'),
};
const groupByParameters = { ...windowParameters, by: someColumnNames };
const runningAggregateParameters = {
  ...windowParameters,
  excludeCurrent: optional(trueOrFalse),
  idleMs: optional(distanceMs),
};
const tumblingWindowParameters = { sizeMs: durationMs, ...windowParameters };
const slidingWindowParameters = { sizeMs: durationMs, slideMs: durationMs, ...windowParameters };
const sessionWindowParameters = { gapMs: durationMs, ...windowParameters };
const topKParameters = {
  k: wholeNumberFrom(1),
  by: columnName,
  descending: optional(trueOrFalse),
  partitionBy: optional(columnNames),
};
const joinTableParameters = {
  table: parameter('a table made by staticTable()', (value) => isPlain(value) && 'key' in value && 'rows' in value),
};
const joinParameters = { on: columnName, type: joinType };
const otherParameters = { other: stream };
const asOfJoinParameters = { on: joinOn, withinMs: optional(distanceMs), type: joinType };
const intervalJoinParameters = {
  on: joinOn,
  withinMs: optional(distanceMs),
  beforeMs: optional(distanceMs),
  afterMs: optional(distanceMs),
};
const withinOnly = { on: joinOn, withinMs: distanceMs };
const beforeAndAfter = { on: joinOn, beforeMs: distanceMs, afterMs: distanceMs };

/** Bounds are given by `withinMs`, or by `beforeMs` and `afterMs`. */
function intervalOf(options: {
  readonly withinMs?: number | undefined;
  readonly beforeMs?: number | undefined;
  readonly afterMs?: number | undefined;
}): { readonly beforeMicros: number; readonly afterMicros: number } {
  const isSymmetric = options.beforeMs === undefined && options.afterMs === undefined;
  checkArguments('intervalJoin', options, isSymmetric ? withinOnly : beforeAndAfter);
  const { withinMs = 0, beforeMs = withinMs, afterMs = withinMs } = options;
  return { beforeMicros: microsOf(beforeMs), afterMicros: microsOf(afterMs) };
}

/** The start of a pipeline over records of this schema. Throws if `eventTime` is not a timestamp that is never null. */
export function streamFrom<S extends Schema>(
  schema: S,
  eventTime: string,
  watermarkDelayMs: number,
): Stream<RowTypesOf<S>> {
  checkSchema(schema, "'source' of workload()");
  checkEventTime(schema, eventTime, "'source' of workload()");
  checkArguments('workload', { watermarkDelayMs }, { watermarkDelayMs: distanceMs });
  const source: SourceNode = Object.freeze({
    kind: 'source',
    schema: Object.freeze({ ...schema }),
    eventTime,
    watermarkDelayMicros: microsOf(watermarkDelayMs),
  });
  return new Stream(source);
}

/** In `{ __proto__: value }` JavaScript takes the value as the object's prototype: the column would be lost. */
function checkOwnNames(named: unknown): void {
  // Checked for what it is afterwards.
  if (typeof named !== 'object' || named === null || Array.isArray(named)) return;
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

/** The nodes of what a user's function returned by names. */
function nodesOf<N>(
  call: string,
  name: string,
  returned: Readonly<Record<string, { readonly node: N }>>,
  kind: Parameter,
): Record<string, N> {
  checkOwnNames(returned);
  checkNamed(call, name, returned, kind);
  return Object.fromEntries(Object.entries(returned).map(([column, { node }]) => [column, node]));
}
