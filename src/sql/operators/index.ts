import type { OperatorNode } from '../../operators/index.ts';
import type { PlanNode, SourceNode } from '../../pipeline/plan-node.ts';
import type { DialectName } from '../dialect.ts';
import { asOfJoin } from './as-of-join.ts';
import { deduplicate } from './deduplicate.ts';
import { explode } from './explode.ts';
import { filter } from './filter.ts';
import { intervalJoin } from './interval-join.ts';
import { joinTable } from './join-table.ts';
import { lag } from './lag.ts';
import { latest } from './latest.ts';
import type { OperatorSql } from './operator-sql.ts';
import { project } from './project.ts';
import { runningAggregate } from './running-aggregate.ts';
import { sessionWindow } from './session-window.ts';
import { slidingWindow } from './sliding-window.ts';
import { source } from './source.ts';
import { topK } from './top-k.ts';
import { tumblingWindow } from './tumbling-window.ts';
import { union } from './union.ts';
import { userFunction } from './user-function.ts';

type AnyNode = SourceNode | OperatorNode;

/** Every operator in every dialect. A new operator is its file and its name here: its SQL, or `refused()` with a reason. */
const operators: { readonly [Kind in AnyNode['kind']]: OperatorSql<Extract<AnyNode, { kind: Kind }>> } = {
  source,
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
  explode,
  map: userFunction,
  'filter-with': userFunction,
  deduplicate,
  lag,
  'running-aggregate': runningAggregate,
  latest,
};

/** Why no node of this kind has SQL in this dialect, or undefined where some have. */
export function kindRefusal(kind: OperatorNode['kind'], dialect: DialectName): string | undefined {
  return (operators[kind][dialect] as { readonly reason?: string }).reason;
}

export function operatorSqlOf(node: PlanNode): OperatorSql<PlanNode> {
  return operators[node.kind as AnyNode['kind']];
}
