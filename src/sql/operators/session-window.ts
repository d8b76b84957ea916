import type { SessionWindowNode } from '../../operators/session-window.ts';
import { flinkWindowLength } from '../flink.ts';
import { refuse } from '../refusal.ts';
import { select, type Lines } from '../select.ts';
import { sparkDuration } from '../spark.ts';
import { clock } from './clock.ts';
import { refuseFirstAndLast, refuseWindowTimes } from './flink-windows.ts';
import type { OperatorSql, SqlPlace } from './operator-sql.ts';
import { windowOf } from './row-order.ts';
import { afterEnd, closedWindows, flinkWindows, sparkWindows } from './windows.ts';

export const sessionWindow: OperatorSql<SessionWindowNode> = {
  readsEventTime: ['spark', 'flink'],
  duckdb: duckdbSessions,
  spark(node, place) {
    refuseEventTime(place);
    return sparkWindows(node, `session_window(row_time, '${sparkDuration(node.gapMicros)}')`, 'session_window', place);
  },
  flink(node, place) {
    refuseEventTime(place);
    refuseWindowTimes(node, 'none');
    refuseFirstAndLast(node);
    const { input, writer } = place;
    const partition = node.by.length === 0 ? '' : ` PARTITION BY (${writer.names(node.by).join(', ')})`;
    return flinkWindows(
      node,
      `SESSION(TABLE ${input}${partition}, DESCRIPTOR(row_time), ${flinkWindowLength(node.gapMicros)})`,
      place,
    );
  },
};

/** A session's rows have the time of its end in a plan, and a time before it in an engine's streams. */
function refuseEventTime({ carried, writer }: SqlPlace): void {
  if (carried.length === 0) return;
  refuse(`in ${writer.dialect.title} a session's rows have a time before its end, and in a plan that of its end`);
}

/**
 * The rows of a key that are in time, ordered by event time, belong to one session as long as each is within the gap of
 * the one before, unless that session had closed. A session whose last row is at time t had closed if the watermark had
 * passed t + gap before each of the rows in (t, t + gap]. If one of them had arrived earlier, it would have kept the
 * session open for the others.
 */
function duckdbSessions(node: SessionWindowNode, { input, writer }: SqlPlace): Lines {
  const gap = writer.interval(node.gapMicros);
  const keys = writer.names(node.by);
  const window = (order: string): string => `(${windowOf(keys, order)})`;
  const within = `RANGE BETWEEN INTERVAL 1 MICROSECOND FOLLOWING AND ${gap} FOLLOWING`;
  const earliest = `MIN(watermark_before) OVER ${window(`row_time ${within}`)}`;
  const linked = writer.with(
    'linked',
    select({
      columns: ['*', `COALESCE(${earliest} <= row_time + ${gap}, FALSE) AS row_continues`],
      from: [input, `JOIN ${clock(writer)} USING (row_cause)`],
      where: `row_time + ${gap} >= watermark_before`,
    }),
  );
  const begun = writer.with(
    'begun',
    select({
      columns: [
        '*',
        `COALESCE(LAG(row_time) OVER sorted < row_time AND NOT LAG(row_continues) OVER sorted, TRUE) AS row_begins`,
      ],
      from: [linked, `WINDOW sorted AS ${window('row_time, row_order')}`],
    }),
  );
  const session = `SUM(CAST(row_begins AS INTEGER)) OVER ${window('row_time, row_order ROWS UNBOUNDED PRECEDING')}`;
  const numbered = writer.with('numbered', select({ columns: ['*', `${session} AS row_session`], from: begun }));
  const grouped = writer.with(
    'grouped',
    select({
      columns: [
        ...keys,
        'MIN(row_time) AS row_start',
        `MAX(row_time) + ${gap} AS row_end`,
        `${afterEnd(`MAX(row_time) + ${gap}`)} AS row_due`,
        ...writer.aggregates(node.aggregates),
      ],
      from: numbered,
      groupBy: [...keys, 'row_session'],
    }),
  );
  return closedWindows(node, grouped, { start: 'row_start', due: 'row_due' }, writer);
}
