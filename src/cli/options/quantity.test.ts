import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { listOf, parseAmount, parseDurationMs, parseRate, parseShare, wholeNumber } from './quantity.ts';

describe('a duration', () => {
  test.each([
    ['0', 0],
    ['0ms', 0],
    ['10ms', 10],
    ['1.5s', 1500],
    [' 2 min ', 120_000],
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
    ['5', 'Which unit? Write 5ms or 5s.'],
    ['5m', "'m' is no unit of time: use us, ms, s, min or h."],
    ['5 days', "'days' is no unit of time: use us, ms, s, min or h."],
    ['-5ms', 'A duration is a number with a unit, such as 10ms, 1.5s or 2min.'],
    ['ms', 'A duration is a number with a unit, such as 10ms, 1.5s or 2min.'],
    ['', 'A duration is a number with a unit, such as 10ms, 1.5s or 2min.'],
    ['1e3ms', 'A duration is a number with a unit, such as 10ms, 1.5s or 2min.'],
    ['Infinity', 'A duration is a number with a unit, such as 10ms, 1.5s or 2min.'],
    ['1,5s', 'A duration is a number with a unit, such as 10ms, 1.5s or 2min.'],
  ])('%j is refused', (text, message) => {
    expect(() => parseDurationMs(text)).toThrow(new InvalidArgumentError(message));
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

  test.each(['0', '0k', 'NaN', '-5', '5m', '5K', 'k', '', 'Infinity', '1e6', '50 k', '9'.repeat(400)])(
    '%j is refused',
    (text) => {
      expect(() => parseRate(text)).toThrow(
        new InvalidArgumentError(
          "A rate is records per second above 0, such as 500, 50k or 1.5M, or 'max' for all at once.",
        ),
      );
    },
  );
});

test('an amount is a number from 0 on', () => {
  expect(['0', '1.2', ' 20 '].map(parseAmount)).toEqual([0, 1.2, 20]);
  for (const text of ['-1', '', '1e2', 'much', '9'.repeat(400)]) {
    expect(() => parseAmount(text)).toThrow(new InvalidArgumentError('A number from 0 on is needed.'));
  }
});

test('a share is a number up to 1, or so many of a hundred', () => {
  expect(['0', '0.01', '1', '1%', '2.5%', '100%'].map(parseShare)).toEqual([0, 0.01, 1, 0.01, 0.025, 1]);
  for (const text of ['-0.1', '1.01', '101%', '', '%', 'half']) {
    expect(() => parseShare(text)).toThrow(new InvalidArgumentError('A share is from 0 to 1, or from 0% to 100%.'));
  }
});

describe('a list', () => {
  test('is of items between commas, each once, in their order', () => {
    expect(listOf(parseDurationMs)('100ms, 0,10ms,0.1s')).toEqual([100, 0, 10]);
    expect(listOf(parseRate)('5k')).toEqual([5000]);
  });

  test.each(['', ',', '10ms,', ',10ms'])('with an empty item, %j, is refused', (text) => {
    expect(() => listOf(parseDurationMs)(text)).toThrow(InvalidArgumentError);
  });
});

describe('a whole number', () => {
  const parse = wholeNumber(1, 1000);

  test('is taken within its bounds', () => {
    expect(['1', ' 12 ', '1000'].map(parse)).toEqual([1, 12, 1000]);
  });

  test.each(['0', '1001', '-1', '1.5', '1e2', '', 'six', '0x10'])('%j is refused', (text) => {
    expect(() => parse(text)).toThrow(new InvalidArgumentError('A whole number from 1 to 1000 is needed.'));
  });
});
