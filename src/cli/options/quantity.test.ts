import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { expectRefusal } from '../refusal.test-program.ts';
import {
  listOf,
  parseAmount,
  parseDurationMs,
  parseFiniteRate,
  parseRate,
  parseShare,
  wholeNumber,
} from './quantity.ts';

describe('a duration', () => {
  test.each([
    ['0', 0],
    ['0ms', 0],
    ['10ms', 10],
    ['1.5s', 1500],
    [' 2 min ', 120_000],
    ['10m', 600_000],
    ['1h', 3_600_000],
    ['250us', 0.25],
    ['250µs', 0.25],
    // 0.07 × 1000 is 70.00000000000001.
    ['0.07s', 70],
    ['0.333us', 0.000333],
  ])('%j is %d ms', (text, millis) => {
    expect(parseDurationMs(text)).toBe(millis);
  });

  test.each([
    ['5', ['unit', '5ms', '5s']],
    ['5 days', ["'days'", 'us, ms, s, m or h']],
    ['5constructor', ["'constructor'", 'us, ms, s, m or h']],
    ['-5ms', ['duration', '10ms']],
    ['ms', ['duration', '10ms']],
    ['', ['duration', '10ms']],
    ['1e3ms', ['duration', '10ms']],
    ['Infinity', ['duration', '10ms']],
    ['1,5s', ['duration', '10ms']],
  ])('%j is refused', (text, facts) => {
    expectRefusal(() => parseDurationMs(text), InvalidArgumentError, facts);
  });
});

describe('a rate', () => {
  test.each([
    ['500', 500],
    ['50k', 50_000],
    ['1.5M', 1_500_000],
    ['0.5', 0.5],
    // 1.001 × 1000 is 1000.9999999999999.
    ['1.001k', 1001],
    ['max', Infinity],
  ])('%j is %d records/s', (text, rate) => {
    expect(parseRate(text)).toBe(rate);
  });

  const noRates = ['0', '0k', 'NaN', '-5', '5m', '5K', 'k', '', 'Infinity', '1e6', '50 k', '9'.repeat(400)];

  test.each(noRates)('%j is refused', (text) => {
    expectRefusal(() => parseRate(text), InvalidArgumentError, ['records per second above 0', "'max'"]);
  });

  test.each([...noRates, 'max'])('%j is refused where a rate must be finite', (text) => {
    expectRefusal(() => parseFiniteRate(text), InvalidArgumentError, ['records per second above 0']);
  });
});

test('an amount is a number of 0 or more', () => {
  expect(['0', '1.2', ' 20 '].map(parseAmount)).toEqual([0, 1.2, 20]);
  for (const text of ['-1', '', '1e2', 'much', '9'.repeat(400)]) {
    expectRefusal(() => parseAmount(text), InvalidArgumentError, ['0 or more']);
  }
});

test('a share is a number from 0 to 1, or a percentage', () => {
  expect(['0', '0.01', '1', '1%', '2.5%', '100%'].map(parseShare)).toEqual([0, 0.01, 1, 0.01, 0.025, 1]);
  for (const text of ['-0.1', '1.01', '101%', '', '%', 'half']) {
    expectRefusal(() => parseShare(text), InvalidArgumentError, ['0 to 1', '0% to 100%']);
  }
});

describe('a list', () => {
  test('has the items between commas, each once, in their order', () => {
    expect(listOf(parseDurationMs)('100ms, 0,10ms,0.1s')).toEqual([100, 0, 10]);
    expect(listOf(parseRate)('5k')).toEqual([5000]);
  });

  test.each(['', ',', '10ms,', ',10ms'])('with an empty item, %j, is refused', (text) => {
    expect(() => listOf(parseDurationMs)(text)).toThrow(InvalidArgumentError);
  });
});

describe('a whole number', () => {
  const parse = wholeNumber(1, 1000);

  test('may be any within its bounds', () => {
    expect(['1', ' 12 ', '1000'].map(parse)).toEqual([1, 12, 1000]);
  });

  test.each(['0', '1001', '-1', '1.5', '1e2', '', 'six', '0x10'])('%j is refused', (text) => {
    expectRefusal(() => parse(text), InvalidArgumentError, ['whole number', '1 to 1000']);
  });
});
