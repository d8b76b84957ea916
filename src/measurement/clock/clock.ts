/**
 * Time in whole nanoseconds since the start of a measurement. Everything that needs time takes a clock, so that the
 * same executors run in real time and, exactly, in virtual time.
 */
export interface Clock {
  now(): number;
  /** Returns as soon as `now() >= nanos`, with the time of the return. */
  waitUntil(nanos: number): number;
}
