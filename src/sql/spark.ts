import { calendarText, wholeUnits, type Dialect } from './dialect.ts';

/**
 * Spark's SQL over the temporary view `records`: a streaming DataFrame on which withWatermark has been called, because
 * Structured Streaming cannot declare a watermark in SQL. `row_time` is the event time of rows.
 */
export const spark: Dialect = {
  name: 'spark',
  title: 'Spark',
  types: { integer: 'BIGINT', float: 'DOUBLE', boolean: 'BOOLEAN', text: 'STRING', timestamp: 'TIMESTAMP' },
  ignoresCase: true,
  ownColumns: ['row_time', 'row_found', 'window', 'session_window'],
  quoteName: (name) => `\`${name.replaceAll('`', '``')}\``,
  quoteText: (text) => `'${text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\u0000').replaceAll('${', '\\u0024{')}'`,
  integer: (value) => `${value}L`,
  float: (value) => (Number.isFinite(value) ? `${value.toExponential()}D` : `DOUBLE('${value}')`),
  timestamp(micros) {
    const text = calendarText(micros);
    return text === undefined ? `timestamp_micros(${micros}L)` : `TIMESTAMP '${text}Z'`;
  },
  interval: (micros) => `INTERVAL ${sparkDuration(micros)}`,
};

/** A duration as window() and withWatermark() take it: `5 MINUTE`. */
export function sparkDuration(micros: number): string {
  const { count, unit } = wholeUnits(micros, ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND']);
  return `${count} ${unit}`;
}
