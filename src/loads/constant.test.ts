import { expect, test } from 'vitest';
import { StreamBenchError } from '../errors.ts';
import { constant } from './constant.ts';

const seed = 1;

test('record i arrives at (i + ½)/rate, in whole nanoseconds', () => {
  expect([...constant({ ratePerSecond: 4 }).arrivalsNanos(1e9, seed)]).toEqual([125e6, 375e6, 625e6, 875e6]);
  expect([...constant({ ratePerSecond: 300_000 }).arrivalsNanos(12_000, seed)]).toEqual([1667, 5000, 8333, 11_667]);
});

test.each([30_000, 70_000, 300_000, 700_000])('a million records at %d/s do not drift', (ratePerSecond) => {
  const records = 1e6;
  const arrivals = constant({ ratePerSecond }).arrivalsNanos((records / ratePerSecond) * 1e9, seed);
  expect(arrivals.length).toBe(records);
  expect(arrivals[records - 1]).toBe(
    Number((BigInt(2 * records - 1) * 10n ** 9n + BigInt(ratePerSecond)) / BigInt(2 * ratePerSecond)),
  );
});

test('every arrival is before the end, and the next one would not be', () => {
  const load = constant({ ratePerSecond: 1000 });
  expect(load.arrivalsNanos(1e9, seed).length).toBe(1000);
  expect(load.arrivalsNanos(2_500_000, seed)).toEqual(Float64Array.of(500_000, 1_500_000));
  expect(load.arrivalsNanos(2_500_001, seed)).toEqual(Float64Array.of(500_000, 1_500_000, 2_500_000));
  expect(load.arrivalsNanos(500_000, seed).length).toBe(0);
  expect(load.arrivalsNanos(0, seed).length).toBe(0);
});

test('arrivals do not depend on the seed, and a longer run begins as a shorter one', () => {
  const load = constant({ ratePerSecond: 70_000 });
  const arrivals = load.arrivalsNanos(1e9, seed);
  expect(load.arrivalsNanos(1e9, 2)).toEqual(arrivals);
  expect(load.arrivalsNanos(2e9, seed).subarray(0, arrivals.length)).toEqual(arrivals);
});

test.each([0, -1, NaN, Infinity])('a rate of %d is refused with a remedy', (ratePerSecond) => {
  expect(() => constant({ ratePerSecond })).toThrow(StreamBenchError);
  expect(() => constant({ ratePerSecond })).toThrow(
    `load 'constant': ${ratePerSecond} records per second is not a rate\n` +
      'Give a number of records per second above 0, such as 10000.',
  );
});
