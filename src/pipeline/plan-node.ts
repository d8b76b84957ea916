import type { Schema } from '../columns/column-type.ts';

/**
 * What every node of a plan has. Nodes are frozen plain data; each operator's file declares its own kind.
 * `schema`: the columns of the rows that the node puts out.
 */
export interface PlanNode {
  readonly kind: string;
  readonly schema: Schema;
  /** The node that this one reads; absent in a source. */
  readonly input?: PlanNode;
  /** The second node that this one reads, in joins and unions. */
  readonly other?: PlanNode;
}

/**
 * The nodes that a node reads, in the order in which a record reaches them. A plan is a tree: a stream that is
 * used twice is computed twice, so that all that a record does to the first input comes before all that it does to
 * the second.
 */
export function inputsOf({ input, other }: PlanNode): PlanNode[] {
  return [input, other].filter((node) => node !== undefined);
}

/** Where the records of a plan enter. All sources of a plan are the same one: streams are told apart by a column. */
export function sourceOf(plan: PlanNode): SourceNode {
  return plan.input === undefined ? (plan as SourceNode) : sourceOf(plan.input);
}

/** Where records enter. The watermark is the largest event time seen less `watermarkDelayMicros`. */
export interface SourceNode extends PlanNode {
  readonly kind: 'source';
  /** The timestamp column that says when a record happened. */
  readonly eventTime: string;
  readonly watermarkDelayMicros: number;
}
