import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import type { Operator } from './operator.ts';

/**
 * The last node of a plan: its output is a table that holds, for each key, the row that arrived last. Rows are updates
 * of that table, so of several rows with the same key in one invocation only the last is written. How many are written
 * depends on batch boundaries and is reported; the table does not depend on them. No state: the table belongs to the
 * sink. Anywhere else in a plan, this node changes nothing.
 */
export interface LatestNode extends PlanNode {
  readonly kind: 'latest';
  readonly input: PlanNode;
  readonly by: readonly string[];
}

export function latestNode(input: PlanNode, by: readonly string[]): LatestNode {
  if (by.length === 0)
    throw new StreamBenchError({ kind: 'input', what: 'latest() needs at least one column as a key' });
  for (const name of by) checkColumn(input.schema, name);
  return Object.freeze({ kind: 'latest', schema: input.schema, input, by: Object.freeze([...by]) });
}

export const latest: Operator<LatestNode> = {
  kind: 'latest',
  compile: (_, __, consume) => [consume],
};
