import { typeOf, type ColumnSpec, type ColumnType, type Value } from '../columns/column-type.ts';

export const dialectNames = ['duckdb', 'spark', 'flink'] as const;
export type DialectName = (typeof dialectNames)[number];

/** How one engine writes names, types and values: one file each. Operators and functions have tables of their SQL. */
export interface Dialect {
  readonly name: DialectName;
  readonly title: string;
  readonly types: Readonly<Record<ColumnType, string>>;
  /** Whether names that differ only in case are the same name. */
  readonly ignoresCase: boolean;
  /** Names of columns that the generated SQL uses itself. */
  readonly ownColumns: readonly string[];
  readonly quoteName: (name: string) => string;
  readonly quoteText: (text: string) => string;
  /** A whole number as a 64-bit integer, whatever the other operand is. */
  readonly integer: (value: number) => string;
  /** A double, not a decimal number. */
  readonly float: (value: number) => string;
  readonly timestamp: (micros: number) => string;
  /** A duration in whole microseconds. */
  readonly interval: (micros: number) => string;
}

/** A constant of this type. */
export function literalSql(value: Value, spec: ColumnSpec, dialect: Dialect): string {
  const type = typeOf(spec);
  if (value === null) return `CAST(NULL AS ${dialect.types[type]})`;
  switch (type) {
    case 'integer':
      return dialect.integer(Number(value));
    case 'float':
      return dialect.float(Number(value));
    case 'boolean':
      return value === true ? 'TRUE' : 'FALSE';
    case 'text':
      return dialect.quoteText(String(value));
    case 'timestamp':
      return dialect.timestamp(Number(value));
  }
}

const units = [
  ['HOUR', 3_600_000_000],
  ['MINUTE', 60_000_000],
  ['SECOND', 1_000_000],
  ['MILLISECOND', 1000],
  ['MICROSECOND', 1],
] as const;

/** The largest of these units that divides a duration, and how many of them it has. */
export function wholeUnits(
  micros: number,
  allowed: readonly string[],
): { readonly count: number; readonly unit: string } {
  const [unit, size] = units.find(
    ([name, length]) => allowed.includes(name) && (micros === 0 ? name === 'SECOND' : micros % length === 0),
  )!;
  return { count: micros / size, unit };
}

/** `2026-01-01 00:00:00` in UTC, with as many decimals as needed; undefined if the year is not from 1 to 9999. */
export function calendarText(micros: number): string | undefined {
  const seconds = Math.floor(micros / 1_000_000);
  const date = new Date(seconds * 1000);
  if (!(date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999)) return undefined;
  const text = date.toISOString().slice(0, 19).replace('T', ' ');
  const fraction = micros - seconds * 1_000_000;
  return fraction === 0 ? text : `${text}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}
