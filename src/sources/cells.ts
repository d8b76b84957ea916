import type { ColumnType } from '../columns/column-type.ts';
import { microsOfNanos } from '../columns/micros-of-nanos.ts';
import { timestampMicros } from '../columns/timestamp-text.ts';
import type { ReadCell, TimeUnit } from './file-column.ts';

/**
 * How values of files become cells, by the type of the column: the same rules for all formats. A text is read as CSV
 * writes values, blanks around it aside, because JSON and Parquet hold numbers and times as text too.
 *
 * @param timeUnit of numbers that are timestamps; undefined: numbers are not timestamps
 */
export function cellReaders(timeUnit: TimeUnit | undefined): Readonly<Record<ColumnType, ReadCell>> {
  return { integer, float, boolean, text: textCell, timestamp: (value) => timestamp(value, timeUnit) };
}

function integer(value: unknown): number | bigint | undefined {
  if (typeof value === 'string') return integerOf(value.trim());
  if (typeof value === 'number') return Number.isInteger(value) || !Number.isFinite(value) ? value : undefined;
  return typeof value === 'bigint' ? value : undefined;
}

function float(value: unknown): number | undefined {
  if (typeof value === 'string') return floatOf(value.trim());
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? value : undefined;
}

function boolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' ? booleanOf(value.trim().toLowerCase()) : undefined;
}

function textCell(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function timestamp(value: unknown, timeUnit: TimeUnit | undefined): number | bigint | undefined {
  if (typeof value === 'string') {
    const trimmed = value.trim();
    return timestampMicros(trimmed) ?? (timeUnit && countedMicros(countOf(trimmed), timeUnit));
  }
  return timeUnit && countedMicros(value, timeUnit);
}

/** Digits as a bigint, because nanoseconds since 1970 are beyond the whole numbers of a double. */
function countOf(text: string): number | bigint | undefined {
  return /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : floatOf(text);
}

const unitsPerSecond: Readonly<Record<TimeUnit, bigint>> = { s: 1n, ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n };
const microsPerSecond = 1_000_000n;

/** Microseconds of a count of a unit. Nanoseconds are rounded down, as in texts. */
function countedMicros(count: unknown, timeUnit: TimeUnit): number | bigint | undefined {
  const units = unitsPerSecond[timeUnit];
  if (typeof count === 'bigint')
    return units > microsPerSecond ? microsOfNanos(count) : count * (microsPerSecond / units);
  if (typeof count !== 'number') return undefined;
  const micros = count * (1e6 / Number(units));
  return units > microsPerSecond ? Math.floor(micros) : Math.round(micros);
}

function integerOf(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

const notFinite: ReadonlyMap<string, number> = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['infinity', Infinity],
  ['-inf', -Infinity],
  ['-infinity', -Infinity],
]);

function floatOf(text: string): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  return notFinite.get(text.toLowerCase());
}

function booleanOf(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}
