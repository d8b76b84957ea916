import type { JoinTableNode } from '../../operators/join-table.ts';
import { indent, select, type Lines } from '../select.ts';
import type { OperatorSql, SqlPlace } from './operator-sql.ts';

export const joinTable: OperatorSql<JoinTableNode> = {
  readsEventTime: ['flink'],
  duckdb: (node, place) => join(node, place.writer.view(node.table), place),
  spark: (node, place) => join(node, place.writer.view(node.table), place),
  // After any other join, Flink has no event time. And it would keep records for ever, because the table might change.
  flink: (node, place) =>
    join(node, `${place.writer.versionedTable(node.table)} FOR SYSTEM_TIME AS OF i.row_time`, place),
};

function join(
  { table, on, type, input: { schema } }: JoinTableNode,
  joined: string,
  { input, writer, carried }: SqlPlace,
): Lines {
  const added = Object.keys(table.schema).filter((name) => name !== table.key);
  return select({
    columns: [
      ...writer.names(Object.keys(schema), 'i'),
      ...writer.names(added, 't'),
      ...carried.map((name) => `i.${name}`),
    ],
    from: [
      `${input} AS i`,
      `${type === 'left' ? 'LEFT JOIN' : 'JOIN'} ${joined} AS t`,
      ...indent([`ON i.${writer.name(on)} = t.${writer.name(table.key)}`]),
    ],
  });
}
