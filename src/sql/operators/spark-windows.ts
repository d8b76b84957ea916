import { select, type Lines } from '../select.ts';
import type { SqlPlace } from './operator-sql.ts';
import { windowAggregates, type WindowNode } from './window-node.ts';

/** Spark's aggregates over windows that a function such as window() makes, in a column of this name. */
export function sparkWindows(node: WindowNode, windows: string, column: string, { input, writer, carried }: SqlPlace): Lines {
  const keys = writer.names(node.by);
  const bounds = [`${column}.start AS ${writer.name('windowStart')}`, `${column}.end AS ${writer.name('windowEnd')}`];
  const grouping = { from: input, groupBy: [...keys, windows] };
  if (carried.length === 0) return select({ columns: [...keys, ...bounds, ...windowAggregates(node, writer)], ...grouping });
  // window_time() reads a window that is a column already.
  const grouped = writer.with('grouped', select({ columns: [...keys, column, ...windowAggregates(node, writer)], ...grouping }));
  return select({
    columns: [...keys, ...bounds, ...writer.names(Object.keys(node.aggregates)), `window_time(${column}) AS row_time`],
    from: grouped,
  });
}
