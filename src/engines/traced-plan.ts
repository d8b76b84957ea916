import type { ColumnSpec } from '../columns/column-type.ts';
import { aggregateNode } from '../operators/aggregates/index.ts';
import { deduplicateNode, type DeduplicateNode } from '../operators/deduplicate.ts';
import { explodeNode, type ExplodeNode } from '../operators/explode.ts';
import { filterWithNode, type FilterWithNode } from '../operators/filter-with.ts';
import { filterNode, type FilterNode } from '../operators/filter.ts';
import { groupByNode, type GroupByNode } from '../operators/group-by.ts';
import type { OperatorNode } from '../operators/index.ts';
import { joinTableNode, type JoinTableNode } from '../operators/join-table.ts';
import { lagNode, type LagNode } from '../operators/lag.ts';
import { latestNode, type LatestNode } from '../operators/latest.ts';
import { mapNode, type MapNode } from '../operators/map.ts';
import { projectNode, type ProjectNode } from '../operators/project.ts';
import { runningAggregateNode, type RunningAggregateNode } from '../operators/running-aggregate.ts';
import { slidingWindowNode, type SlidingWindowNode } from '../operators/sliding-window.ts';
import { tumblingWindowNode, type TumblingWindowNode } from '../operators/tumbling-window.ts';
import { unionNode, type UnionNode } from '../operators/union.ts';
import type { WindowedNode } from '../operators/windowed-rows.ts';
import { inputsOf, sourceOf, type PlanNode, type SourceNode } from '../pipeline/plan-node.ts';
import type { RefusedNode } from '../sql/write-sql.ts';

/** The column that carries the number of a record through a plan, from the topic that is read to the one written. */
export const recordColumn = 'streamBenchRecord';
/** The column of a table of groups, or of windows, that counts the rows of each. */
const countColumn = 'streamBenchCount';

/**
 * A plan whose rows tell which records they show, so that each record has a latency whatever runs the plan. A row shows
 * all records of its group up to its own ordinal: rows of a table may replace each other before anybody reads them.
 */
export interface TracedPlan {
  /** The plan, with the columns that trace its records. */
  readonly plan: PlanNode;
  /**
   * A plan each of whose rows is an effect of one record: what the last operator reads, if that keeps a table; a window
   * with the record as a key, if that comes last; else the plan.
   */
  readonly effects: PlanNode;
  /** Columns of both, whose values are the group of a row. */
  readonly groupBy: readonly string[];
  /** The column of `plan` with the ordinal within the group; undefined: a row shows its whole group, one record. */
  readonly ordinal: string | undefined;
  /** Whether rows come when a window closes, and not with the record that they show. */
  readonly isClosing: boolean;
}

/** The nodes whose rows cannot be traced to records, with the reasons; empty if all can. */
export function untraceable(plan: PlanNode): RefusedNode[] {
  const isKnown = lastKinds.includes(plan.kind) || isTraceable(plan);
  const own = isKnown ? [] : [{ node: plan, reason: notTraceable }];
  return [...inputsOf(plan).flatMap(untraceableBefore), ...own];
}

/** The same for a node that another one reads. */
function untraceableBefore(node: PlanNode): RefusedNode[] {
  const own = node.input === undefined || isTraceable(node) ? [] : [{ node, reason: notTraceable }];
  return [...inputsOf(node).flatMap(untraceableBefore), ...own];
}

const notTraceable =
  'which record a row shows cannot be told from outside: only of operators whose rows each come from one record, and ' +
  'of a table, or a tumbling or sliding window, at the end';

/** What can be traced at the end of a plan only, and a plan without operators. */
const lastKinds: readonly string[] = ['source', 'group-by', 'tumbling-window', 'sliding-window'];

/** @param plan without untraceable nodes */
export function traced(plan: PlanNode): TracedPlan {
  const source = withRecordColumn(sourceOf(plan));
  switch (plan.kind) {
    case 'latest': {
      const { input, by } = plan as LatestNode;
      const effects = withRecord(input, source);
      return { plan: latestNode(effects, by), effects, groupBy: by, ordinal: recordColumn, isClosing: false };
    }
    case 'group-by': {
      const { input, by, aggregates } = plan as GroupByNode;
      const effects = withRecord(input, source);
      const counted = groupByNode(effects, by, { ...aggregates, ...counts });
      return { plan: counted, effects, groupBy: by, ordinal: countColumn, isClosing: false };
    }
    case 'tumbling-window': {
      const { input, sizeMicros, by, aggregates } = plan as TumblingWindowNode;
      return tracedWindow(by, aggregates, (...grouping) =>
        tumblingWindowNode(withRecord(input, source), sizeMicros, ...grouping),
      );
    }
    case 'sliding-window': {
      const { input, sizeMicros, slideMicros, by, aggregates } = plan as SlidingWindowNode;
      return tracedWindow(by, aggregates, (...grouping) =>
        slidingWindowNode(withRecord(input, source), sizeMicros, slideMicros, ...grouping),
      );
    }
    default: {
      const effects = withRecord(plan, source);
      return { plan: effects, effects, groupBy: [recordColumn], ordinal: undefined, isClosing: false };
    }
  }
}

type Grouping = Pick<WindowedNode, 'by' | 'aggregates'>;

/**
 * With the record as a key, a window has a row for each of its records. It drops late ones as the plan's own does,
 * because the watermark is that of the source.
 */
function tracedWindow(
  by: Grouping['by'],
  aggregates: Grouping['aggregates'],
  windowBy: (by: Grouping['by'], aggregates: Grouping['aggregates']) => PlanNode,
): TracedPlan {
  return {
    plan: windowBy(by, { ...aggregates, ...counts }),
    effects: windowBy([...by, recordColumn], counts),
    groupBy: [...by, 'windowStart'],
    ordinal: countColumn,
    isClosing: true,
  };
}

const counts = { [countColumn]: aggregateNode('count') } as const;

type Traceable = Extract<
  OperatorNode,
  | FilterNode
  | FilterWithNode
  | ProjectNode
  | MapNode
  | ExplodeNode
  | JoinTableNode
  | DeduplicateNode
  | LagNode
  | RunningAggregateNode
  | UnionNode
  | LatestNode
>;

/** The same node over what it reads, whose rows have the column of record numbers. */
type Trace<Node> = (node: Node, over: (input: PlanNode) => PlanNode) => PlanNode;

const tracers: { readonly [Kind in Traceable['kind']]: Trace<Extract<Traceable, { kind: Kind }>> } = {
  filter: ({ input, predicate }, over) => filterNode(over(input), predicate),
  'filter-with': ({ input, predicate }, over) => filterWithNode(over(input), predicate),
  project: ({ input, expressions }, over) => projectNode(over(input), { ...expressions, [recordColumn]: record }),
  map: ({ input, schema, with: call }, over) =>
    mapNode(over(input), { ...schema, [recordColumn]: spec }, (row) => ({
      ...call(row),
      [recordColumn]: row[recordColumn],
    })),
  explode: ({ input, column, into, separator }, over) => explodeNode(over(input), column, into, separator),
  'join-table': ({ input, table, on, type }, over) => joinTableNode(over(input), table, on, type),
  deduplicate: ({ input, by, withinMicros }, over) => deduplicateNode(over(input), by, withinMicros),
  lag: ({ input, by, expressions, idleMicros }, over) => lagNode(over(input), by, expressions, idleMicros),
  'running-aggregate': ({ input, by, aggregates, ...options }, over) =>
    runningAggregateNode(over(input), by, aggregates, options),
  union: ({ input, other }, over) => unionNode(over(input), over(other)),
  // Anywhere but at the end it changes nothing.
  latest: ({ input }, over) => over(input),
};

const spec: ColumnSpec = 'integer';
const record = Object.freeze({ kind: 'column', name: recordColumn, spec } as const);

function isTraceable({ kind }: PlanNode): boolean {
  return Object.hasOwn(tracers, kind);
}

/** The node over the source that has the column of record numbers, which each row passes on. */
function withRecord(node: PlanNode, source: SourceNode): PlanNode {
  if (node.input === undefined) return source;
  const trace = tracers[node.kind as Traceable['kind']] as Trace<PlanNode>;
  return trace(node, (input) => withRecord(input, source));
}

function withRecordColumn(source: SourceNode): SourceNode {
  return Object.freeze({ ...source, schema: Object.freeze({ ...source.schema, [recordColumn]: spec }) });
}
