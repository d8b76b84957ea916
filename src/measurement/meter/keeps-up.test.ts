import { describe, expect, test } from 'vitest';
import type { BacklogSample } from './backlog.ts';
import { growthOf, keepsUp, type LoadEvidence } from './keeps-up.ts';

const milli = 1e6;

/** A sample every 100 ms. `waitedMs`: how long the record next in line has waited. */
function evidence(
  count: number,
  waitedMs: (index: number) => number,
  changes: Partial<LoadEvidence> = {},
): LoadEvidence {
  const samples = Array.from({ length: count }, (_, index): BacklogSample => ({
    nanos: index * 100 * milli,
    records: 1,
    waitedNanos: waitedMs(index) * milli,
  }));
  return {
    samples,
    measuredNanos: count * 100 * milli,
    intervalNanos: 0,
    meanInvocationNanos: 0,
    epochNanos: 0,
    meanEpochWorkNanos: 0,
    settlingNanos: 0,
    periodNanos: 0,
    ...changes,
  };
}

/** Goes up and down by 5 ms, around a slope. */
const restless =
  (risePerSample: number) =>
  (index: number): number =>
    risePerSample * index + (Math.floor(index / 10) % 2) * 5;

describe('growth', () => {
  test('is the slope of the wait of the record next in line', () => {
    // The wait rises by 5 ms in each 100 ms, so the backlog by 5 % of the rate.
    const growth = growthOf(evidence(100, (index) => 7 + 5 * index))!;
    for (const value of [growth.share, growth.low, growth.high]) expect(value).toBeCloseTo(0.05, 12);
    expect(growthOf(evidence(100, (index) => 5000 - 5 * index))!.share).toBeCloseTo(-0.05, 12);
  });

  test('is 0 if the backlog is constant, whatever its length', () => {
    expect(growthOf(evidence(20, () => 1_000_000))).toEqual({ share: 0, low: 0, high: 0 });
  });

  test('has bounds from the differences between tenths of the unit', () => {
    const { share, low, high } = growthOf(evidence(100, restless(0)))!;
    // Nine rises of 5 ms up or down between tenths a second apart: mean 1/9 of that, sd √(80/72) of it, t 1.8595.
    expect((high - low) / 2).toBeCloseTo(1.8595 * 0.005 * Math.sqrt(80 / 72 / 9), 6);
    expect((high + low) / 2).toBeCloseTo(share, 12);
  });

  test('is unknown with fewer than 10 samples', () => {
    expect(growthOf(evidence(9, (index) => index))).toBeNull();
    expect(growthOf(evidence(10, (index) => index))!.share).toBeCloseTo(0.01, 12);
  });

  test('is unknown with fewer than 10 intervals', () => {
    expect(growthOf(evidence(100, () => 0, { intervalNanos: 1100 * milli }))).toBeNull();
    expect(growthOf(evidence(100, () => 0, { intervalNanos: 1000 * milli }))!.share).toBe(0);
  });

  test('is unknown until micro-batches have reached their final size', () => {
    expect(growthOf(evidence(100, () => 0, { settlingNanos: 10_001 * milli }))).toBeNull();
    expect(growthOf(evidence(100, () => 0, { settlingNanos: 9999 * milli }))!.share).toBe(0);
  });

  test('of a periodic load compares whole periods', () => {
    // Periods of a second, each with a backlog at its start; an incomplete last period does not count.
    const bursts = (index: number): number => (index % 10 < 3 ? 500 : 0);
    const periodNanos = 1000 * milli;
    expect(growthOf(evidence(47, bursts, { periodNanos }))).toMatchObject({ share: 0 });
    expect(growthOf(evidence(47, (index) => bursts(index) + index, { periodNanos }))!.share).toBeCloseTo(0.01, 12);
    expect(Math.abs(growthOf(evidence(47, bursts))!.share)).toBeGreaterThan(0.01);
  });

  test('of a periodic load needs two periods, and three for bounds', () => {
    const periodNanos = 1000 * milli;
    expect(growthOf(evidence(19, () => 0, { periodNanos }))).toBeNull();
    expect(growthOf(evidence(20, () => 0, { periodNanos }))).toEqual({ share: 0, low: -Infinity, high: Infinity });
    expect(growthOf(evidence(30, () => 0, { periodNanos }))).toEqual({ share: 0, low: 0, high: 0 });
  });
});

describe('a unit keeps up', () => {
  const growing = (share: number, changes?: Partial<LoadEvidence>): LoadEvidence =>
    evidence(100, (index) => share * 100 * index, changes);

  test('with a growth below 0.5 % of the rate', () => {
    expect([-0.2, 0, 0.0049].map((share) => keepsUp(growing(share)))).toEqual(['yes', 'yes', 'yes']);
  });

  test('not with a growth above 0.5 %, as at 1.01 of the capacity', () => {
    expect([0.0051, 0.0099, 0.5].map((share) => keepsUp(growing(share)))).toEqual(['no', 'no', 'no']);
  });

  test('inconclusively, if the backlog varies too much', () => {
    expect([0, 0.5, 2].map((rise) => keepsUp(evidence(100, restless(rise))))).toEqual(['yes', 'inconclusive', 'no']);
  });

  test('inconclusively, if the growth is unknown', () => {
    expect(keepsUp(evidence(9, () => 0))).toBe('inconclusive');
    expect(keepsUp(evidence(100, () => 0, { intervalNanos: 2000 * milli, meanInvocationNanos: 99 * milli }))).toBe(
      'inconclusive',
    );
  });

  test('not if micro-batches take longer than their interval, even with a stable backlog', () => {
    expect(keepsUp(growing(0, { intervalNanos: 100 * milli, meanInvocationNanos: 100 * milli }))).toBe('yes');
    expect(keepsUp(growing(0, { intervalNanos: 100 * milli, meanInvocationNanos: 101 * milli }))).toBe('no');
  });

  test('not if they overrun so far that there are few samples', () => {
    expect(
      keepsUp(
        evidence(9, () => 0, {
          measuredNanos: 1000 * milli,
          intervalNanos: 100 * milli,
          meanInvocationNanos: 101 * milli,
        }),
      ),
    ).toBe('no');
    expect(
      keepsUp(
        evidence(9, () => 0, {
          measuredNanos: 900 * milli,
          intervalNanos: 100 * milli,
          meanInvocationNanos: 101 * milli,
        }),
      ),
    ).toBe('inconclusive');
  });

  test('not if the work of epochs takes longer than the epochs, in enough of them', () => {
    expect(keepsUp(growing(0, { epochNanos: 100 * milli, meanEpochWorkNanos: 100 * milli }))).toBe('yes');
    expect(keepsUp(growing(0, { epochNanos: 100 * milli, meanEpochWorkNanos: 101 * milli }))).toBe('no');
    expect(
      keepsUp(
        evidence(9, () => 0, { measuredNanos: 1000 * milli, epochNanos: 100 * milli, meanEpochWorkNanos: 101 * milli }),
      ),
    ).toBe('no');
    expect(
      keepsUp(
        evidence(9, () => 0, { measuredNanos: 900 * milli, epochNanos: 100 * milli, meanEpochWorkNanos: 101 * milli }),
      ),
    ).toBe('inconclusive');
  });

  test('with interval 0, however long micro-batches take', () => {
    expect(keepsUp(growing(0, { meanInvocationNanos: 101 * milli }))).toBe('yes');
  });
});
