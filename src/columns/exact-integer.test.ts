import { describe, expect, test } from 'vitest';
import { StreamBenchError } from '../errors.ts';
import { exactInteger } from './exact-integer.ts';

describe('exactInteger', () => {
  test.each([0, 1, -1, 2 ** 53 - 1, 1 - 2 ** 53])('returns %d', (value) => {
    expect(exactInteger(value)).toBe(value);
  });

  test.each([2 ** 53, -(2 ** 53), 1e300, Infinity, -Infinity])('refuses %d, which may be rounded', (value) => {
    expect(() => exactInteger(value)).toThrow(StreamBenchError);
  });

  test('names the remedy', () => {
    expect(() => exactInteger(2 ** 60)).toThrow(
      'an integer result of about 1.15e+18 is beyond ±2^53 and would be rounded\nUse a float column, or a larger unit.',
    );
  });
});
