/** 17 µs, 5.5 ms, 1.2 s: microseconds in the unit that makes them readable. */
export function micros(value: number): string {
  const { divisor, unit } = timeUnit(value);
  return `${digits(value / divisor)} ${unit}`;
}

/** The smallest and largest value in the unit of the estimate between them: `52–54`. */
export function microsRange(low: number, high: number, estimate: number): string {
  const { divisor } = timeUnit(estimate);
  return range(low / divisor, high / divisor);
}

export function perSecond(rate: number): string {
  return Math.round(rate).toLocaleString('en');
}

/** 950, 10.0k, 1.25M: a rate where there is little room. */
export function thousands(rate: number): string {
  if (rate < 1000) return Math.round(rate).toString();
  return rate < 1e6 ? `${(rate / 1e3).toPrecision(3)}k` : `${(rate / 1e6).toPrecision(3)}M`;
}

export function percent(share: number): string {
  return `${digits(share * 100)} %`;
}

export function range(low: number, high: number): string {
  const [from, to] = [digits(low), digits(high)];
  return from === to ? from : `${from}–${to}`;
}

function timeUnit(value: number): { divisor: number; unit: string } {
  if (value < 1e3) return { divisor: 1, unit: 'µs' };
  return value < 1e6 ? { divisor: 1e3, unit: 'ms' } : { divisor: 1e6, unit: 's' };
}

function digits(value: number): string {
  if (value >= 10) return Math.round(value).toString();
  return value >= 1 ? value.toFixed(1) : value.toPrecision(1);
}
