import type { LatestNode } from '../../operators/latest.ts';
import { select } from '../select.ts';
import type { OperatorSql, WriteSql } from './operator-sql.ts';

/** The sink keeps the table and replaces rows by key. */
const updates: WriteSql<LatestNode> = (_, { input }) => select({ columns: ['*'], from: input });

export const latest: OperatorSql<LatestNode> = {
  readsEventTime: [],
  /** At the end of a plan, the table itself: the last row of each key, in the place of the first. */
  duckdb(node, place) {
    if (!place.isLast) return updates(node, place);
    const { input, writer } = place;
    const key = `PARTITION BY ${writer.names(node.by).join(', ')}`;
    return select({
      columns: [
        ...writer.names(Object.keys(node.schema)),
        'row_cause',
        'row_closing',
        `MIN(row_order) OVER (${key}) AS row_order`,
        'row_time',
      ],
      from: [input, `QUALIFY ROW_NUMBER() OVER (${key} ORDER BY ${input}.row_order DESC) = 1`],
    });
  },
  spark: updates,
  flink: updates,
};
