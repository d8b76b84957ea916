import { expect, test } from 'vitest';
import { Histogram } from '../histogram/histogram.ts';
import { leastMean, leastQuantile, type UnseenDelay } from './unseen-delays.ts';

const milli = 1e6;
/** 10,000 records within a second, of which each hundredth takes 5 ms, the others 100 µs. */
const low = new Histogram();
low.recordMany(0.1 * milli, 9_900);
low.recordMany(5 * milli, 100);
const delayed = { durationNanos: 1000 * milli, invocations: 10_000, busyShare: 0 };

/** In milliseconds, after delays of so many pieces of a millisecond. */
function least(quantile: number, pieces: number, change: Partial<UnseenDelay> = {}): number {
  const delay = { nanos: pieces * milli, pieces, longestNanos: milli, ...change };
  return leastQuantile(low, quantile, [delay], delayed) / milli;
}

test('is the quantile itself without delays', () => {
  expect(leastQuantile(low, 0.999, [], delayed) / milli).toBeCloseTo(5, 2);
  expect(least(0.5, 0)).toBeCloseTo(0.1, 3);
});

test('hardly moves a median, of which few records can be touched', () => {
  expect(least(0.5, 10)).toBeGreaterThan(0.098);
});

test('is lower by no more than the pieces that may come in a row', () => {
  expect(least(0.999, 1, { nanos: 0.2 * milli })).toBeGreaterThan(4.79);
  // A busy period of a millisecond holds a hundredth of ten pieces: one beside the first, or none.
  expect(least(0.9999, 10)).toBeGreaterThanOrEqual(3);
});

test('moves a tail that delays of any length may have made', () => {
  expect(least(0.995, 100, { longestNanos: Infinity })).toBeLessThan(0.5);
});

test('moves what is behind a busy executor farther: its queue recovers slowly', () => {
  const delay = { nanos: 10 * milli, pieces: 10, longestNanos: milli };
  const busy = leastQuantile(low, 0.5, [delay], { ...delayed, busyShare: 0.99 });
  expect(busy / milli).toBeLessThan(least(0.5, 10));
});

test('a mean falls by the delays, and by those who wait behind them', () => {
  const one = { nanos: milli, pieces: 1, longestNanos: milli };
  // Of a millisecond, an idle executor delays 10 records by half of it on average, and one that is busy for half, 20.
  const fallMillis = (busyShare: number): number =>
    (10_000 * (low.mean! - leastMean(low, [one], { ...delayed, busyShare }))) / milli;
  expect(fallMillis(0)).toBeCloseTo(1 + 10 / 2, 1);
  expect(fallMillis(0.5)).toBeCloseTo(1 + 20 / 2, 1);
  expect(leastMean(low, [], delayed)).toBe(low.mean);
});
