import { isNullable } from '../../columns/column-type.ts';
import type { RunningAggregateNode } from '../../operators/running-aggregate.ts';
import { refusal } from '../refusal.ts';
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
    const keyed = flinkKeyedRows(node, place);
    return node.excludeCurrent ? previousAggregates(node, keyed, place) : aggregatesOver(node, keyed, place);
  },
};

/** For Flink, where a frame ends at the current row: the aggregates of the row before, which include that row. */
function previousAggregates(node: RunningAggregateNode, { rows, window }: KeyedRows, place: SqlPlace): Lines {
  const { writer, carried } = place;
  const through = { ...place, carried: [...carried, 'row_arrival'] };
  const running = writer.with('running', aggregatesOver({ ...node, excludeCurrent: false }, { rows, window }, through));
  const previous = Object.keys(node.aggregates).map((name) => {
    const value = `LAG(${writer.name(name)}) OVER (${window})`;
    // Without rows only counts are not null.
    const orZero = isNullable(node.schema[name]) ? value : `COALESCE(${value}, ${writer.dialect.integer(0)})`;
    return `${orZero} AS ${writer.name(name)}`;
  });
  return select({
    columns: [...writer.names(Object.keys(node.input.schema)), ...previous, ...carried],
    from: running,
  });
}

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
