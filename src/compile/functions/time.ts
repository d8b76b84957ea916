import { exactInteger } from '../../columns/exact-integer.ts';
import type { timeFunctions } from '../../pipeline/functions/time.ts';
import type { Implementation } from './implementation.ts';

const microsPerHour = 3_600_000_000;
const microsPerDay = 24 * microsPerHour;

export const time: Readonly<Record<keyof typeof timeFunctions, Implementation>> = {
  // Quotients of safe integers never round up to a whole number, so floor is exact.
  truncateTo: ([{ value }, { value: micros }], scope) => ({
    value: `${scope.parameter(exactInteger)}(Math.floor(${value} / ${micros}) * ${micros})`,
  }),
  hourOfDay: ([{ value }]) => ({ value: modulo(`Math.floor(${value} / ${microsPerHour})`, 24) }),
  // 1970-01-01 was a Thursday, three days after a Monday.
  dayOfWeek: ([{ value }]) => ({ value: `(${modulo(`(Math.floor(${value} / ${microsPerDay}) + 3)`, 7)} + 1)` }),
  microsSince: ([left, right], scope) => ({
    value: `${scope.parameter(exactInteger)}(${left.value} - ${right.value})`,
  }),
  millisSince: ([left, right], scope) => ({
    value: `(${scope.parameter(exactInteger)}(${left.value} - ${right.value}) / 1000)`,
  }),
  addMicros: ([instant, micros], scope) => ({
    value: `${scope.parameter(exactInteger)}(${instant.value} + ${micros.value})`,
  }),
};

/** The remainder, never negative. */
function modulo(dividend: string, divisor: number): string {
  return `((${dividend} % ${divisor} + ${divisor}) % ${divisor})`;
}
