import { InvalidArgumentError } from 'commander';

const millisPerUnit: Readonly<Record<string, number>> = {
  us: 0.001,
  µs: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};
const exponents: Readonly<Record<string, string>> = { '': 'e0', k: 'e3', M: 'e6' };

/** Milliseconds of `10ms`, `1.5s`, `10m`, `2h`; 0 needs no unit. */
export function parseDurationMs(text: string): number {
  if (text === '0') return 0;
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([a-zµ]*)$/.exec(text.trim()) ?? [];
  if (digits === undefined)
    throw new InvalidArgumentError('A duration is a number with a unit, such as 10ms, 1.5s, 10m or 2h.');
  const millis = Object.hasOwn(millisPerUnit, unit) ? millisPerUnit[unit] : undefined;
  // Rounded to nanoseconds: 0.07 s would otherwise be 70.00000000000001 ms.
  if (millis !== undefined) return Math.round(Number(digits) * millis * 1e6) / 1e6;
  throw new InvalidArgumentError(
    unit === ''
      ? `A duration needs a unit. Write ${digits}ms or ${digits}s.`
      : `'${unit}' is not a unit of time. Use us, ms, s, m or h.`,
  );
}

/** Node cannot wait longer: 24 days. */
const longestTimeoutMs = 2 ** 31 - 1;

/** Milliseconds of `10s`, `5min`, above 0. */
export function parseTimeoutMs(text: string): number {
  const timeoutMs = parseDurationMs(text);
  if (timeoutMs > 0 && timeoutMs <= longestTimeoutMs) return timeoutMs;
  throw new InvalidArgumentError('A timeout is above 0 and at most 24 days, such as 90s, 10min or 2h.');
}

const rateRule = 'A rate is a number of records per second above 0, such as 500, 50k or 1.5M';

/** Records per second of `500`, `50k`, `1.5M`; Infinity of `max`, all records at once. */
export function parseRate(text: string): number {
  const rate = text === 'max' ? Infinity : recordsPerSecond(text);
  if (rate > 0) return rate;
  throw new InvalidArgumentError(`${rateRule}, or 'max' for all records at once.`);
}

/** Records per second of `500`, `50k`, `1.5M`. */
export function parseFiniteRate(text: string): number {
  const rate = recordsPerSecond(text);
  if (rate > 0) return rate;
  throw new InvalidArgumentError(`${rateRule}.`);
}

/** NaN if the text is not a finite number with an optional k or M. */
function recordsPerSecond(text: string): number {
  const [, digits, multiplier] = /^(\d+(?:\.\d+)?)([kM]?)$/.exec(text.trim()) ?? [];
  const rate = digits === undefined ? NaN : Number(`${digits}${exponents[multiplier]}`);
  return rate < Infinity ? rate : NaN;
}

/** Seconds of event time that pass in a second, of `60x` or `60`. */
export function parseSpeed(text: string): number {
  const speed = /^\d+(?:\.\d+)?x?$/.test(text.trim()) ? Number.parseFloat(text) : NaN;
  if (speed > 0 && speed < Infinity) return speed;
  throw new InvalidArgumentError(
    'A speed is a factor above 0, such as 60x or 0.5x. For all records at once, use --rate max.',
  );
}

/** Both sides of `p99=50ms`; undefined where it is not written so. */
export function nameAndValue(text: string): { readonly name: string; readonly value: string } | undefined {
  const [, name, value] = /^\s*([^=\s]+)\s*=\s*([^=]+)$/.exec(text) ?? [];
  return name === undefined ? undefined : { name, value };
}

/** A number of 0 or more. */
export function parseAmount(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN;
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Write a number of 0 or more.');
}

/** A share from 0 to 1, of `0.01` or `1%`. */
export function parseShare(text: string): number {
  const [, digits, sign] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim()) ?? [];
  const share = digits === undefined ? NaN : Number(digits) / (sign === '%' ? 100 : 1);
  if (share <= 1) return share;
  throw new InvalidArgumentError('A share is a number from 0 to 1, or from 0% to 100%.');
}

/** Parses items separated by commas; equal ones are kept once. */
export function listOf<T>(parse: (text: string) => T): (text: string) => T[] {
  return (text) => [...new Set(text.split(',').map((item) => parse(item.trim())))];
}

/** Parses a whole number from `smallest` to `largest`. */
export function wholeNumber(smallest: number, largest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
    if (value >= smallest && value <= largest) return value;
    throw new InvalidArgumentError(`Write a whole number from ${smallest} to ${largest}.`);
  };
}
