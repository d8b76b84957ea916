import { InvalidArgumentError } from 'commander';

const millisPerUnit: Readonly<Record<string, number>> = { us: 0.001, µs: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
const multipliers: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6 };

/** Milliseconds of `10ms`, `1.5s`, `2min`; a bare 0 needs no unit. */
export function parseDurationMs(text: string): number {
  if (text === '0') return 0;
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([a-zµ]*)$/.exec(text.trim()) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('A duration is a number with a unit, such as 10ms, 1.5s or 2min.');
  const millis = millisPerUnit[unit];
  if (millis !== undefined) return Number(digits) * millis;
  throw new InvalidArgumentError(unit === '' ? `Which unit? Write ${digits}ms or ${digits}s.` : `'${unit}' is no unit of time: use us, ms, s, min or h.`);
}

/** Records per second of `500`, `50k`, `1.5M`; Infinity of `max`: as fast as the executors allow. */
export function parseRate(text: string): number {
  if (text === 'max') return Infinity;
  const [, digits, multiplier] = /^(\d+(?:\.\d+)?)([kM]?)$/.exec(text.trim()) ?? [];
  const rate = digits === undefined ? NaN : Number(digits) * multipliers[multiplier];
  if (rate > 0) return rate;
  throw new InvalidArgumentError("A rate is records per second above 0, such as 500, 50k or 1.5M, or 'max' for all at once.");
}

/** Several of the same, separated by commas. */
export function listOf<T>(parse: (text: string) => T): (text: string) => T[] {
  return (text) => [...new Set(text.split(',').map((item) => parse(item.trim())))];
}

/** A whole number from `smallest` on. */
export function wholeNumberFrom(smallest: number): (text: string) => number {
  return (text) => {
    const value = /^-?\d+$/.test(text.trim()) ? Number(text) : NaN;
    if (Number.isSafeInteger(value) && value >= smallest) return value;
    throw new InvalidArgumentError(`A whole number from ${smallest} on is needed.`);
  };
}
