import type { PlanNode } from '../../pipeline/plan-node.ts';
import type { DialectName } from '../dialect.ts';
import type { Lines } from '../select.ts';
import type { SqlWriter } from '../sql-writer.ts';

/** What an operator's SQL is written from. */
export interface SqlPlace {
  /** The names under which the SQL of the node's inputs stands. */
  readonly input: string;
  readonly other: string;
  readonly writer: SqlWriter;
  /** Whether the node is the plan's last one. */
  readonly isLast: boolean;
  /** Columns beside the plan's that rows of the inputs carry, and that the operator's rows have to carry as well. */
  readonly carried: readonly string[];
}

/** The SELECT of a node, where it is the same in several dialects. */
export type WriteSql<Node extends PlanNode> = (node: Node, place: SqlPlace) => Lines;

/** An operator in each dialect: the SELECT that stands for a node. Refuses where there is none with the node's meaning. */
export interface OperatorSql<Node extends PlanNode> {
  /** The dialects, beside DuckDB, in which the SQL reads the rows' event time. */
  readonly readsEventTime: readonly DialectName[];
  duckdb(node: Node, place: SqlPlace): Lines;
  spark(node: Node, place: SqlPlace): Lines;
  flink(node: Node, place: SqlPlace): Lines;
}
