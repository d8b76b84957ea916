import type { timeFunctions } from '../../../pipeline/functions/time.ts';
import { exact, type Meaning } from './meaning.test-program.ts';

export const time: Readonly<Record<keyof typeof timeFunctions, Meaning>> = {
  truncateTo: {
    value: ([instant, micros]: number[]) =>
      exact(BigInt(instant) - (((BigInt(instant) % BigInt(micros)) + BigInt(micros)) % BigInt(micros))),
  },
  hourOfDay: { value: ([instant]: number[]) => dateOf(instant).getUTCHours() },
  // JavaScript's Sunday is 0.
  dayOfWeek: { value: ([instant]: number[]) => dateOf(instant).getUTCDay() || 7 },
  microsSince: { value: ([left, right]: number[]) => exact(BigInt(left) - BigInt(right)) },
  millisSince: { value: ([left, right]: number[]) => exact(BigInt(left) - BigInt(right)) / 1000 },
  addMicros: { value: ([instant, micros]: number[]) => exact(BigInt(instant) + BigInt(micros)) },
};

function dateOf(micros: number): Date {
  return new Date(Math.floor(micros / 1000));
}
