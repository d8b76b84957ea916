import { expect, test } from 'vitest';
import { CostForecast } from './cost-forecast.ts';

/** The forecast after micro-batches of these sizes. */
function after(sizes: readonly number[], nanosOf: (records: number, index: number) => number): CostForecast {
  const forecast = new CostForecast();
  sizes.forEach((records, index) => forecast.observe(records, nanosOf(records, index)));
  return forecast;
}

const many = Array.from({ length: 200 }, (_, index) => 10 + ((index * 7) % 90));

test('knows nothing at first', () => {
  expect(new CostForecast().isKnown).toBe(false);
});

test('finds a + b·n, and then needs no reserve', () => {
  const { fixedNanos, perRecordNanos } = after(many, (records) => 20_000 + 40 * records);
  expect(perRecordNanos).toBeCloseTo(40, 6);
  expect(fixedNanos).toBeCloseTo(20_000, 3);
});

test('takes all of the cost for that of records where all sizes were the same', () => {
  const forecast = after([50, 50, 50], () => 10_000);
  expect([forecast.fixedNanos, forecast.perRecordNanos]).toEqual([0, 200]);
});

test('follows a cost that changes', () => {
  const changed = after([...many, ...many], (records, index) => (index < 200 ? 20_000 : 5000) + 40 * records);
  expect(changed.fixedNanos).toBeCloseTo(5000, -2);
});

test('holds four mean errors in reserve', () => {
  // Wrong by 1,000 ns each time, in turn up and down.
  const { fixedNanos } = after(many, (records, index) => 20_000 + 40 * records + (index % 2 === 0 ? 1000 : -1000));
  expect(fixedNanos).toBeGreaterThan(23_000);
  expect(fixedNanos).toBeLessThan(25_500);
});
