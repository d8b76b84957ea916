import { select, type Lines } from '../select.ts';
import type { SqlWriter } from '../sql-writer.ts';

/** Timestamps lie within ±2^53 µs: a watermark that lags by more never moves before the end of the stream. */
const endlessDelayMicros = 2 ** 54;

/**
 * For DuckDB: a row for each record and one for the end of the stream, with the watermark as it was before it and
 * as it was from then on. Windows look at the former for what is late, at the latter for what closes.
 */
export function clock(writer: SqlWriter): string {
  return writer.once('clock', () => {
    const { eventTime, watermarkDelayMicros } = writer.source;
    const time = writer.name(eventTime);
    const watermark = (latest: string): string =>
      watermarkDelayMicros >= endlessDelayMicros
        ? "TIMESTAMP '-infinity'"
        : // Times are whole: a fraction of a microsecond more of delay is a whole one.
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

/** For DuckDB: the watermarks that ever were, each with the first record that brought it. */
export function advances(writer: SqlWriter): string {
  const from = clock(writer);
  return writer.once('advances', (): Lines =>
    select({ columns: ['watermark_after', 'MIN(row_cause) AS row_cause'], from, groupBy: ['watermark_after'] }),
  );
}
