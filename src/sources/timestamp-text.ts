const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d\d(?::?\d\d)?))?)?$/i;

/**
 * Microseconds since 1970 of a date, or of a date and time, as ISO 8601 writes them: `2026-01-31`,
 * `2026-01-31T12:00:00.123456+01:00`, with a blank instead of the T as databases do. Without a zone it is UTC;
 * what is finer than a microsecond is cut off. Undefined for all other texts.
 */
export function timestampMicros(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date carries over what is too large: 30 February would be a day in March.
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!exists) return undefined;
  const fraction = Number((match[7] ?? '').slice(0, 6).padEnd(6, '0'));
  return (date.getTime() - offsetMillis(match[8])) * 1000 + fraction;
}

function offsetMillis(zone: string | undefined): number {
  if (zone === undefined || /^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', ''));
  return minutes * (zone.startsWith('-') ? -60_000 : 60_000);
}
