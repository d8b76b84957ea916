import type { PlanNode } from '../../pipeline/plan-node.ts';
import type { DialectName } from '../dialect.ts';
import type { Lines } from '../select.ts';
import type { SqlWriter } from '../sql-writer.ts';

/** What an operator's SQL depends on besides its node. */
export interface SqlPlace {
  /** The names of the SELECTs of the node's inputs. */
  readonly input: string;
  readonly other: string;
  readonly writer: SqlWriter;
  /** Whether the node is the plan's last one. */
  readonly isLast: boolean;
  /** Columns besides the plan's that the inputs' rows carry, and that the operator's rows must carry too. */
  readonly carried: readonly string[];
}

/** Writes the SELECT of a node that is the same in several dialects. */
export type WriteSql<Node extends PlanNode> = (node: Node, place: SqlPlace) => Lines;

/** Writes the SELECT of a node in each dialect. Refuses if there is none with the node's meaning. */
export interface OperatorSql<Node extends PlanNode> {
  /** The dialects, besides DuckDB, in which the SQL reads the rows' event time. */
  readonly readsEventTime: readonly DialectName[];
  duckdb(node: Node, place: SqlPlace): Lines;
  spark(node: Node, place: SqlPlace): Lines;
  flink(node: Node, place: SqlPlace): Lines;
}
