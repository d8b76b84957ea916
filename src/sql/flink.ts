import { calendarText, wholeUnits, type Dialect } from './dialect.ts';
import { refuse } from './refusal.ts';

/** Flink's SQL over the table `records`, whose DDL declares the watermark. `row_time` is the time attribute of rows. */
export const flink: Dialect = {
  name: 'flink',
  title: 'Flink',
  types: { integer: 'BIGINT', float: 'DOUBLE', boolean: 'BOOLEAN', text: 'STRING', timestamp: 'TIMESTAMP(6)' },
  ignoresCase: false,
  ownColumns: ['row_time', 'window_start', 'window_end', 'window_time'],
  quoteName: (name) =>
    /[\r\n]/.test(name) ? refuse('Flink accepts no line break in a name') : `\`${name.replaceAll('`', '``')}\``,
  quoteText: (text) => `'${text.replaceAll("'", "''")}'`,
  integer: (value) => `CAST(${value} AS BIGINT)`,
  float: (value) => (Number.isFinite(value) ? value.toExponential().replace('e', 'E') : `CAST('${value}' AS DOUBLE)`),
  timestamp(micros) {
    const text = calendarText(micros);
    if (text === undefined) refuse(`Flink writes only timestamps of the years 1 to 9999, which ${micros} µs is not`);
    return `TIMESTAMP '${text}'`;
  },
  interval(micros) {
    if (micros % 1000 !== 0) refuse(`Flink counts event time in whole milliseconds, which ${micros} µs are not`);
    const { count, unit } = wholeUnits(micros, ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND']);
    const [number, name] = unit === 'MILLISECOND' ? [count / 1000, 'SECOND'] : [count, unit];
    // Without a precision, an INTERVAL has two digits before the point; with one, at most six.
    const digits = String(Math.floor(number)).length;
    if (digits > 6) refuse(`Flink cannot write an interval of ${number} ${name.toLowerCase()}s`);
    const precision = digits <= 2 ? '' : name === 'SECOND' ? `(${digits}, 3)` : `(${digits})`;
    return `INTERVAL '${number}' ${name}${precision}`;
  },
};
