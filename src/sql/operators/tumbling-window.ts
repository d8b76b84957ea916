import type { TumblingWindowNode } from '../../operators/tumbling-window.ts';
import { select } from '../select.ts';
import { sparkDuration } from '../spark.ts';
import { clock } from './clock.ts';
import { closedWindows } from './closed-windows.ts';
import type { OperatorSql } from './operator-sql.ts';
import { sparkWindows } from './spark-windows.ts';
import { windowAggregates } from './window-node.ts';

export const tumblingWindow: OperatorSql<TumblingWindowNode> = {
  usesEventTime: true,

  duckdb(node, { input, writer }) {
    const size = writer.interval(node.sizeMicros);
    const start = `TIME_BUCKET(${size}, row_time, TIMESTAMP '1970-01-01')`;
    const placed = writer.with('placed', select({ columns: ['*', `${start} + ${size} AS row_end`], from: input }));
    const grouped = writer.with(
      'grouped',
      select({
        columns: [...writer.names(node.by), 'row_end', ...windowAggregates(node, writer)],
        from: [placed, `JOIN ${clock(writer)} USING (row_cause)`],
        where: 'row_end > watermark_before',
        groupBy: ['row_end', ...writer.names(node.by)],
      }),
    );
    return closedWindows(node, grouped, `row_end - ${size}`, writer);
  },

  spark(node, place) {
    return sparkWindows(node, `window(row_time, '${sparkDuration(node.sizeMicros)}')`, 'window', place);
  },

  flink(node, { input, writer, carried }) {
    return select({
      columns: [
        ...writer.names(node.by),
        `window_start AS ${writer.name('windowStart')}`,
        `window_end AS ${writer.name('windowEnd')}`,
        ...windowAggregates(node, writer),
        ...carried.map((name) => `window_time AS ${name}`),
      ],
      from: `TABLE(TUMBLE(TABLE ${input}, DESCRIPTOR(row_time), ${writer.interval(node.sizeMicros)}))`,
      groupBy: ['window_start', 'window_end', ...carried.map(() => 'window_time'), ...writer.names(node.by)],
    });
  },
};
