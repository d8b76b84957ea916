import { micros, perSecond, roundMicros, roundThousands } from '../../../results/quantity.ts';
import type { Figures } from '../chart.ts';

/** A figure in words, for people who point at it. */
export const inFull: Readonly<Record<Figures, (value: number) => string>> = {
  microseconds: micros,
  'records per second': (value) => `${perSecond(value)} records/s`,
  records: perSecond,
  seconds: (value) => `${value.toFixed(3)} s`,
  percentile: percentileName,
};

/** A figure where there is little room: at an axis. */
export const inShort: Readonly<Record<Figures, (value: number) => string>> = {
  microseconds: roundMicros,
  'records per second': roundThousands,
  records: roundThousands,
  seconds: (value) => `${Math.round(value * 1000) / 1000} s`,
  percentile: percentileName,
};

/** `p99.9` of 1/(1 − q) = 1000; beside powers of ten one digit more. */
function percentileName(x: number): string {
  const wholeDigits = Math.max(0, Math.ceil(Math.log10(x) - 1e-9) - 2);
  const isPowerOfTen = x >= 10 && Number.isInteger(Math.log10(x));
  const percent = ((1 - 1 / x) * 100).toFixed(isPowerOfTen ? wholeDigits : wholeDigits + 1);
  return `p${percent.replace(/\.0+$/, '')}`;
}
