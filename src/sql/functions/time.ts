import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { timeFunctions } from '../../pipeline/functions/time.ts';
import type { Dialect } from '../dialect.ts';
import { refuse, refusal } from '../refusal.ts';
import { asBigint, atom, beside, compound, type FunctionSql, type Template, type ValueSql } from './value-sql.ts';

const noDifference = 'Flink has no difference of timestamps in microseconds';

export const time: Readonly<Record<keyof typeof timeFunctions, FunctionSql>> = {
  truncateTo: {
    common: refusal('a timestamp can be truncated only to a constant duration'),
    duckdb: ([instant], [, micros], { interval }) =>
      atom(`TIME_BUCKET(${interval(constant(micros))}, ${instant.text}, TIMESTAMP '1970-01-01')`),
    spark: ([instant], [, micros]) =>
      atom(`TIMESTAMP_MICROS(UNIX_MICROS(${instant.text}) - PMOD(UNIX_MICROS(${instant.text}), ${constant(micros)}L))`),
    flink: ([instant], [, micros], { interval }) => flinkTruncated(instant, constant(micros), interval),
  },
  // Before 1970, Flink's EXTRACT gives negative hours, and the day after.
  hourOfDay: {
    ...part('HOUR'),
    flink: asBigint(([instant]) => atom(`TIMESTAMPDIFF(HOUR, FLOOR(${instant.text} TO DAY), ${instant.text})`)),
  },
  dayOfWeek: {
    common: part('DAYOFWEEK_ISO').common,
    duckdb: part('ISODOW').duckdb,
    // Flink's DOW counts from Sunday, which is 1.
    flink: ([instant]) => compound(`(EXTRACT(DOW FROM FLOOR(${instant.text} TO DAY)) + 5) % 7 + 1`),
  },
  microsSince: {
    common: refusal(noDifference),
    duckdb: difference('EPOCH_US'),
    spark: difference('UNIX_MICROS'),
  },
  millisSince: {
    common: refusal(noDifference),
    duckdb: thousandth(difference('EPOCH_US')),
    spark: thousandth(difference('UNIX_MICROS')),
  },
  addMicros: {
    common: refusal('Flink adds only constant intervals of whole milliseconds to a timestamp'),
    duckdb: ([instant, micros]) => compound(`${beside(instant)} + TO_MICROSECONDS(${micros.text})`),
    spark: ([instant, micros]) => atom(`TIMESTAMP_MICROS(UNIX_MICROS(${instant.text}) + ${beside(micros)})`),
  },
};

function part(name: string): { readonly common: Template; readonly duckdb: Template } {
  const duckdb: Template = ([instant]) => atom(`EXTRACT(${name} FROM ${instant.text})`);
  return { common: asBigint(duckdb), duckdb };
}

function difference(micros: string): Template {
  return ([left, right]) => compound(`${micros}(${left.text}) - ${micros}(${right.text})`);
}

function thousandth(template: Template): Template {
  return (args, nodes, dialect): ValueSql => compound(`${beside(template(args, nodes, dialect))} / 1000`);
}

function constant(node: ExpressionNode): number {
  return node.kind === 'literal'
    ? Number(node.value)
    : refuse('a timestamp can be truncated only to a constant duration');
}

const microsPerSecond = 1_000_000;
const secondsPerDay = 86_400;

const flinkUnits: Readonly<Record<number, string>> = {
  1_000_000: 'SECOND',
  60_000_000: 'MINUTE',
  3_600_000_000: 'HOUR',
  86_400_000_000: 'DAY',
};

/** Flink knows units, and counts seconds in 32 bits: other durations are counted from the start of the day. */
function flinkTruncated({ text }: ValueSql, micros: number, interval: Dialect['interval']): ValueSql {
  const unit = flinkUnits[micros];
  if (unit !== undefined) return atom(`FLOOR(${text} TO ${unit})`);
  const seconds = micros / microsPerSecond;
  if (!Number.isInteger(seconds) || secondsPerDay % seconds !== 0)
    refuse(`Flink truncates timestamps only to whole seconds that divide a day, and not to ${micros} µs`);
  const day = `FLOOR(${text} TO DAY)`;
  return compound(`${day} + ${interval(micros)} * (TIMESTAMPDIFF(SECOND, ${day}, ${text}) / ${seconds})`);
}
