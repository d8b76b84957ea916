import { select, type Lines } from '../select.ts';
import type { SqlWriter } from '../sql-writer.ts';
import { advances } from './clock.ts';
import type { WindowNode } from './window-node.ts';

/**
 * For DuckDB: the rows that windows put out when they close, from a row for each window and key with `row_end`. The
 * cause of a window's closing is the first record whose watermark reaches its end; the rows' event time is the
 * window's last microsecond.
 */
export function closedWindows(node: WindowNode, grouped: string, start: string, writer: SqlWriter): Lines {
  const keys = writer.names(node.by).map((name) => `${name} NULLS LAST`);
  return select({
    columns: [
      ...writer.names(node.by),
      `${start} AS ${writer.name('windowStart')}`,
      `row_end AS ${writer.name('windowEnd')}`,
      ...writer.names(Object.keys(node.aggregates)),
      'row_cause',
      'TRUE AS row_closing',
      `ROW_NUMBER() OVER (ORDER BY ${['row_end', ...keys].join(', ')}) AS row_order`,
      'row_end - INTERVAL 1 MICROSECOND AS row_time',
    ],
    from: [grouped, `ASOF JOIN ${advances(writer)} ON row_end <= watermark_after`],
  });
}
