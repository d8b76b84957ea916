import { select, type Lines } from '../select.ts';
import type { SqlWriter } from '../sql-writer.ts';

/** Timestamps are within ±2^53 µs: with a longer delay, the watermark never moves before the end of the stream. */
const endlessDelayMicros = 2 ** 54;

/**
 * For DuckDB: a row for each record and one for the end of the stream, with the watermark before and after it. The
 * first decides which rows are late, the second which windows close.
 */
export function clock(writer: SqlWriter): string {
  return writer.once('clock', () => {
    const { eventTime, watermarkDelayMicros } = writer.source;
    const time = writer.name(eventTime);
    const watermark = (latest: string): string =>
      watermarkDelayMicros >= endlessDelayMicros
        ? "TIMESTAMP '-infinity'"
        : // Times are whole microseconds, so the delay may be rounded up.
          `COALESCE(${latest} - ${writer.interval(Math.ceil(watermarkDelayMicros))}, TIMESTAMP '-infinity')`;
    const before = `MAX(${time}) OVER (ORDER BY arrival ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
    const after = `MAX(${time}) OVER (ORDER BY arrival ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
    return [
      ...select({
        columns: [
          'arrival AS row_cause',
          `${watermark(before)} AS watermark_before`,
          `${watermark(after)} AS watermark_after`,
        ],
        from: 'records',
      }),
      'UNION ALL',
      ...select({ columns: ['COUNT(*)', watermark(`MAX(${time})`), "TIMESTAMP 'infinity'"], from: 'records' }),
    ];
  });
}

/** For DuckDB: all values of the watermark, each with the first record that set it. */
export function advances(writer: SqlWriter): string {
  const from = clock(writer);
  return writer.once('advances', (): Lines =>
    select({ columns: ['watermark_after', 'MIN(row_cause) AS row_cause'], from, groupBy: ['watermark_after'] }),
  );
}
