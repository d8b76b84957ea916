import { DuckDBInstance } from '@duckdb/node-api';
import { adColumnsOf, campaignOf, WindowCounts } from './ad-events.ts';
import type { Rival } from './rival.ts';

/** The workload ysb with DuckDB in this process, a query for each batch; counts of batches are added up by hand. */
export const ysbDuckdb: Rival = {
  name: 'DuckDB',
  sizes: [1000, 100_000],
  open(_, records, size) {
    const counts = new WindowCounts();
    const { time, ad, eventType, view } = adColumnsOf(records);
    return {
      async run(begin) {
        const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
        await connection.run('CREATE TABLE events (time DOUBLE, ad INTEGER, event_type INTEGER)');
        await connection.run('CREATE TABLE campaigns (ad INTEGER, campaign INTEGER)');
        for (const pair of campaignOf) await connection.run(`INSERT INTO campaigns VALUES (${pair.join(', ')})`);
        for (let from = 0; from < records.length; from += size) {
          begin(from);
          const to = Math.min(from + size, records.length);
          const appender = await connection.createAppender('events');
          for (let row = from; row < to; row++) {
            appender.appendDouble(time[row]);
            appender.appendInteger(ad[row]);
            appender.appendInteger(eventType[row]);
            appender.endRow();
          }
          appender.closeSync();
          const found = await connection.runAndReadAll(
            `SELECT campaign, floor(time / 1e7) * 1e7 + 1e7 AS window_end, count(*)
             FROM events JOIN campaigns USING (ad) WHERE event_type = ${view} GROUP BY ALL`,
          );
          for (const [campaign, end, count] of found.getRows())
            counts.addAll(Number(campaign), Number(end), Number(count));
          counts.close(time[to - 1]);
          await connection.run('TRUNCATE events');
        }
        counts.close(Infinity);
      },
      rows: () => counts.rows,
    };
  },
};
