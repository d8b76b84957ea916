import { describe, expect, test } from 'vitest';
import { BatchCost, settlingNanos } from './batch-cost.ts';

/** Invocations of these sizes, one after the other. */
function costOf(
  sizes: readonly number[],
  nanosFor: (records: number, index: number) => number,
  measuredFrom = 0,
  takenNanos = (_index: number): number => 0,
): BatchCost {
  const cost = new BatchCost(measuredFrom);
  let [from, now] = [0, 0];
  sizes.forEach((records, index) => {
    const committedNanos = now + nanosFor(records, index) + takenNanos(index);
    cost.observe({
      from,
      to: from + records,
      startNanos: now,
      processedNanos: now,
      freeNanos: committedNanos,
      visibleNanos: committedNanos,
      committedNanos,
      takenNanos: takenNanos(index),
      causes: new Float64Array(),
      rows: 0,
    });
    from += records;
    now = committedNanos;
  });
  return cost;
}

describe('the cost of an invocation', () => {
  test('has a fixed part and a part per record', () => {
    const { fixedNanos, perRecordNanos } = costOf([1, 1000, 3, 2_000_000], (records) => 20e6 + 40e3 * records).fit()!;
    expect(fixedNanos / 20e6).toBeCloseTo(1, 6);
    expect(perRecordNanos).toBeCloseTo(40e3, 6);
  });

  test('is unknown if all invocations have the same size', () => {
    expect(costOf([], () => 0).fit()).toBeNull();
    expect(costOf([7, 7, 7], (_, index) => 100 + index).fit()).toBeNull();
  });

  test('has no part below 0, even if chance suggests one', () => {
    expect(costOf([10, 20], (records) => 100 - records).fit()).toEqual({ fixedNanos: 85, perRecordNanos: 0 });
    expect(costOf([10, 20], (records) => 10 * records - 50).fit()).toMatchObject({ perRecordNanos: 100 / 15 });
  });

  test('is without what the system took', () => {
    const taken = (index: number): number => (index === 1 ? 1e9 : 0);
    const { fixedNanos, perRecordNanos } = costOf([5, 10, 20], (records) => 100 + records, 0, taken).fit()!;
    expect(fixedNanos).toBeCloseTo(100, 6);
    expect(perRecordNanos).toBeCloseTo(1, 6);
  });

  test('excludes the warm-up', () => {
    expect(costOf([5, 10, 20], (records, index) => (index === 0 ? 1e9 : 100 + records), 5).fit()).toEqual({
      fixedNanos: 100,
      perRecordNanos: 1,
    });
  });
});

describe('micro-batches reach their final size', () => {
  const cost = { fixedNanos: 20e6, perRecordNanos: 40e3 };

  test('in 5·a/(1 − bλ)²', () => {
    expect(settlingNanos(cost, 21_000) / 5e9).toBeCloseTo(0.78, 2);
    expect(settlingNanos(cost, 24_000) / 5e9).toBeCloseTo(12.5, 9);
    expect(settlingNanos(cost, 24_500) / 5e9).toBeCloseTo(50, 6);
  });

  test('at once if all have the same size, and not at all above a rate of 1/b', () => {
    expect(settlingNanos(null, 21_000)).toBe(0);
    expect([25_000, 26_000].map((rate) => settlingNanos(cost, rate))).toEqual([0, 0]);
  });
});
