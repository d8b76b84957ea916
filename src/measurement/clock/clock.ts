/**
 * Time of a run in integer nanoseconds since its start. Everything that needs time is given one of
 * these, so that the same executors run in real time and, exactly, in virtual time.
 */
export interface Clock {
  now(): number;
  /** Returns once `now() >= nanos`, at once if that holds already, with the time then. */
  waitUntil(nanos: number): number;
}
