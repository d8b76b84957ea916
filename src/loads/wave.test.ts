import { expect, test } from 'vitest';
import { arrivalsOf, meanRateBetween } from './rate-curve.ts';
import { wave } from './wave.ts';

const curve = wave.curve({ ratePerSecond: 0, peakPerSecond: 4000, everyMs: 2000 });

test('each period has the mean of both rates, with half of its records before the peak', () => {
  const arrivals = arrivalsOf(curve, 6e9);
  const halves = [0, 1, 2, 3, 4, 5].map(
    (second) => arrivals.filter((nanos) => Math.floor(nanos / 1e9) === second).length,
  );
  expect(halves).toEqual([2000, 2000, 2000, 2000, 2000, 2000]);
});

test('each quarter of a period has the records of a cosine', () => {
  // ∫ 2000 (1 − cos πt) dt = 2000 (t − sin(πt)/π).
  expect(arrivalsOf(curve, 0.5e9).length).toBe(Math.round(2000 * (0.5 - 1 / Math.PI)));
  expect([curve.rateAt(0), curve.rateAt(0.5), curve.rateAt(1), curve.rateAt(1.5)].map(Math.round)).toEqual([
    0, 2000, 4000, 2000,
  ]);
  expect(meanRateBetween(curve, 0.5, 1.5)).toBeCloseTo(2000 * (1 + 2 / Math.PI), 9);
});

test('at the peak, the gap between records is that of the peak rate', () => {
  const arrivals = arrivalsOf(curve, 2e9);
  // Records 1999 and 2000 arrive half a gap before and after it.
  expect([arrivals[1999], arrivals[2000]]).toEqual([1e9 - 125_000, 1e9 + 125_000]);
});

test.each([
  [{ everyMs: 0 }, "'every' is not above 0"],
  [{ peakPerSecond: 0 }, "'peak' is not above 'rate'"],
])('%j is refused', (change, what) => {
  expect(() => wave.curve({ ratePerSecond: 0, peakPerSecond: 4000, everyMs: 2000, ...change })).toThrow(
    `load 'wave': ${what}\n`,
  );
});
