import type { UnionNode } from '../../operators/union.ts';
import { indent, select } from '../select.ts';
import type { OperatorSql, WriteSql } from './operator-sql.ts';
import { renumbered } from './row-order.ts';

const write: WriteSql<UnionNode> = ({ schema }, { input, other, writer, carried }) => {
  const columns = [...writer.names(Object.keys(schema)), ...carried];
  return [...select({ columns, from: input }), 'UNION ALL', ...select({ columns, from: other })];
};

export const union: OperatorSql<UnionNode> = {
  readsEventTime: [],
  duckdb({ schema }, { input, other, writer, carried }) {
    const columns = writer.names(Object.keys(schema));
    const side = (from: string, number: number): readonly string[] =>
      select({ columns: [...columns, ...carried, `${number} AS row_side`], from });
    return select({
      columns: [...columns, ...renumbered(['row_cause', 'row_closing', 'row_side', 'row_order'])],
      from: ['(', ...indent([...side(input, 0), 'UNION ALL', ...side(other, 1)]), ') AS sides'],
    });
  },
  spark: write,
  flink: write,
};
