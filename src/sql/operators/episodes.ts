import { refuse } from '../refusal.ts';
import { select } from '../select.ts';
import { clock } from './clock.ts';
import type { SqlPlace } from './operator-sql.ts';
import { windowOf } from './row-order.ts';

interface KeyedNode {
  readonly by: readonly string[];
  readonly idleMicros?: number;
}

export interface KeyedRows {
  /** The name of the SELECT with the rows. */
  readonly rows: string;
  /** `PARTITION BY … ORDER BY …`: the rows of a key since it was last forgotten, in order of arrival. */
  readonly window: string;
}

/** For DuckDB: a key is forgotten when event time or the watermark has moved by `idleMicros` past its latest row. */
export function duckdbKeyedRows({ by, idleMicros }: KeyedNode, { input, writer }: SqlPlace): KeyedRows {
  const keys = writer.names(by);
  if (idleMicros === undefined) return { rows: input, window: windowOf(keys, 'row_order') };
  const latest = `MAX(row_time) OVER (${windowOf(keys, 'row_order')} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const isForgotten = `${latest} + ${writer.interval(idleMicros)} < GREATEST(row_time, watermark_before)`;
  const judged = writer.with(
    'judged',
    select({
      columns: ['*', `COALESCE(${isForgotten}, FALSE) AS row_forgotten`],
      from: [input, `JOIN ${clock(writer)} USING (row_cause)`],
    }),
  );
  const episode = `SUM(CAST(row_forgotten AS INTEGER)) OVER (${windowOf(keys, 'row_order')} ROWS UNBOUNDED PRECEDING)`;
  const rows = writer.with('episodes', select({ columns: ['*', `${episode} AS row_episode`], from: judged }));
  return { rows, window: windowOf([...keys, 'row_episode'], 'row_order') };
}

/** For Flink: processing time gives the order of arrival. */
export function flinkKeyedRows({ by, idleMicros }: KeyedNode, { input, writer }: SqlPlace): KeyedRows {
  if (idleMicros !== undefined)
    refuse('Flink forgets keys by a time-to-live of processing time, and not of event time');
  const rows = writer.with('arrivals', select({ columns: ['*', 'PROCTIME() AS row_arrival'], from: input }));
  return { rows, window: windowOf(writer.names(by), 'row_arrival') };
}
