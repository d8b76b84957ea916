import type { SourceNode } from '../../pipeline/plan-node.ts';
import { select } from '../select.ts';
import type { OperatorSql, WriteSql } from './operator-sql.ts';

const write: WriteSql<SourceNode> = ({ eventTime }, { writer, carried }) =>
  select({ columns: ['*', ...carried.map((name) => `${writer.name(eventTime)} AS ${name}`)], from: 'records' });

/** The records: the table `records`, whose declaration stands apart. */
export const source: OperatorSql<SourceNode> = {
  readsEventTime: [],
  duckdb: ({ eventTime }, { writer }) =>
    select({
      columns: ['*', 'arrival AS row_cause', 'FALSE AS row_closing', 'arrival AS row_order', `${writer.name(eventTime)} AS row_time`],
      from: 'records',
    }),
  spark: write,
  flink: write,
};
