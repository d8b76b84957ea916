import type { AggregateNode } from '../../operators/aggregates/index.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import type { SqlWriter } from '../sql-writer.ts';

/** What nodes of windows of all kinds have. */
export interface WindowNode extends PlanNode {
  readonly by: readonly string[];
  readonly aggregates: Readonly<Record<string, AggregateNode>>;
}

export function windowAggregates({ aggregates }: WindowNode, writer: SqlWriter): string[] {
  return Object.entries(aggregates).map(([name, aggregate]) => `${writer.aggregate(aggregate)} AS ${writer.name(name)}`);
}
