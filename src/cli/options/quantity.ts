import { InvalidArgumentError } from 'commander';

const millisPerUnit: Readonly<Record<string, number>> = {
  us: 0.001,
  µs: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
};
const exponents: Readonly<Record<string, string>> = { '': 'e0', k: 'e3', M: 'e6' };

/** Milliseconds of `10ms`, `1.5s`, `2min`; a bare 0 needs no unit. */
export function parseDurationMs(text: string): number {
  if (text === '0') return 0;
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([a-zµ]*)$/.exec(text.trim()) ?? [];
  if (digits === undefined)
    throw new InvalidArgumentError('A duration is a number with a unit, such as 10ms, 1.5s or 2min.');
  const millis = millisPerUnit[unit];
  // To whole nanoseconds: 0.07 s would else be 70.00000000000001 ms.
  if (millis !== undefined) return Math.round(Number(digits) * millis * 1e6) / 1e6;
  throw new InvalidArgumentError(
    unit === ''
      ? `Which unit? Write ${digits}ms or ${digits}s.`
      : `'${unit}' is no unit of time: use us, ms, s, min or h.`,
  );
}

/** Records per second of `500`, `50k`, `1.5M`; Infinity of `max`: as fast as the executors allow. */
export function parseRate(text: string): number {
  if (text === 'max') return Infinity;
  const [, digits, multiplier] = /^(\d+(?:\.\d+)?)([kM]?)$/.exec(text.trim()) ?? [];
  const rate = digits === undefined ? NaN : Number(`${digits}${exponents[multiplier]}`);
  if (rate > 0 && rate < Infinity) return rate;
  throw new InvalidArgumentError(
    "A rate is records per second above 0, such as 500, 50k or 1.5M, or 'max' for all at once.",
  );
}

/** Records per second of `500`, `50k`, `1.5M`. */
export function parseFiniteRate(text: string): number {
  const rate = text === 'max' ? NaN : parseRate(text);
  if (rate < Infinity) return rate;
  throw new InvalidArgumentError('A rate is records per second above 0, such as 500, 50k or 1.5M.');
}

/** Seconds of event time in a second, of `60x` or `60`. */
export function parseSpeed(text: string): number {
  const speed = /^\d+(?:\.\d+)?x?$/.test(text.trim()) ? Number.parseFloat(text) : NaN;
  if (speed > 0 && speed < Infinity) return speed;
  throw new InvalidArgumentError(
    "A speed is a factor above 0, such as 60x or 0.5x; for all records at once, give '--rate max'.",
  );
}

/** A number from 0 on. */
export function parseAmount(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN;
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError('A number from 0 on is needed.');
}

/** A share from 0 to 1: `0.01` or `1%`. */
export function parseShare(text: string): number {
  const [, digits, sign] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim()) ?? [];
  const share = digits === undefined ? NaN : Number(digits) / (sign === '%' ? 100 : 1);
  if (share <= 1) return share;
  throw new InvalidArgumentError('A share is from 0 to 1, or from 0% to 100%.');
}

/** Several of the same, separated by commas. */
export function listOf<T>(parse: (text: string) => T): (text: string) => T[] {
  return (text) => [...new Set(text.split(',').map((item) => parse(item.trim())))];
}

/** A whole number within these bounds, both included. */
export function wholeNumber(smallest: number, largest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
    if (value >= smallest && value <= largest) return value;
    throw new InvalidArgumentError(`A whole number from ${smallest} to ${largest} is needed.`);
  };
}
