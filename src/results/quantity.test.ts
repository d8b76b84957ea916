import fc from 'fast-check';
import { expect, test } from 'vitest';
import { micros, microsRange, percent, perSecond, plusMinus, processorSeconds, range, thousands } from './quantity.ts';

test.each([
  [0, '0 µs'],
  [0.004, '0 µs'],
  [0.2, '0.2 µs'],
  [1, '1.0 µs'],
  [9.94, '9.9 µs'],
  [9.96, '10 µs'],
  [17.4, '17 µs'],
  [999.4, '999 µs'],
  [999.6, '1.0 ms'],
  [5_540, '5.5 ms'],
  [999_600, '1.0 s'],
  [30_000_000, '30 s'],
  [-0.004, '0 µs'],
  [-19.4, '−19 µs'],
  [-5_540, '−5.5 ms'],
])('shows %d microseconds as %s', (value, text) => {
  expect(micros(value)).toBe(text);
});

test.each([
  [310.4, '310 s'],
  [4.724, '4.72 s'],
  [0.31, '0.310 s'],
  [1394, '1,394 s'],
])('shows %d microseconds of processor time per record as %s for a million', (value, text) => {
  expect(processorSeconds(value)).toBe(text);
});

test('shows every latency from 50 ns to 999 s in at most 7 columns', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 999e6, noNaN: true }), (value) => {
      expect(micros(value)).toMatch(/^.{1,4} (µs|ms|s)$/);
    }),
  );
});

test('shows a range in the unit of its estimate', () => {
  expect(microsRange(52_000, 54_000, 53_000, 7)).toBe('52–54');
  expect(microsRange(900, 2_500, 1_700, 7)).toBe('0.9–2.5');
  expect(microsRange(52_100, 52_200, 52_150, 7)).toBe('52');
});

test.each([
  [19_812, 19_450, 20_150, '19,800 ± 400'],
  [19_812, 18_700, 20_150, '19,800 ± 1,100'],
  [990.1, 990.1, 990.1, '990'],
  [990.4, 988.7, 991, '990 ± 2'],
  [52_345, 52_345, 54_345, '52,300 ± 2,100'],
  [19_849, 19_549, 20_149, '19,800 ± 400'],
  [0.8, 0.4, 1.2, '0.8 ± 0.4'],
  [1.5, 0.9, 2.1, '1.5 ± 0.6'],
  [0.8, 0.797, 0.802, '0.8'],
  [9.4, 9.38, 9.9, '9.4 ± 0.5'],
  [0, 0, 0, '0'],
  [1_234_567, 1_000_000, 1_300_000, '1,230,000 ± 230,000'],
])('shows %d between %d and %d as %s', (estimate, low, high, text) => {
  expect(plusMinus({ estimate, low, high })).toBe(text);
});

test('shows an interval that holds the whole of it, and is hardly wider', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e7, noNaN: true }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      (estimate, share) => {
        const [low, high] = [estimate * (1 - share / 3), estimate * (1 + share)];
        const text = plusMinus({ estimate, low, high });
        const [shown, side = 0] = text.split(' ± ').map((part) => Number(part.replaceAll(',', '')));
        const least = estimate < 9.95 ? 0.1 : 1;
        // Without a side it is less than what rounding may change.
        const tolerance = side === 0 ? least : 1e-6;
        expect(shown - side).toBeLessThanOrEqual(low + tolerance);
        expect(shown + side).toBeGreaterThanOrEqual(high - tolerance);
        expect(side).toBeLessThanOrEqual(Math.max(estimate * share * 1.5, estimate * share + 1.5 * least));
      },
    ),
  );
});

test('shows a range that is too wide for its place in two lines, each value in its own unit', () => {
  expect(microsRange(0.2, 30e6, 500, 7)).toBe('0.2 µs\n–30 s');
  expect(microsRange(985, 1_012, 998, 7)).toBe('985 µs\n–1.0 ms');
  expect(range(0.02, 0.031, 7)).toBe('0.02\n–0.03');
});

test.each([
  [12, '12'],
  [999.4, '999'],
  [999.6, '1.00k'],
  [10_000, '10.0k'],
  [999_400, '999k'],
  [999_999, '1.00M'],
  [1_234_567, '1.23M'],
  [250_000_000, '250M'],
  [2_000_000_000, '2000M'],
])('shows a rate of %d in little room as %s', (rate, text) => {
  expect(thousands(rate)).toBe(text);
});

test('shows a rate in full by thousands', () => {
  expect(perSecond(1_234_567.4)).toBe('1,234,567');
  expect(perSecond(950)).toBe('950');
});

test.each([
  [0, '0'],
  [0.05, '0.05'],
  [0.4, '0.4'],
  [1.2, '1.2'],
  [1.4, '1.4'],
  [5, '5'],
  [5.02, '5'],
  [9.9, '9.9'],
  [9.97, '10'],
  [10.4, '10'],
])('shows a low rate of %d as %s', (rate, text) => {
  expect(perSecond(rate)).toBe(text);
});

test('shows whole numbers in all their digits', () => {
  for (let count = 0; count < 1000; count++) expect(perSecond(count)).toBe(String(count));
});

test.each([
  [0, '0 %'],
  [0.0000001, '0 %'],
  [0.0004, '0.04 %'],
  [0.011, '1.1 %'],
  [0.354, '35 %'],
  [1, '100 %'],
  [-0.00001, '0 %'],
  [-0.002, '−0.2 %'],
])('shows a share of %d as %s', (share, text) => {
  expect(percent(share)).toBe(text);
});
