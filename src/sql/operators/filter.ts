import type { FilterNode } from '../../operators/filter.ts';
import { select } from '../select.ts';
import type { OperatorSql, WriteSql } from './operator-sql.ts';

const write: WriteSql<FilterNode> = ({ predicate }, { input, writer }) =>
  select({ columns: ['*'], from: input, where: writer.expression(predicate) });

export const filter: OperatorSql<FilterNode> = { readsEventTime: [], duckdb: write, spark: write, flink: write };
