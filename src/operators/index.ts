import type { PlanNode } from '../pipeline/plan-node.ts';
import { asOfJoin, type AsOfJoinNode } from './as-of-join.ts';
import { filter, type FilterNode } from './filter.ts';
import { intervalJoin, type IntervalJoinNode } from './interval-join.ts';
import { joinTable, type JoinTableNode } from './join-table.ts';
import type { Operator } from './operator.ts';
import { project, type ProjectNode } from './project.ts';
import { sessionWindow, type SessionWindowNode } from './session-window.ts';
import { slidingWindow, type SlidingWindowNode } from './sliding-window.ts';
import { topK, type TopKNode } from './top-k.ts';
import { tumblingWindow, type TumblingWindowNode } from './tumbling-window.ts';
import { union, type UnionNode } from './union.ts';

/** Every node that reads another one. A new operator is its file and a name in this union and in the table. */
export type OperatorNode =
  | FilterNode
  | ProjectNode
  | JoinTableNode
  | TumblingWindowNode
  | SlidingWindowNode
  | SessionWindowNode
  | TopKNode
  | UnionNode
  | IntervalJoinNode
  | AsOfJoinNode;

const operators = {
  filter,
  project,
  'join-table': joinTable,
  'tumbling-window': tumblingWindow,
  'sliding-window': slidingWindow,
  'session-window': sessionWindow,
  'top-k': topK,
  union,
  'interval-join': intervalJoin,
  'as-of-join': asOfJoin,
} satisfies {
  [Kind in OperatorNode['kind']]: Operator<Extract<OperatorNode, { kind: Kind }>>;
};

export function operatorOf(node: PlanNode): Operator<PlanNode> {
  return operators[node.kind as OperatorNode['kind']];
}
