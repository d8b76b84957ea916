import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { timeFunctions } from '../../pipeline/functions/time.ts';
import { refuse, refusal } from '../refusal.ts';
import { asBigint, atom, beside, compound, type FunctionSql, type Template, type ValueSql } from './value-sql.ts';

const flinkAdds = 'Flink adds only constant intervals of whole milliseconds to a timestamp';
const constantOnly = 'a timestamp can be truncated only to a constant duration';

export const time: Readonly<Record<keyof typeof timeFunctions, FunctionSql>> = {
  truncateTo: {
    common: refusal(constantOnly),
    duckdb: ([instant], [, micros], { interval }) =>
      atom(`TIME_BUCKET(${interval(constant(micros))}, ${instant.text}, TIMESTAMP '1970-01-01')`),
    spark: ([instant], [, micros]) =>
      atom(`TIMESTAMP_MICROS(UNIX_MICROS(${instant.text}) - PMOD(UNIX_MICROS(${instant.text}), ${constant(micros)}L))`),
    flink: ([instant], [, micros]) => flinkTruncated(instant, constant(micros)),
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
    common: difference(flinkMicros),
    duckdb: difference(({ text }) => `EPOCH_US(${text})`),
    spark: difference(({ text }) => `UNIX_MICROS(${text})`),
  },
  millisSince: {
    // In Flink integers are divided without fractions.
    common: thousandth((args) => atom(`CAST(${difference(flinkMicros)(args).text} AS DOUBLE)`)),
    duckdb: thousandth(difference(({ text }) => `EPOCH_US(${text})`)),
    spark: thousandth(difference(({ text }) => `UNIX_MICROS(${text})`)),
  },
  addMicros: {
    common: refusal(flinkAdds),
    duckdb: ([instant, micros]) => compound(`${beside(instant)} + TO_MICROSECONDS(${micros.text})`),
    spark: ([instant, micros]) => atom(`TIMESTAMP_MICROS(UNIX_MICROS(${instant.text}) + ${beside(micros)})`),
    flink: ([instant], [, duration], { interval }) => {
      const micros = constant(duration, flinkAdds);
      if (micros % microsPerMilli !== 0) refuse(flinkAdds);
      return compound(`${beside(instant)} ${micros < 0 ? '-' : '+'} ${interval(Math.abs(micros))}`);
    },
  },
};

function part(name: string): { readonly common: Template; readonly duckdb: Template } {
  const duckdb: Template = ([instant]) => atom(`EXTRACT(${name} FROM ${instant.text})`);
  return { common: asBigint(duckdb), duckdb };
}

/** `micros`: the microseconds of a timestamp since 1970. */
function difference(micros: (instant: ValueSql) => string): (args: readonly ValueSql[]) => ValueSql {
  return ([left, right]) => compound(`${micros(left)} - ${micros(right)}`);
}

/** Flink counts days and seconds in 32 bits, and gives negative microseconds of a second before 1970. */
function flinkMicros({ text }: ValueSql): string {
  const day = `FLOOR(${text} TO DAY)`;
  const parts = [
    `TIMESTAMPDIFF(DAY, TIMESTAMP '1970-01-01 00:00:00', ${day}) * CAST(86400000000 AS BIGINT)`,
    `TIMESTAMPDIFF(SECOND, ${day}, ${text}) * CAST(1000000 AS BIGINT)`,
    `(EXTRACT(MICROSECOND FROM ${text}) + 1000000) % 1000000`,
  ];
  return `(${parts.join(' + ')})`;
}

function thousandth(template: Template): Template {
  return (args, nodes, dialect): ValueSql => compound(`${beside(template(args, nodes, dialect))} / 1000`);
}

function constant(node: ExpressionNode, reason = constantOnly): number {
  return node.kind === 'literal' && node.value !== null ? Number(node.value) : refuse(reason);
}

const microsPerMilli = 1000;
const microsPerSecond = 1_000_000;
const secondsPerDay = 86_400;

const flinkUnits: Readonly<Record<number, string>> = {
  1_000_000: 'SECOND',
  60_000_000: 'MINUTE',
  3_600_000_000: 'HOUR',
  86_400_000_000: 'DAY',
};

/** Flink knows units, and counts seconds in 32 bits: other durations are counted from the start of the day. */
function flinkTruncated({ text }: ValueSql, micros: number): ValueSql {
  const unit = flinkUnits[micros];
  if (unit !== undefined) return atom(`FLOOR(${text} TO ${unit})`);
  const seconds = micros / microsPerSecond;
  if (!Number.isInteger(seconds) || secondsPerDay % seconds !== 0)
    refuse(`Flink truncates timestamps only to whole seconds that divide a day, and not to ${micros} µs`);
  const day = `FLOOR(${text} TO DAY)`;
  return compound(`${day} + INTERVAL '1' SECOND * (TIMESTAMPDIFF(SECOND, ${day}, ${text}) / ${seconds} * ${seconds})`);
}
