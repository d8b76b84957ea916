import type { WindowedNode } from '../../operators/windowed-rows.ts';
import { select, type Lines } from '../select.ts';
import type { SqlWriter } from '../sql-writer.ts';
import { advances, clock } from './clock.ts';
import type { SqlPlace } from './operator-sql.ts';

/*
 * What windows of all kinds have in common. `row_end` is the end of a row's window.
 */

/** For DuckDB: windows of one size. `ends` gives the ends of the windows that hold an input row, in SQL. */
export function duckdbWindows(node: WindowedNode, ends: string, size: string, { input, writer }: SqlPlace): Lines {
  const placed = writer.with('placed', select({ columns: ['*', `${ends} AS row_end`], from: input }));
  const keys = writer.names(node.by);
  const grouped = writer.with(
    'grouped',
    select({
      columns: [...keys, 'row_end', ...writer.aggregates(node.aggregates)],
      from: [placed, `JOIN ${clock(writer)} USING (row_cause)`],
      where: 'row_end > watermark_before',
      groupBy: [...keys, 'row_end'],
    }),
  );
  return closedWindows(node, grouped, { start: `row_end - ${size}`, due: 'row_end' }, writer);
}

/** For DuckDB: the first microsecond after an end that is included, as that of a session is. */
export function afterEnd(end: string): string {
  return `${end} + INTERVAL 1 MICROSECOND`;
}

/**
 * For DuckDB: the rows that windows emit when they close. `grouped` has a row for each window and key. A window closes
 * when the watermark reaches the time when it is due.
 */
export function closedWindows(
  node: WindowedNode,
  grouped: string,
  { start, due }: { readonly start: string; readonly due: string },
  writer: SqlWriter,
): Lines {
  const keys = writer.names(node.by);
  return select({
    columns: [
      ...keys,
      `${start} AS ${writer.name('windowStart')}`,
      `row_end AS ${writer.name('windowEnd')}`,
      ...writer.names(Object.keys(node.aggregates)),
      ...closingColumns(due, ['row_end', ...keys]),
    ],
    from: [grouped, closing(due, writer)],
  });
}

/**
 * For DuckDB: the columns that rows carry if they are emitted, in this order, when the watermark reaches the time when
 * they are due. Their event time is the last microsecond before it.
 */
export function closingColumns(due: string, order: readonly string[]): string[] {
  const place = order.map((column) => `${column} NULLS LAST`).join(', ');
  return [
    'row_cause',
    'TRUE AS row_closing',
    `ROW_NUMBER() OVER (ORDER BY ${place}) AS row_order`,
    `${due} - INTERVAL 1 MICROSECOND AS row_time`,
  ];
}

/** For DuckDB: joins rows with their cause, the first record whose watermark reaches the time when they are due. */
export function closing(due: string, writer: SqlWriter): string {
  return `ASOF JOIN ${advances(writer)} ON ${due} <= watermark_after`;
}

/** For Spark: aggregates over the windows of a function such as window(). `column` is the name of their column. */
export function sparkWindows(
  node: WindowedNode,
  windows: string,
  column: string,
  { input, writer, carried }: SqlPlace,
): Lines {
  const keys = writer.names(node.by);
  const bounds = [`${column}.start AS ${writer.name('windowStart')}`, `${column}.end AS ${writer.name('windowEnd')}`];
  const grouping = { from: input, groupBy: [...keys, windows] };
  if (carried.length === 0)
    return select({ columns: [...keys, ...bounds, ...writer.aggregates(node.aggregates)], ...grouping });
  // window_time() takes only a column.
  const grouped = writer.with(
    'grouped',
    select({ columns: [...keys, column, ...writer.aggregates(node.aggregates)], ...grouping }),
  );
  return select({
    columns: [...keys, ...bounds, ...writer.names(Object.keys(node.aggregates)), `window_time(${column}) AS row_time`],
    from: grouped,
  });
}

/** For Flink: aggregates over the windows of a function such as TUMBLE. */
export function flinkWindows(node: WindowedNode, windows: string, { writer, carried }: SqlPlace): Lines {
  const keys = writer.names(node.by);
  return select({
    columns: [
      ...keys,
      `window_start AS ${writer.name('windowStart')}`,
      `window_end AS ${writer.name('windowEnd')}`,
      ...writer.aggregates(node.aggregates),
      ...carried.map((name) => `window_time AS ${name}`),
    ],
    from: `TABLE(${windows})`,
    groupBy: [...keys, 'window_start', 'window_end', ...carried.map(() => 'window_time')],
  });
}
