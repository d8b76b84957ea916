import type { SourceNode } from '../../pipeline/plan-node.ts';
import { select } from '../select.ts';
import type { OperatorSql, WriteSql } from './operator-sql.ts';

/** The table has the columns that rows carry: see recordsSql(). */
const write: WriteSql<SourceNode> = () => select({ columns: ['*'], from: 'records' });

export const source: OperatorSql<SourceNode> = {
  readsEventTime: [],
  duckdb: ({ eventTime }, { writer }) =>
    select({
      columns: [
        '*',
        'arrival AS row_cause',
        'FALSE AS row_closing',
        'arrival AS row_order',
        `${writer.name(eventTime)} AS row_time`,
      ],
      from: 'records',
    }),
  spark: write,
  flink: write,
};
