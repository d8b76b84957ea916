import { calendarText, wholeUnits, type Dialect } from './dialect.ts';

/**
 * DuckDB's SQL, by which answers are checked. The table `records` has the source's columns and `arrival` (0, 1, 2, …).
 * The query gives the whole answer of the finished stream, with its rows in order. Besides the plan's columns, rows
 * carry
 * - `row_cause`: the arrival of the record that caused the row; at the end of the stream, the number of records;
 * - `row_closing`: whether the row was emitted because the watermark moved, and not by the record itself;
 * - `row_order`: the row's place in its stream, larger than that of all rows before it;
 * - `row_time`: its event time.
 */
export const duckdb: Dialect = {
  name: 'duckdb',
  title: 'DuckDB',
  types: { integer: 'BIGINT', float: 'DOUBLE', boolean: 'BOOLEAN', text: 'VARCHAR', timestamp: 'TIMESTAMP' },
  ignoresCase: true,
  ownColumns: [
    'arrival',
    'watermark_before',
    'watermark_after',
    'row_cause',
    'row_closing',
    'row_order',
    'row_time',
    'row_start',
    'row_end',
    'row_due',
    'row_side',
    'row_first',
    'row_second',
    'row_left',
    'row_continues',
    'row_begins',
    'row_session',
    'row_forgotten',
    'row_episode',
    'row_passed',
  ],
  quoteName: (name) => `"${name.replaceAll('"', '""')}"`,
  // For the parser, a text ends at its first NUL.
  quoteText: (text) =>
    text
      .split('\0')
      .map((part) => `'${part.replaceAll("'", "''")}'`)
      .join(' || chr(0) || '),
  integer: (value) => `${value}::BIGINT`,
  float: (value) => (Number.isFinite(value) ? value.toExponential() : `'${value}'::DOUBLE`),
  timestamp(micros) {
    const text = calendarText(micros);
    return text === undefined ? `make_timestamp(${micros})` : `TIMESTAMP '${text}'`;
  },
  interval(micros) {
    const { count, unit } = wholeUnits(micros, ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND']);
    return `INTERVAL ${count} ${unit}`;
  },
};
