import type { ColumnType, Value } from '../columns/column-type.ts';

/** A value as text: timestamps in ISO 8601 and UTC, numbers as JavaScript writes them; null for null. */
export function cellText(value: Value, type: ColumnType): string | null {
  if (value === null) return null;
  return type === 'timestamp' ? timestampText(value as number) : String(value);
}

/** Microseconds since 1970 as `2026-01-31T12:00:00Z`, with a fraction of three or six digits where there is one. */
function timestampText(micros: number): string {
  const seconds = Math.floor(micros / 1e6);
  const fraction = micros - seconds * 1e6;
  const time = new Date(seconds * 1000).toISOString().slice(0, -'.000Z'.length);
  if (fraction === 0) return `${time}Z`;
  const digits = String(fraction).padStart(6, '0');
  return `${time}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`;
}
