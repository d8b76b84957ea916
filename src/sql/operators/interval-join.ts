import type { IntervalJoinNode } from '../../operators/interval-join.ts';
import { addedColumns } from '../../operators/join-keys.ts';
import { refuse } from '../refusal.ts';
import { indent, select, type Lines } from '../select.ts';
import type { SqlWriter } from '../sql-writer.ts';
import { clock } from './clock.ts';
import { refuseWindowTimes } from './flink-windows.ts';
import { equalKeys } from './join-condition.ts';
import type { OperatorSql, SqlPlace } from './operator-sql.ts';
import { renumbered } from './row-order.ts';

export const intervalJoin: OperatorSql<IntervalJoinNode> = {
  readsEventTime: ['spark', 'flink'],
  duckdb(node, place) {
    const { writer } = place;
    const pairs = writer.with('pairs', [
      ...pairsOf(node, 'l', 'r', place),
      'UNION ALL',
      ...pairsOf(node, 'r', 'l', place),
    ]);
    return select({
      columns: [
        ...writer.names(Object.keys(node.schema)),
        ...renumbered(['row_cause', 'row_closing', 'row_side', 'row_first', 'row_second']),
      ],
      from: pairs,
    });
  },
  spark: streamingJoin,
  flink(node, place) {
    refuseWindowTimes(node, 'all');
    return streamingJoin(node, place);
  },
};

/** Pairs in which `later` arrived after `kept`, which had not expired by then. Of one record, the left row is first. */
function pairsOf(node: IntervalJoinNode, kept: 'l' | 'r', later: 'l' | 'r', { input, other, writer }: SqlPlace): Lines {
  const held = writer.interval(kept === 'l' ? node.afterMicros : node.beforeMicros);
  const isLater = `${arrivalOf(kept)} ${kept === 'l' ? '<=' : '<'} ${arrivalOf(later)}`;
  return select({
    columns: [
      ...joinedColumns(node, writer),
      `${later}.row_cause`,
      `${later}.row_closing`,
      `${later === 'l' ? 0 : 1} AS row_side`,
      `${later}.row_order AS row_first`,
      `${kept}.row_order AS row_second`,
      'GREATEST(l.row_time, r.row_time) AS row_time',
    ],
    from: [
      `${input} AS l`,
      `JOIN ${other} AS r`,
      ...indent([`ON ${condition(node, writer).join(' AND ')}`]),
      `JOIN ${clock(writer)} AS c ON c.row_cause = ${later}.row_cause`,
    ],
    where: `${isLater} AND ${kept}.row_time + ${held} >= c.watermark_before`,
  });
}

function arrivalOf(table: string): string {
  return `(${table}.row_cause, ${table}.row_closing)`;
}

function streamingJoin(node: IntervalJoinNode, { input, other, writer, carried }: SqlPlace): Lines {
  const { title } = writer.dialect;
  if (node.keys.length === 0) refuse(`${title} joins streams by at least one key`);
  // That of the later row: known if one side is always the later one.
  const time = node.beforeMicros === 0 ? 'r.row_time' : node.afterMicros === 0 ? 'l.row_time' : undefined;
  if (carried.length > 0 && time === undefined)
    refuse(`after a join, event time in ${title} is that of one side, and not the later of the two`);
  return select({
    columns: [...joinedColumns(node, writer), ...carried.map(() => `${time} AS row_time`)],
    from: [`${input} AS l`, `JOIN ${other} AS r`, ...indent([`ON ${condition(node, writer).join(' AND ')}`])],
  });
}

function joinedColumns({ input, other, keys }: IntervalJoinNode, writer: SqlWriter): string[] {
  return [...writer.names(Object.keys(input.schema), 'l'), ...writer.names(addedColumns(other.schema, keys), 'r')];
}

function condition({ keys, beforeMicros, afterMicros }: IntervalJoinNode, writer: SqlWriter): string[] {
  const [before, after] = [writer.interval(beforeMicros), writer.interval(afterMicros)];
  return [...equalKeys(keys, writer), `r.row_time BETWEEN l.row_time - ${before} AND l.row_time + ${after}`];
}
