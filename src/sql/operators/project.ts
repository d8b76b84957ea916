import type { ProjectNode } from '../../operators/project.ts';
import { select } from '../select.ts';
import type { OperatorSql, WriteSql } from './operator-sql.ts';

const write: WriteSql<ProjectNode> = ({ expressions }, { input, writer, carried }) => {
  const columns = Object.entries(expressions).map(([name, expression]) => {
    const [value, alias] = [writer.expression(expression), writer.name(name)];
    return value === alias ? value : `${value} AS ${alias}`;
  });
  return select({ columns: [...columns, ...carried], from: input });
};

export const project: OperatorSql<ProjectNode> = { readsEventTime: [], duckdb: write, spark: write, flink: write };
