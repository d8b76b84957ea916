import type { RunningAggregateNode } from '../../operators/running-aggregate.ts';
import { refuse, refusal } from '../refusal.ts';
import { select, type Lines } from '../select.ts';
import { duckdbKeyedRows, flinkKeyedRows, type KeyedRows } from './episodes.ts';
import type { OperatorSql, SqlPlace } from './operator-sql.ts';

export const runningAggregate: OperatorSql<RunningAggregateNode> = {
  readsEventTime: [],
  duckdb(node, place) {
    return aggregatesOver(node, duckdbKeyedRows(node, place), place);
  },
  spark: refusal('Spark has no running aggregates for each row of a stream'),
  flink(node, place) {
    if (node.excludeCurrent) refuse('in Flink a frame of rows ends at the current row');
    return aggregatesOver(node, flinkKeyedRows(node, place), place);
  },
};

function aggregatesOver(
  { input: { schema }, aggregates, excludeCurrent }: RunningAggregateNode,
  { rows, window }: KeyedRows,
  { writer, carried }: SqlPlace,
): Lines {
  const end = excludeCurrent ? '1 PRECEDING' : 'CURRENT ROW';
  const frame = `(${window} ROWS BETWEEN UNBOUNDED PRECEDING AND ${end})`;
  return select({
    columns: [...writer.names(Object.keys(schema)), ...writer.aggregates(aggregates, frame), ...carried],
    from: rows,
  });
}
