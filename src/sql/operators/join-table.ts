import type { JoinTableNode } from '../../operators/join-table.ts';
import { select } from '../select.ts';
import type { OperatorSql, WriteSql } from './operator-sql.ts';

const write: WriteSql<JoinTableNode> = ({ table, on, type }, { input, writer }) => {
  const added = Object.keys(table.schema).filter((name) => name !== table.key);
  return select({
    columns: ['i.*', ...writer.names(added).map((name) => `t.${name}`)],
    from: [
      `${input} AS i`,
      `${type === 'left' ? 'LEFT JOIN' : 'JOIN'} ${writer.table(table)} AS t`,
      `  ON i.${writer.name(on)} = t.${writer.name(table.key)}`,
    ],
  });
};

export const joinTable: OperatorSql<JoinTableNode> = { usesEventTime: false, duckdb: write, spark: write, flink: write };
