import { describe, expect, test } from 'vitest';
import { RecordRandom, uniform } from '../random/random.ts';
import { poisson } from './poisson.ts';

const seed = 7;
const records = 1e6;
const ratePerSecond = 1000;
const gapNanos = 1e9 / ratePerSecond;

/**
 * The index of dispersion: variance over mean of the number of arrivals in windows that hold `perWindow` on average.
 * 1 for a Poisson process. Over the time that a million records take on average.
 */
function dispersion(arrivals: Float64Array, perWindow: number): number {
  const counts = new Float64Array(records / perWindow);
  for (const arrival of arrivals) {
    const window = Math.floor(arrival / (perWindow * gapNanos));
    if (window < counts.length) counts[window]++;
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length / mean;
}

describe('a million records', () => {
  const longer = poisson({ ratePerSecond }).arrivalsNanos(1.01 * records * gapNanos, seed);
  const arrivals = longer.subarray(0, records);
  const gaps = arrivals.map((arrival, index) => arrival - (index === 0 ? 0 : arrivals[index - 1]));

  test('have exponential gaps', () => {
    expect(arrivals.length).toBe(records);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / records;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / records;
    expect(Math.abs(mean / gapNanos - 1)).toBeLessThan(0.004);
    expect(Math.abs(Math.sqrt(variance) / mean - 1)).toBeLessThan(0.006);

    const sorted = gaps.toSorted();
    const distance = sorted.reduce((worst, gap, rank) => {
      const below = -Math.expm1(-gap / gapNanos);
      return Math.max(worst, below - rank / records, (rank + 1) / records - below);
    }, 0);
    expect(distance).toBeLessThan(0.00163);
  });

  test.each([
    [10, 0.02],
    [100, 0.06],
    [1000, 0.18],
    [10_000, 0.57],
  ])('are dispersed over windows of %d as independent arrivals are', (perWindow, tolerance) => {
    expect(Math.abs(dispersion(longer, perWindow) - 1)).toBeLessThan(tolerance);
  });

  test('are distinguished from jitter around an even grid, and from evenly filled blocks', () => {
    const jittered = gaps.map((_, index) => (index + uniform(seed, index, 0)) * gapNanos);
    expect(dispersion(jittered, 100)).toBeLessThan(0.01);
    const blocks = gaps.map((_, index) => (Math.floor(index / 1000) + uniform(seed, index, 0)) * 1000 * gapNanos);
    expect(dispersion(blocks, 1000)).toBe(0);
  });

  test('queue as M/M/1 when the service takes the first random number of its record', () => {
    const random = new RecordRandom(seed);
    const serviceNanos = 0.8 * gapNanos;
    let freeNanos = 0;
    let latencyNanos = 0;
    arrivals.forEach((arrival, index) => {
      freeNanos = Math.max(freeNanos, arrival) + random.at(index).exponential() * serviceNanos;
      latencyNanos += freeNanos - arrival;
    });
    // At utilisation 0.8 the mean is 5 services, with four standard deviations of ± 0.18 in one run. If gap and service
    // shared a random number, it would be 1.00 or 2.39.
    expect(Math.abs(latencyNanos / records / serviceNanos - 5)).toBeLessThan(0.18);
  });
});

test('arrivals are whole nanoseconds, ascending, all before the end', () => {
  for (let runSeed = 0; runSeed < 200; runSeed++) {
    const arrivals = poisson({ ratePerSecond: 30_000 }).arrivalsNanos(1e7, runSeed);
    expect(arrivals.every((arrival, index) => Number.isInteger(arrival) && arrival >= (arrivals[index - 1] ?? 0))).toBe(
      true,
    );
    expect(arrivals.at(-1)).toBeLessThan(1e7);
  }
  expect(poisson({ ratePerSecond: 30_000 }).arrivalsNanos(0, seed).length).toBe(0);
});

test('each arrival is the rounded sum of unrounded gaps', () => {
  // At ten records per nanosecond, nearly every rounded gap would be 0.
  const arrivals = poisson({ ratePerSecond: 1e10 }).arrivalsNanos(1e5, seed);
  expect(Math.abs(arrivals.length / 1e6 - 1)).toBeLessThan(0.004);
});

test('arrivals are the same for the same seed, and a longer run begins as a shorter one', () => {
  const load = poisson({ ratePerSecond: 10_000 });
  const arrivals = load.arrivalsNanos(1e9, seed);
  expect(poisson({ ratePerSecond: 10_000 }).arrivalsNanos(1e9, seed)).toEqual(arrivals);
  expect(load.arrivalsNanos(5e9, seed).subarray(0, arrivals.length)).toEqual(arrivals);
  expect(load.arrivalsNanos(1e9, seed + 1)).not.toEqual(arrivals);
});

test('the arrivals of stored results can be reproduced', () => {
  expect([...poisson({ ratePerSecond: 1000 }).arrivalsNanos(4e6, 7)]).toEqual([
    10_834, 121_200, 155_247, 485_988, 699_533, 957_655, 3_473_756, 3_839_261, 3_898_444,
  ]);
});

test('a rate of 0 is refused', () => {
  expect(() => poisson({ ratePerSecond: 0 })).toThrow(`load 'poisson': 0 records per second is not a rate`);
});
