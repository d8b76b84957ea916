import { fixed, type Signature } from './signature.ts';

const part = fixed(['timestamp'], 'integer', 'a timestamp');

/** Calendars are UTC's. Durations are integers of microseconds. */
export const timeFunctions = {
  /** The latest multiple of a duration, counted from 1970-01-01T00:00:00Z, that is not after the timestamp. */
  truncateTo: fixed(['timestamp', 'integer'], 'timestamp', 'a timestamp and an integer'),
  /** 0 to 23. */
  hourOfDay: part,
  /** 1, Monday, to 7, Sunday: ISO 8601. */
  dayOfWeek: part,
  /** The first less the second. */
  microsSince: fixed(['timestamp', 'timestamp'], 'integer', 'two timestamps'),
  /** The same in milliseconds, with their fraction. */
  millisSince: fixed(['timestamp', 'timestamp'], 'float', 'two timestamps'),
  addMicros: fixed(['timestamp', 'integer'], 'timestamp', 'a timestamp and an integer'),
} as const satisfies Record<string, Signature>;
