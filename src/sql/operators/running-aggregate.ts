import type { RunningAggregateNode } from '../../operators/running-aggregate.ts';
import { refuse, refused } from '../refusal.ts';
import { select } from '../select.ts';
import { duckdbKeyedRows, flinkKeyedRows } from './episodes.ts';
import type { OperatorSql } from './operator-sql.ts';

export const runningAggregate: OperatorSql<RunningAggregateNode> = {
  readsEventTime: [],
  duckdb(node, place) {
    const { writer, carried } = place;
    const { rows, window } = duckdbKeyedRows(node, place);
    const frame = `(${window} ROWS BETWEEN UNBOUNDED PRECEDING AND ${node.excludeCurrent ? '1 PRECEDING' : 'CURRENT ROW'})`;
    return select({
      columns: [
        ...writer.names(Object.keys(node.input.schema)),
        ...writer.aggregates(node.aggregates, frame),
        ...carried,
      ],
      from: rows,
    });
  },
  spark: refused('Spark has no running aggregates for each row of a stream'),
  flink(node, place) {
    const { writer, carried } = place;
    if (node.excludeCurrent) refuse("Flink's frames of rows end at the current row");
    const { rows, window } = flinkKeyedRows(node, place);
    const frame = `(${window} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
    return select({
      columns: [
        ...writer.names(Object.keys(node.input.schema)),
        ...writer.aggregates(node.aggregates, frame),
        ...carried,
      ],
      from: rows,
    });
  },
};
