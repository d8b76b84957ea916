import type { LagNode } from '../../operators/lag.ts';
import { refusal } from '../refusal.ts';
import { select, type Lines } from '../select.ts';
import { duckdbKeyedRows, flinkKeyedRows, type KeyedRows } from './episodes.ts';
import type { OperatorSql, SqlPlace } from './operator-sql.ts';

export const lag: OperatorSql<LagNode> = {
  readsEventTime: [],
  duckdb: (node, place) => lagOver(node, duckdbKeyedRows(node, place), place),
  spark: refusal('Spark has no previous row in a stream'),
  flink: (node, place) => lagOver(node, flinkKeyedRows(node, place), place),
};

function lagOver(
  { input: { schema }, expressions }: LagNode,
  { rows, window }: KeyedRows,
  { writer, carried }: SqlPlace,
): Lines {
  const previous = Object.entries(expressions).map(
    ([name, node]) => `LAG(${writer.expression(node)}) OVER (${window}) AS ${writer.name(name)}`,
  );
  return select({ columns: [...writer.names(Object.keys(schema)), ...previous, ...carried], from: rows });
}
