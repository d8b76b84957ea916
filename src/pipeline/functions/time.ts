import { fixed, type Signature } from './signature.ts';

const part = fixed(['timestamp'], 'integer', 'a timestamp');

/** The calendar is that of UTC. Durations are whole microseconds. */
export const timeFunctions = {
  /** The latest multiple of a duration, counted from 1970-01-01T00:00:00Z, that is not after the timestamp. */
  truncateTo: fixed(['timestamp', 'integer'], 'timestamp', 'a timestamp and an integer'),
  /** 0 to 23. */
  hourOfDay: part,
  /** 1 (Monday) to 7 (Sunday), as in ISO 8601. */
  dayOfWeek: part,
  /** The first minus the second. */
  microsSince: fixed(['timestamp', 'timestamp'], 'integer', 'two timestamps'),
  /** The same in milliseconds, with fractions. */
  millisSince: fixed(['timestamp', 'timestamp'], 'float', 'two timestamps'),
  addMicros: fixed(['timestamp', 'integer'], 'timestamp', 'a timestamp and an integer'),
} as const satisfies Record<string, Signature>;
