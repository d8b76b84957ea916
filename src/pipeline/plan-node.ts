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
}

/** Where records enter. The watermark is the largest event time seen less `watermarkDelayMicros`. */
export interface SourceNode extends PlanNode {
  readonly kind: 'source';
  /** The timestamp column that says when a record happened. */
  readonly eventTime: string;
  readonly watermarkDelayMicros: number;
}
