import type { Schema } from '../columns/column-type.ts';

/** What all nodes of a plan have. Nodes are frozen plain data; each operator's file declares its own kind. */
export interface PlanNode {
  readonly kind: string;
  /** The columns of the rows that the node emits. */
  readonly schema: Schema;
  /** The node that this one reads; absent in a source. */
  readonly input?: PlanNode;
  /** The second node that this one reads, in joins and unions. */
  readonly other?: PlanNode;
}

/**
 * The nodes that a node reads, in the order in which a record reaches them. A plan is a tree: a stream that is
 * used twice is computed twice. So everything that a record does in the first input comes before everything that
 * it does in the second.
 */
export function inputsOf({ input, other }: PlanNode): PlanNode[] {
  return [input, other].filter((node) => node !== undefined);
}

/** The source of a plan's records. A plan has only one: where it reads several streams, a column distinguishes them. */
export function sourceOf(plan: PlanNode): SourceNode {
  return plan.input === undefined ? (plan as SourceNode) : sourceOf(plan.input);
}

/** Where records enter. The watermark is the largest event time so far minus `watermarkDelayMicros`. */
export interface SourceNode extends PlanNode {
  readonly kind: 'source';
  /** The timestamp column that holds the event time. */
  readonly eventTime: string;
  readonly watermarkDelayMicros: number;
}
