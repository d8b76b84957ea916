import type { OperatorNode } from '../../operators/index.ts';
import type { PlanNode, SourceNode } from '../../pipeline/plan-node.ts';
import type { DialectName } from '../dialect.ts';
import { refusal } from '../refusal.ts';
import { asOfJoin } from './as-of-join.ts';
import { deduplicate } from './deduplicate.ts';
import { explode } from './explode.ts';
import { filter } from './filter.ts';
import { groupBy } from './group-by.ts';
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

/** The SQL of operators in each dialect, or `refusal()` with a reason. The local engine needs no SQL. */
const operators: { readonly [Kind in AnyNode['kind']]?: OperatorSql<Extract<AnyNode, { kind: Kind }>> } = {
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
  'group-by': groupBy,
};

const notWritten = refusal('nobody has written its SQL yet');
const withoutSql: OperatorSql<PlanNode> = {
  readsEventTime: [],
  duckdb: notWritten,
  spark: notWritten,
  flink: notWritten,
};

/** Why no node of this kind has SQL in this dialect, or undefined if some have. */
export function kindRefusal(kind: OperatorNode['kind'], dialect: DialectName): string | undefined {
  return (operatorSqlOf({ kind })[dialect] as { readonly reason?: string }).reason;
}

export function operatorSqlOf({ kind }: Pick<PlanNode, 'kind'>): OperatorSql<PlanNode> {
  return operators[kind as AnyNode['kind']] ?? withoutSql;
}
