import { expect, test } from 'vitest';
import { estimateText } from './estimate-text.ts';

test.each([
  [{ estimate: 28, low: 16, high: 32 }, 'microseconds', '28 µs (16–32)'],
  [{ estimate: 1_500, low: 2, high: 9_000 }, 'microseconds', '1.5 ms (2.0 µs–9.0 ms)'],
  [{ estimate: 0.38, low: 0.29, high: 0.46 }, 'share', '38 % (29–46)'],
  [{ estimate: 10_000, low: 9_990, high: 10_010 }, 'records per second', '10,000 (9,990–10,010)'],
  [{ estimate: 28, low: 28, high: 28 }, 'microseconds', '28 µs'],
  [{ estimate: 28, low: null, high: null }, 'microseconds', '28 µs'],
  [{ estimate: null, low: null, high: null }, 'share', '–'],
  [undefined, 'share', '–'],
] as const)('shows %j in %s as %s', (row, unit, text) => {
  expect(estimateText(row, unit)).toBe(text);
});
