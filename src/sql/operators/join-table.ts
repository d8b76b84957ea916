import type { JoinTableNode } from '../../operators/join-table.ts';
import { indent, select, type Lines } from '../select.ts';
import type { OperatorSql, SqlPlace } from './operator-sql.ts';

export const joinTable: OperatorSql<JoinTableNode> = {
  readsEventTime: [],
  duckdb: (node, place) => join(node, place.writer.view(node.table), place),
  spark: (node, place) =>
    place.writer.hasTableMaps ? lookup(node, place) : join(node, place.writer.view(node.table), place),
  // A lookup join: it waits for no watermark, and rows keep their event time. After a regular join they have none, and
  // Flink would keep them for ever, because the table might change.
  flink(node, place) {
    const { input, writer } = place;
    const arrivals = select({ columns: ['*', 'PROCTIME() AS row_arrival'], from: input });
    const joined = `${writer.lookupTable(node.table)} FOR SYSTEM_TIME AS OF i.row_arrival`;
    return join(node, joined, { ...place, input: writer.with('arrivals', arrivals) });
  },
};

/** As a projection and a selection, which is all that Spark's continuous mode knows. */
function lookup({ table, on, type, input: { schema } }: JoinTableNode, { input, writer, carried }: SqlPlace): Lines {
  const found = `try_element_at(${writer.map(table)}, ${writer.name(on)}) AS row_found`;
  const added = Object.keys(table.schema).filter((name) => name !== table.key);
  return select({
    columns: [
      ...writer.names(Object.keys(schema)),
      ...added.map((name) => `row_found.${writer.name(name)} AS ${writer.name(name)}`),
      ...carried,
    ],
    from: writer.with('found', select({ columns: ['*', found], from: input })),
    ...(type === 'inner' && { where: 'row_found IS NOT NULL' }),
  });
}

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
