import type { PlanNode } from '../../pipeline/plan-node.ts';

/** One operator, before it is known what it reads: puts a node behind the plan so far. `depth` keeps names apart. */
export type AppendNode = (input: PlanNode, depth: number) => PlanNode;
