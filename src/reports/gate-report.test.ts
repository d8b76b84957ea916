import { expect, test } from 'vitest';
import { amountText } from './gate-report.ts';

test.each([
  [0.0462, 'microseconds', '0.046 µs'],
  [5372.1, 'microseconds', '5.372 ms'],
  [66_493.4, 'records per second', '66,493'],
  [123.4e6, 'bytes', '123 MB'],
  [null, 'microseconds', '–'],
] as const)('tells amounts apart that differ by a few per cent: %d %s as %s', (value, unit, text) => {
  expect(amountText(value, unit)).toBe(text);
});
