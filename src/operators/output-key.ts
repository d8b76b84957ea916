import type { PlanNode } from '../pipeline/plan-node.ts';
import type { GroupByNode } from './group-by.ts';
import type { LatestNode } from './latest.ts';

/** The nodes that end a plan whose output is a table. */
type TableNode = LatestNode | GroupByNode;

const tableKinds: readonly string[] = ['latest', 'group-by'] satisfies TableNode['kind'][];

/** The columns by which rows of the plan's output replace each other; undefined if they do not. */
export function outputKey(plan: PlanNode): readonly string[] | undefined {
  return tableKinds.includes(plan.kind) ? (plan as TableNode).by : undefined;
}
