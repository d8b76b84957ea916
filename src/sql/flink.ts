import { calendarText, wholeUnits, type Dialect } from './dialect.ts';
import { refuse } from './refusal.ts';

/** Flink's SQL over the table `records`, whose DDL declares the watermark. `row_time` is the time attribute of rows. */
export const flink: Dialect = {
  name: 'flink',
  title: 'Flink',
  types: { integer: 'BIGINT', float: 'DOUBLE', boolean: 'BOOLEAN', text: 'STRING', timestamp: 'TIMESTAMP(6)' },
  ignoresCase: false,
  ownColumns: ['row_time', 'row_arrival', 'window_start', 'window_end', 'window_time'],
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
    const { count, unit, digits } = lengthOf(micros);
    // In expressions, Flink knows at most three digits before the point.
    return digits > 3
      ? `INTERVAL '0.001' SECOND * CAST(${micros / microsPerMilli} AS BIGINT)`
      : literal(count, unit, digits);
  },
};

/** The length of a window, which has to be a literal. */
export function flinkWindowLength(micros: number): string {
  const { count, unit, digits } = lengthOf(micros);
  if (digits > 6) refuse(`Flink cannot write a window of ${count} ${unit.toLowerCase()}s`);
  return literal(count, unit, digits);
}

const microsPerMilli = 1000;

/** `digits`: before the point. */
function lengthOf(micros: number): { readonly count: number; readonly unit: string; readonly digits: number } {
  if (micros % microsPerMilli !== 0)
    refuse(`Flink counts event time in whole milliseconds, which ${micros} µs are not`);
  const whole = wholeUnits(micros, ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND']);
  const [count, unit] = whole.unit === 'MILLISECOND' ? [whole.count / 1000, 'SECOND'] : [whole.count, whole.unit];
  return { count, unit, digits: String(Math.floor(count)).length };
}

/** Without a precision, an INTERVAL has two digits before the point; with one, at most six. */
function literal(count: number, unit: string, digits: number): string {
  const precision = digits <= 2 ? '' : unit === 'SECOND' ? `(${digits}, 3)` : `(${digits})`;
  return `INTERVAL '${count}' ${unit}${precision}`;
}
