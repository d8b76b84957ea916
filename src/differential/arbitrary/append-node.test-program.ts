import type { PlanNode } from '../../pipeline/plan-node.ts';

/** Appends an operator to any plan. `depth` makes the names of its columns unique. */
export type AppendNode = (input: PlanNode, depth: number) => PlanNode;
