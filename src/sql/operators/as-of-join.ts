import type { AsOfJoinNode } from '../../operators/as-of-join.ts';
import { addedColumns } from '../../operators/join-keys.ts';
import { refuse, refusal } from '../refusal.ts';
import { indent, select, type Lines } from '../select.ts';
import { clock } from './clock.ts';
import { refuseWindowTimes } from './flink-windows.ts';
import { equalKeys } from './join-condition.ts';
import type { OperatorSql, SqlPlace } from './operator-sql.ts';

export const asOfJoin: OperatorSql<AsOfJoinNode> = {
  readsEventTime: ['spark', 'flink'],
  duckdb: duckdbJoin,
  spark: refusal('Spark has no as-of join of streams'),
  flink: flinkJoin,
};

/**
 * For each left row, the last right row by (event time, arrival): of those that had arrived, up to the left row's time
 * or the watermark, whichever is later. If that right row is later than the left row, the watermark had reached it, and
 * the row that the left row would have matched was obsolete.
 */
function duckdbJoin(node: AsOfJoinNode, { input, other, writer, carried }: SqlPlace): Lines {
  const added = addedColumns(node.other.schema, node.keys);
  const conditions = [
    ...equalKeys(node.keys, writer),
    '(r.row_cause, r.row_closing) < (l.row_cause, l.row_closing)',
    'r.row_time <= GREATEST(l.row_time, watermark_before)',
  ];
  const latest = writer.with(
    'latest',
    select({
      columns: ['l.row_order AS row_left', ...writer.names(added, 'r'), 'r.row_time', 'watermark_before'],
      from: [
        `${input} AS l`,
        `JOIN ${clock(writer)} USING (row_cause)`,
        `JOIN ${other} AS r`,
        ...indent([`ON ${conditions.join(' AND ')}`]),
        'QUALIFY ROW_NUMBER() OVER (PARTITION BY l.row_order ORDER BY r.row_time DESC, r.row_order DESC) = 1',
      ],
    }),
  );
  const within = node.withinMicros === undefined ? undefined : writer.interval(node.withinMicros);
  const matches = [
    'm.row_left = l.row_order',
    'm.row_time <= l.row_time',
    ...(within === undefined ? [] : [`m.row_time + ${within} >= GREATEST(l.row_time, m.watermark_before)`]),
  ];
  return select({
    columns: [
      ...writer.names(Object.keys(node.input.schema), 'l'),
      ...writer.names(added, 'm'),
      ...carried.map((name) => `l.${name}`),
    ],
    from: [
      `${input} AS l`,
      `${node.type === 'left' ? 'LEFT JOIN' : 'JOIN'} ${latest} AS m`,
      ...indent([`ON ${matches.join(' AND ')}`]),
    ],
  });
}

/**
 * Flink's join with a table as of the row's time. It waits for the watermark, so it also matches right rows that arrive
 * after the left one. If records arrive in order of event time, the result is the same.
 */
function flinkJoin(node: AsOfJoinNode, { input, other, writer, carried }: SqlPlace): Lines {
  refuseWindowTimes(node, 'all');
  if (node.keys.length === 0) refuse('Flink joins streams by at least one key');
  if (node.withinMicros !== undefined && node.type === 'left')
    refuse('Flink has no bound on the age of the rows that an outer as-of join matches');
  const rightKeys = writer.names(node.keys.map(({ right }) => right));
  const numbered = `ROW_NUMBER() OVER (PARTITION BY ${rightKeys.join(', ')} ORDER BY row_time DESC) AS row_version`;
  const names = writer.names(Object.keys(node.other.schema));
  const versions = writer.with('versions', [
    ...select({
      columns: [...names, 'row_time'],
      from: ['(', ...indent(select({ columns: ['*', numbered], from: other })), ')'],
      where: 'row_version = 1',
    }),
  ]);
  return select({
    columns: [
      ...writer.names(Object.keys(node.input.schema), 'l'),
      ...writer.names(addedColumns(node.other.schema, node.keys), 'r'),
      ...carried.map((name) => `l.${name}`),
    ],
    from: [
      `${input} AS l`,
      `${node.type === 'left' ? 'LEFT JOIN' : 'JOIN'} ${versions} FOR SYSTEM_TIME AS OF l.row_time AS r`,
      ...indent([`ON ${equalKeys(node.keys, writer).join(' AND ')}`]),
    ],
    ...(node.withinMicros !== undefined && {
      where: `r.row_time + ${writer.interval(node.withinMicros)} >= l.row_time`,
    }),
  });
}
