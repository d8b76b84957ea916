import { StreamBenchError } from '../errors.ts';

/** Returns the number; throws StreamBenchError if it is outside the range in which doubles hold every integer. */
export function exactInteger(value: number): number {
  // Doubles hold integers exactly up to 2^53 − 1. Above that, additions silently lose units.
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) {
    throw new StreamBenchError({
      kind: 'input',
      what: `an integer result of about ${value.toExponential(2)} is beyond ±2^53 and would be rounded`,
      remedy: 'Use a float column, or a larger unit.',
    });
  }
  return value;
}
