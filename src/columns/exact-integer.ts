import { StreamBenchError } from '../errors.ts';

/** The same number; throws where it has left the range in which doubles hold every integer. */
export function exactInteger(value: number): number {
  // A double keeps integers exact up to 2^53 - 1; beyond, additions silently lose units.
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) {
    throw new StreamBenchError({
      kind: 'input',
      what: `an integer result of about ${value.toExponential(2)} is beyond ±2^53 and would be rounded`,
      remedy: 'Use a float column, or a larger unit.',
    });
  }
  return value;
}
