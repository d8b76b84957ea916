import { describe, expect, test } from 'vitest';
import type { BacklogSample } from './backlog.ts';
import { keptUp, slopeShare } from './sustainability.ts';

const milli = 1e6;

/** A sample every 100 ms. */
function samples(count: number, recordsAt: (index: number) => number): BacklogSample[] {
  return Array.from({ length: count }, (_, index) => ({ nanos: index * 100 * milli, records: recordsAt(index) }));
}

describe('the slope of the backlog', () => {
  test('is its growth as a share of the rate', () => {
    // 50 records more in each 100 ms, at 10,000 in a second.
    expect(slopeShare(samples(20, (index) => 7 + 50 * index), 10_000)).toBeCloseTo(0.05, 12);
    expect(slopeShare(samples(20, (index) => 5000 - 50 * index), 10_000)).toBeCloseTo(-0.05, 12);
  });

  test('is 0 of a backlog that stays, however large', () => {
    expect(slopeShare(samples(20, () => 1_000_000), 10_000)).toBe(0);
  });

  test('is unknown of fewer than 10 samples', () => {
    expect(slopeShare(samples(9, (index) => index), 10_000)).toBeNull();
    expect(slopeShare(samples(10, (index) => index), 10_000)).toBeCloseTo(0.001, 12);
  });
});

describe('a run kept up', () => {
  test('below a growth of 0.5 % of the rate', () => {
    expect([-0.2, 0, 0.0049].map((share) => keptUp(share, 0, 0))).toEqual(['yes', 'yes', 'yes']);
  });

  test('not from 0.5 % on, such as at 1.01 of the capacity', () => {
    expect([0.005, 0.0099, 0.5].map((share) => keptUp(share, 0, 0))).toEqual(['no', 'no', 'no']);
  });

  test('perhaps, where the growth is unknown', () => {
    expect(keptUp(null, 0, 0)).toBe('inconclusive');
    expect(keptUp(null, 99 * milli, 100 * milli)).toBe('inconclusive');
  });

  test('not where micro-batches took longer than their interval, though the backlog is stable', () => {
    expect(keptUp(0, 100 * milli, 100 * milli)).toBe('yes');
    expect(keptUp(0, 101 * milli, 100 * milli)).toBe('no');
    expect(keptUp(null, 101 * milli, 100 * milli)).toBe('no');
  });

  test('with interval 0 however long micro-batches took', () => {
    expect(keptUp(0, 101 * milli, 0)).toBe('yes');
  });
});
