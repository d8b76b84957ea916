import { StreamBenchError } from '../errors.ts';

/** Throws if this is no length of event time. `what` begins the message: "a window's size". */
export function checkDuration(what: string, micros: number): void {
  if (Number.isSafeInteger(micros) && micros > 0) return;
  throw new StreamBenchError({
    kind: 'input',
    what: `${what} must be a whole number of microseconds above 0, not ${micros}`,
  });
}

/** As checkDuration, for a distance in event time, which may be 0. */
export function checkDistance(what: string, micros: number): void {
  if (Number.isSafeInteger(micros) && micros >= 0) return;
  throw new StreamBenchError({
    kind: 'input',
    what: `${what} must be a whole number of microseconds, 0 or more, not ${micros}`,
  });
}
