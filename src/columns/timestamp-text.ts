const date = /(\d{4})([-/])(\d\d)\2(\d\d)/;
const time = /(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?/;
const zone = /(Z|UTC|[+-]\d\d(?::?\d\d)?)/;
const pattern = new RegExp(`^${date.source}(?:[T ]${time.source}(?: ?${zone.source})?)?$`, 'i');

/**
 * Microseconds since 1970 of a date, or of a date and time, in ISO 8601: `2026-01-31`,
 * `2026-01-31T12:00:00.123456+01:00`. As databases and spreadsheets write it, a space may stand in place of the T,
 * `UTC` in place of Z, and slashes in place of the hyphens. Without a time zone the time is UTC. Digits after
 * microseconds are cut off. Undefined for any other text.
 */
export function timestampMicros(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])];
  // Groups that did not match are undefined.
  const [hour, minute, second] = [Number(match[5] ?? 0), Number(match[6] ?? 0), Number(match[7] ?? 0)];
  // Date.UTC would move years below 100 into the 20th century, and carry over days, hours and so on that are too large.
  const isDate = year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month, year);
  const isTime = hour <= 23 && minute <= 59 && second <= 59;
  const offset = offsetMillis(match[9]);
  if (!isDate || !isTime || offset === undefined) return undefined;
  const millis = Date.UTC(year, month - 1, day, hour, minute, second) - offset;
  const fraction = match[8] ?? '';
  return millis * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysOf(month: number, year: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : daysOfMonths[month - 1];
}

/** Undefined where it is more than a day, or its minutes more than an hour. */
function offsetMillis(offset: string | undefined): number | undefined {
  if (offset === undefined || /^[zu]/i.test(offset)) return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(3).replace(':', ''))];
  if (hours > 23 || minutes > 59) return undefined;
  return (hours * 60 + minutes) * (offset.startsWith('-') ? -60_000 : 60_000);
}
