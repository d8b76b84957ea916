import { largerSide } from '../statistics/larger-side.ts';

/** Microseconds in a readable unit, such as 17 µs, 5.5 ms, 1.2 s. */
export function micros(value: number): string {
  const { divisor, unit } = timeUnit(value);
  return `${digits(value / divisor)} ${unit}`;
}

/** A round value, as at an axis, such as 1 ms, 20 µs, 500 ns. */
export function roundMicros(value: number): string {
  return value > 0 && value < 1 ? `${Math.round(value * 1000)} ns` : micros(value).replace('.0 ', ' ');
}

/** As `range`, in the unit of the estimate; each in its own unit where they stand one below the other. */
export function microsRange(low: number, high: number, estimate: number, maxWidth: number): string {
  const { divisor } = timeUnit(estimate);
  const text = range(low / divisor, high / divisor, maxWidth);
  // What is not 0 is not shown as 0.
  const isLost = low > 0 && text.startsWith('0–');
  return isLost || text.includes('\n') ? `${micros(low)}\n–${micros(high)}` : text;
}

/** With four digits, to compare figures that hardly differ, such as 109.9 ms, 1.250 s. */
export function fourDigits(value: number): string {
  const { divisor, unit } = timeUnit(Math.abs(value));
  const scaled = value / divisor;
  if (Math.abs(scaled) < 0.0005) return `0 ${unit}`;
  return `${Math.abs(scaled) < 1 ? scaled.toFixed(3) : scaled.toPrecision(4)} ${unit}`;
}

/** A rate or a number of records in full; below 10 with two digits, such as 0.05, 1.2, 5, because low rates differ. */
export function perSecond(rate: number): string {
  if (Math.abs(rate) < 9.95) return rate.toLocaleString('en', { maximumSignificantDigits: 2 });
  return Math.round(rate).toLocaleString('en');
}

/** A rate and the larger side of its interval, in the digits that are significant, such as 19,800 ± 400. */
export function plusMinus({ estimate, low, high }: Parameters<typeof largerSide>[0]): string {
  const side = largerSide({ estimate, low, high });
  // `perSecond` shows two digits below 10.
  const least = estimate < 9.95 ? 10 ** (Math.floor(Math.log10(estimate)) - 1) : 1;
  if (side < least / 2 || side === 0) return perSecond(estimate);
  const place = Math.max(least, 10 ** Math.floor(Math.log10(side)) / (Number(side.toExponential()[0]) <= 2 ? 10 : 1));
  const shown = Math.round(estimate / place) * place;
  // Around what is shown, so that no end is left out.
  const shownSide = Math.ceil(largerSide({ estimate: shown, low, high }) / place - 1e-9) * place;
  return `${perSecond(shown)} ± ${perSecond(shownSide)}`;
}

/** Processor time for a million records, from that of one in microseconds: `0.310 s`, `4.72 s`, `1,394 s`. */
export function processorSeconds(microsPerRecord: number): string {
  const whole = microsPerRecord >= 999.5;
  return `${whole ? perSecond(microsPerRecord) : microsPerRecord.toPrecision(3)} s`;
}

/** A short form of a rate, such as 0.4, 950, 10.0k, 1.25M. */
export function thousands(rate: number): string {
  if (rate < 9.95) return perSecond(rate);
  if (rate < 999.5) return Math.round(rate).toString();
  if (rate < 999_500) return `${(rate / 1e3).toPrecision(3)}k`;
  return rate < 999.5e6 ? `${(rate / 1e6).toPrecision(3)}M` : `${Math.round(rate / 1e6)}M`;
}

/** Without trailing zeros: 10k, not 10.0k. */
export function roundThousands(rate: number): string {
  return thousands(rate).replace(/\.0+(?=[kM])/, '');
}

export function percent(share: number): string {
  return `${digits(share * 100)} %`;
}

/** The smallest and largest value: `52–54`; where that is wider than `maxWidth`, one below the other. */
export function range(low: number, high: number, maxWidth: number): string {
  const [from, to] = [digits(low), digits(high)];
  if (from === to) return from;
  return `${from}–${to}`.length <= maxWidth ? `${from}–${to}` : `${from}\n–${to}`;
}

/** The limits are where rounding would give 1000. */
function timeUnit(signed: number): { divisor: number; unit: string } {
  const value = Math.abs(signed);
  if (value < 999.5) return { divisor: 1, unit: 'µs' };
  return value < 999.5e3 ? { divisor: 1e3, unit: 'ms' } : { divisor: 1e6, unit: 's' };
}

/** Two digits, or one below 1; at most two decimals. */
function digits(signed: number): string {
  const value = Math.abs(signed);
  const sign = signed <= -0.005 ? '−' : '';
  if (value >= 9.95) return `${sign}${Math.round(value)}`;
  if (value >= 0.95) return `${sign}${value.toFixed(1)}`;
  return value < 0.005 ? '0' : `${sign}${value.toPrecision(1)}`;
}

/** Of the least sure of some intervals; rounded down, so as not to claim too much. */
export function confidence(levels: readonly number[]): string {
  return `${Math.floor(Math.min(...levels) * 100)} % confidence`;
}

export function unitCount(count: number): string {
  return count === 1 ? '1 unit' : `${count} units`;
}

/** `12`, or `12 to 16` where the values differ. */
export function span(values: readonly number[], show: (value: number) => string = String): string {
  const [least, most] = [show(Math.min(...values)), show(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}
