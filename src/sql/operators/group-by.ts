import { isNullable } from '../../columns/column-type.ts';
import type { GroupByNode } from '../../operators/group-by.ts';
import { inputsOf, type PlanNode } from '../../pipeline/plan-node.ts';
import { refuse } from '../refusal.ts';
import { select } from '../select.ts';
import type { OperatorSql, WriteSql } from './operator-sql.ts';
import { windowOf } from './row-order.ts';

/** In a stream, each change of a group gives its new row: the sink keeps the table and replaces rows by key. */
const updates: WriteSql<GroupByNode> = ({ by, aggregates }, { input, writer, isLast }) => {
  if (!isLast) refuse('its rows replace each other, which no other operator knows');
  const keys = writer.names(by);
  return select({ columns: [...keys, ...writer.aggregates(aggregates)], from: input, groupBy: keys });
};

export const groupBy: OperatorSql<GroupByNode> = {
  readsEventTime: [],
  /** At the end of a plan the table itself, with groups in the order of their first rows. */
  duckdb({ by, aggregates }, { input, writer, isLast, carried }) {
    const keys = writer.names(by);
    if (isLast)
      return select({
        columns: [...keys, ...writer.aggregates(aggregates), `MIN(${input}.row_order) AS row_order`],
        from: input,
        groupBy: keys,
      });
    const frame = `(${windowOf(keys, 'row_order')} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
    return select({ columns: [...keys, ...writer.aggregates(aggregates, frame), ...carried], from: input });
  },
  spark(node, place) {
    if (keepsState(node.input)) refuse('in Spark, in output mode update, it reads only operators that keep no state');
    return updates(node, place);
  },
  flink(node, place) {
    const key = node.by.find((name) => isNullable(node.schema[name]));
    if (key !== undefined) refuse(`Flink keeps the table by its keys, and '${key}' may be null`);
    return updates(node, place);
  },
};

const stateless: readonly string[] = ['source', 'filter', 'project', 'explode', 'join-table', 'union'];

function keepsState(node: PlanNode): boolean {
  return !stateless.includes(node.kind) || inputsOf(node).some(keepsState);
}
