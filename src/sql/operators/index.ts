import type { OperatorNode } from '../../operators/index.ts';
import type { PlanNode, SourceNode } from '../../pipeline/plan-node.ts';
import { filter } from './filter.ts';
import { joinTable } from './join-table.ts';
import type { OperatorSql } from './operator-sql.ts';
import { project } from './project.ts';
import { source } from './source.ts';
import { tumblingWindow } from './tumbling-window.ts';

type AnyNode = SourceNode | OperatorNode;

/** Every operator in every dialect. A new operator is its file and its name here: the SQL, or `refused()` with a reason. */
const operators: { readonly [Kind in AnyNode['kind']]: OperatorSql<Extract<AnyNode, { kind: Kind }>> } = {
  source,
  filter,
  project,
  'join-table': joinTable,
  'tumbling-window': tumblingWindow,
};

export function operatorSqlOf(node: PlanNode): OperatorSql<PlanNode> {
  return operators[node.kind as AnyNode['kind']];
}
