import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrivalStream, epochStream, phaseStream, RecordRandom, resendStream, uniform } from './random.ts';

const seed = 42;
const draws = 100_000;

function sample(length: number, draw: (index: number) => number): Float64Array {
  return Float64Array.from({ length }, (_, index) => draw(index));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(left: Float64Array, right: Float64Array): number {
  const leftMean = mean(left);
  const rightMean = mean(right);
  const spread = (values: Float64Array, centre: number): number =>
    Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
  const covariance = mean(left.map((value, index) => (value - leftMean) * (right[index] - rightMean)));
  return covariance / (spread(left, leftMean) * spread(right, rightMean));
}

/** Kolmogorov's distance between the values and the uniform distribution. */
function uniformDistance(values: Float64Array): number {
  const sorted = values.toSorted();
  return sorted.reduce(
    (worst, value, rank) => Math.max(worst, value - rank / sorted.length, (rank + 1) / sorted.length - value),
    0,
  );
}

describe('uniform', () => {
  test('has the bits of Threefry', () => {
    // The known answers of Random123 for a counter and a key of zeros, and of ones.
    expect(uniform(0, 0, 0)).toBe((0x6b200159_99ba4 + 0.5) / 2 ** 52);
    expect(uniform(-1, 2 ** 48 - 1, 65_535)).toBe((0x1cb996fc_bb002 + 0.5) / 2 ** 52);
  });

  test('depends on seed, index and stream, also on their high bits, and on nothing else', () => {
    const first = uniform(seed, 7, 3);
    const others = [
      uniform(seed + 2 ** 32, 7, 3),
      uniform(-seed, 7, 3),
      uniform(seed, 7 + 2 ** 32, 3),
      uniform(seed, 7, 4),
      uniform(7, seed, 3),
    ];
    expect(new Set([first, ...others]).size).toBe(6);
    expect(uniform(seed, 7, 3)).toBe(first);
  });

  test.each([
    { name: 'indices', draw: (at: number) => uniform(seed, at, 0) },
    { name: 'indices beyond 2^32', draw: (at: number) => uniform(seed, 2 ** 33 + at, 0) },
    { name: 'streams', draw: (at: number) => uniform(seed, Math.floor(at / 1000), at % 1000) },
    { name: 'seeds', draw: (at: number) => uniform(at, 0, 0) },
  ])('is uniform and uncorrelated over consecutive $name', ({ draw }) => {
    const values = sample(draws, draw);
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / draws));
    // The variance of (u − ½)² is 1/180.
    expect(Math.abs(mean(values.map((value) => (value - 1 / 2) ** 2)) - 1 / 12)).toBeLessThan(
      4 * Math.sqrt(1 / 180 / draws),
    );
    // The 1 % point of Kolmogorov's distribution.
    expect(uniformDistance(values)).toBeLessThan(1.63 / Math.sqrt(draws));
    for (const lag of [1, 2, 3, 10, 64, 1000]) {
      const lagged = values.length - lag;
      expect(Math.abs(correlation(values.subarray(0, lagged), values.subarray(lag)))).toBeLessThan(
        4 / Math.sqrt(lagged),
      );
    }
  });

  test('is uncorrelated between the streams of one record, and with the reserved streams', () => {
    const streams = [0, 1, 2, 3, 255, 256, epochStream, phaseStream, resendStream, arrivalStream].map((stream) =>
      sample(draws, (index) => uniform(seed, index, stream)),
    );
    for (const [number, left] of streams.entries()) {
      for (const right of streams.slice(number + 1)) {
        expect(Math.abs(correlation(left, right))).toBeLessThan(4 / Math.sqrt(draws));
        // A gap must also be independent of the service of the record before.
        expect(Math.abs(correlation(left.subarray(1), right.subarray(0, -1)))).toBeLessThan(4 / Math.sqrt(draws));
      }
    }
  });

  test('fills the square of consecutive values evenly', () => {
    const cells = new Float64Array(256);
    for (let index = 0; index < draws; index++) {
      cells[Math.floor(16 * uniform(seed, index, 0)) * 16 + Math.floor(16 * uniform(seed, index + 1, 0))]++;
    }
    const expected = draws / 256;
    const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // Chi-square with 255 degrees of freedom: mean 255, standard deviation √510.
    expect(Math.abs(chiSquare - 255)).toBeLessThan(4 * Math.sqrt(510));
  });

  test('never reaches 0 or 1', () => {
    const index = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    const stream = fc.integer({ min: 0, max: 2 ** 16 - 1 });
    fc.assert(
      fc.property(fc.maxSafeInteger(), index, stream, (anySeed, anyIndex, anyStream) => {
        const value = uniform(anySeed, anyIndex, anyStream);
        return value > 0 && value < 1;
      }),
    );
  });
});

describe('RecordRandom', () => {
  test('uses streams 0, 1, 2 of its record, whatever was drawn before', () => {
    const random = new RecordRandom(seed);
    random.at(3).normal();
    random.at(5);
    expect([random.uniform(), random.uniform(), random.uniform()]).toEqual(
      [0, 1, 2].map((stream) => uniform(seed, 5, stream)),
    );
    expect(random.at(5).uniform()).toBe(uniform(seed, 5, 0));
  });

  test('skips a number that is not needed, and draws the same after it', () => {
    const random = new RecordRandom(seed);
    expect([random.uniformIf(false), random.uniformIf(true), random.uniform()]).toEqual([
      0,
      uniform(seed, 0, 1),
      uniform(seed, 0, 2),
    ]);
  });

  test('never reaches the reserved streams', () => {
    const random = new RecordRandom(seed);
    for (let draw = 0; draw < epochStream; draw++) random.uniform();
    expect(() => random.uniform()).toThrow('more than 65532 random numbers for one record');
  });

  test('integer takes each value below its bound equally often', () => {
    const random = new RecordRandom(seed);
    const counts = new Float64Array(10);
    for (let index = 0; index < draws; index++) counts[random.at(index).integer(10)]++;
    for (const count of counts) expect(Math.abs(count - draws / 10)).toBeLessThan(4 * Math.sqrt(draws * 0.1 * 0.9));
  });

  test('exponential has a mean and a standard deviation of 1, and the right distribution', () => {
    const random = new RecordRandom(seed);
    const values = sample(draws, (index) => random.at(index).exponential());
    expect(Math.abs(mean(values) - 1)).toBeLessThan(4 / Math.sqrt(draws));
    // The fourth central moment is 9, so the variance of (x − 1)² is 8.
    expect(Math.abs(mean(values.map((value) => (value - 1) ** 2)) - 1)).toBeLessThan(4 * Math.sqrt(8 / draws));
    expect(uniformDistance(values.map((value) => -Math.expm1(-value)))).toBeLessThan(1.63 / Math.sqrt(draws));
  });

  test('normal has the moments of the standard normal, and its share within one deviation', () => {
    const random = new RecordRandom(seed);
    const values = sample(draws, (index) => random.at(index).normal());
    // E x^2k = 1, 3, 15, 105 for k = 1 … 4 give the variances 1, 2, 15 and 96 of x, x², x³ and x⁴.
    const moments: [power: number, expected: number, variance: number][] = [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ];
    for (const [power, expected, variance] of moments) {
      expect(Math.abs(mean(values.map((value) => value ** power)) - expected)).toBeLessThan(
        4 * Math.sqrt(variance / draws),
      );
    }
    const within = values.filter((value) => Math.abs(value) < 1).length / draws;
    expect(Math.abs(within - 0.682689)).toBeLessThan(4 * Math.sqrt((0.682689 * 0.317311) / draws));
  });
});
