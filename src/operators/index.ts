import type { PlanNode } from '../pipeline/plan-node.ts';
import { asOfJoin, type AsOfJoinNode } from './as-of-join.ts';
import { deduplicate, type DeduplicateNode } from './deduplicate.ts';
import { explode, type ExplodeNode } from './explode.ts';
import { filterWith, type FilterWithNode } from './filter-with.ts';
import { filter, type FilterNode } from './filter.ts';
import { groupBy, type GroupByNode } from './group-by.ts';
import { intervalJoin, type IntervalJoinNode } from './interval-join.ts';
import { joinTable, type JoinTableNode } from './join-table.ts';
import { lag, type LagNode } from './lag.ts';
import { latest, type LatestNode } from './latest.ts';
import { map, type MapNode } from './map.ts';
import type { Operator } from './operator.ts';
import { project, type ProjectNode } from './project.ts';
import { runningAggregate, type RunningAggregateNode } from './running-aggregate.ts';
import { sessionWindow, type SessionWindowNode } from './session-window.ts';
import { slidingWindow, type SlidingWindowNode } from './sliding-window.ts';
import { topK, type TopKNode } from './top-k.ts';
import { tumblingWindow, type TumblingWindowNode } from './tumbling-window.ts';
import { union, type UnionNode } from './union.ts';

/** Every node that reads another one. A new operator needs its own file and an entry here and in the table below. */
export type OperatorNode =
  | FilterNode
  | ProjectNode
  | ExplodeNode
  | MapNode
  | FilterWithNode
  | DeduplicateNode
  | LagNode
  | RunningAggregateNode
  | JoinTableNode
  | TumblingWindowNode
  | SlidingWindowNode
  | SessionWindowNode
  | TopKNode
  | UnionNode
  | IntervalJoinNode
  | AsOfJoinNode
  | LatestNode
  | GroupByNode;

const operators = {
  filter,
  project,
  explode,
  map,
  'filter-with': filterWith,
  deduplicate,
  lag,
  'running-aggregate': runningAggregate,
  'join-table': joinTable,
  'tumbling-window': tumblingWindow,
  'sliding-window': slidingWindow,
  'session-window': sessionWindow,
  'top-k': topK,
  union,
  'interval-join': intervalJoin,
  'as-of-join': asOfJoin,
  latest,
  'group-by': groupBy,
} satisfies {
  [Kind in OperatorNode['kind']]: Operator<Extract<OperatorNode, { kind: Kind }>>;
};

export function operatorOf(node: PlanNode): Operator<PlanNode> {
  return operators[node.kind as OperatorNode['kind']];
}
