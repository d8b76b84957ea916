import { expect, test } from 'vitest';
import { burst } from './burst.ts';
import { arrivalsOf, meanRateBetween } from './rate-curve.ts';

const curve = burst.curve({ ratePerSecond: 1000, peakPerSecond: 10_000, onMs: 200, everyMs: 1000 });

test('each period ends with its burst, and has the number of records that arithmetic gives', () => {
  const arrivals = arrivalsOf(curve, 5e9);
  const between = (fromMs: number, toMs: number): number =>
    arrivals.filter((nanos) => nanos >= fromMs * 1e6 && nanos < toMs * 1e6).length;
  expect(
    [0, 1000, 2000, 3000, 4000].map((startMs) => [
      between(startMs, startMs + 800),
      between(startMs + 800, startMs + 1000),
    ]),
  ).toEqual(Array.from({ length: 5 }, () => [800, 2000]));
});

test('records are evenly spaced at both rates, in every period alike', () => {
  const arrivals = arrivalsOf(curve, 2e9);
  const period = Array.from({ length: 2800 }, (_, index) =>
    index < 800 ? (index + 0.5) * 1e6 : 800e6 + (index - 800 + 0.5) * 1e5,
  );
  expect([...arrivals]).toEqual([...period, ...period.map((nanos) => nanos + 1e9)]);
});

test('with a rate of 0, nothing comes between bursts', () => {
  const silent = burst.curve({ ratePerSecond: 0, peakPerSecond: 10, onMs: 250, everyMs: 1000 });
  // 2.5 records in each burst: the third is due at the end of the first, the fourth 0.1 s into the second.
  expect([...arrivalsOf(silent, 2e9)].map((nanos) => nanos / 1e6)).toEqual([800, 900, 1000, 1850, 1950]);
});

test('the mean rate over a period is that of its parts', () => {
  expect(meanRateBetween(curve, 3.25, 4.25)).toBeCloseTo(2800, 6);
});

test.each([
  [{ onMs: 1000 }, "'on' is not between 0 and 'every'"],
  [{ onMs: 0 }, "'on' is not between 0 and 'every'"],
  [{ peakPerSecond: 1000 }, "'peak' is not above 'rate'"],
])('%j is refused', (change, what) => {
  expect(() =>
    burst.curve({ ratePerSecond: 1000, peakPerSecond: 10_000, onMs: 200, everyMs: 1000, ...change }),
  ).toThrow(`load 'burst': ${what}\nWrite it like burst:rate=50k,peak=500k,on=200ms,every=5s.`);
});
