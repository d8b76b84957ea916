import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { median } from './median.ts';
import { nextRate } from './staircase.ts';
import { lowestThresholdOf, thresholdOf, type Threshold, type ThresholdPoint } from './threshold.ts';

const around = [0.94, 0.97, 0.99, 1, 1.02, 1.03, 1.07];

/** Units whose score is exactly (rate/threshold)^slope. */
function exact(
  threshold: number,
  slope: number,
  rates: readonly number[] = around.map((factor) => factor * threshold),
): ThresholdPoint[] {
  return rates.map((rate) => ({ rate, score: (rate / threshold) ** slope }));
}

describe('a threshold without noise', () => {
  test.each([
    [9973, 1],
    [20_000, 0.8],
    [313, 20],
    [1000, 0.01],
  ])('at %d, of a score that rises with slope %d, is found exactly', (threshold, slope) => {
    const found = thresholdOf(exact(threshold, slope))!;
    for (const value of [found.estimate, found.low, found.high]) expect(value / threshold).toBeCloseTo(1, 9);
    expect(found).toMatchObject({
      units: 7,
      level: 0.984375,
      method: "median of the units' thresholds, interval from order statistics, slope by Theil and Sen",
    });
  });

  test('is found from one side only', () => {
    expect(thresholdOf(exact(100, 3, [70, 75, 80, 81, 82, 90]))!.estimate).toBeCloseTo(100, 9);
    expect(thresholdOf(exact(100, 3, [130, 125, 120, 119, 118, 110]))!.estimate).toBeCloseTo(100, 9);
  });

  test('needs only one rate if its slope is known', () => {
    expect(thresholdOf(exact(100, 1, [90, 90]), 1)).toEqual({
      estimate: 100,
      low: 100,
      high: 100,
      level: null,
      method: "median of the units' thresholds, smallest to largest",
      units: 2,
    });
  });

  test('is that of the middle units, not of a disturbed one', () => {
    const points = [...exact(100, 1, [96, 97, 98, 99, 101, 102]), { rate: 100, score: 9 }];
    const found = thresholdOf(points, 1)!;
    expect(found.estimate).toBeCloseTo(100, 9);
    expect(found.low).toBeCloseTo(100 / 9, 9);
    expect(found.high).toBeCloseTo(100, 9);
  });

  test('is null if the points show no rising slope', () => {
    expect(thresholdOf([])).toBeNull();
    expect(thresholdOf([{ rate: 5, score: 1 }])).toBeNull();
    expect(thresholdOf(exact(100, -1))).toBeNull();
    expect(thresholdOf(around.map((rate) => ({ rate, score: 1 })))).toBeNull();
  });

  test.each([
    [0, 1],
    [1, 0],
    [1, Infinity],
    [NaN, 1],
  ])('refuses a rate of %d with a score of %d', (rate, score) => {
    expect(() => thresholdOf([{ rate, score }])).toThrow(RangeError);
  });
});

test('a slope hidden by noise is at least half of the guess, so that its threshold is not far off', () => {
  // Scores 1 % below 1 and rising by 1 % over 8 %, with one out of order: without a guess the slope is 0.09.
  const points = [96, 97, 98, 99, 100, 102, 104].map((rate, place) => ({
    rate,
    score: 0.99 * [1.01, 0.995, 0.996, 0.997, 1.002, 1.003, 1.004][place],
  }));
  expect(thresholdOf(points)!.estimate).toBeGreaterThan(105);
  const { estimate, low, high } = lowestThresholdOf([{ points, slopeGuess: 2 }])!;
  expect(estimate).toBeGreaterThan(99);
  expect(estimate).toBeLessThan(101);
  expect(low).toBeLessThan(99);
  expect(high).toBeGreaterThan(101);
});

test('a guess of the slope does not matter if the points determine it', () => {
  for (const slopeGuess of [0.1, 30])
    expect(lowestThresholdOf([{ points: exact(100, 3), slopeGuess }])).toEqual(
      lowestThresholdOf([{ points: exact(100, 3) }]),
    );
  expect(lowestThresholdOf([{ points: [{ rate: 50, score: 0.25 }], slopeGuess: 4 }])!.estimate).toBeCloseTo(100, 9);
});

describe('with several criteria', () => {
  test('each unit has the lowest threshold, even if the scores cross', () => {
    const rates = [80, 85, 90, 95, 100, 105];
    const criteria = [{ points: exact(100, 1, rates), slope: 1 }, { points: exact(90, 12, rates) }];
    expect(lowestThresholdOf(criteria)!.estimate).toBeCloseTo(90, 9);
    expect(lowestThresholdOf([criteria[0], { points: exact(110, 12, rates) }])!.estimate).toBeCloseTo(100, 9);
  });

  test('a unit without a score of one has the threshold of the others', () => {
    const rates = [80, 85, 90, 95, 100, 105];
    const incomplete = exact(90, 12, rates).map(({ rate, score }) => ({ rate, score: rate > 92 ? null : score }));
    expect(lowestThresholdOf([{ points: exact(100, 1, rates), slope: 1 }, { points: incomplete }])).toMatchObject({
      low: expect.closeTo(90, 9),
      high: expect.closeTo(100, 9),
      units: 6,
    });
  });
});

test('a threshold scales with the rates, and falls when a score rises', () => {
  const unit = fc.record({
    factor: fc.double({ min: 0.8, max: 1.25, noNaN: true }),
    noise: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 3, maxLength: 12 }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.nat(),
      (units, scale, chosen) => {
        const points = units.map(({ factor, noise }) => ({ rate: factor, score: factor * noise }));
        const found = thresholdOf(points, 1)!;
        const scaled = thresholdOf(
          points.map(({ rate, score }) => ({ rate: rate * scale, score })),
          1,
        )!;
        expect(scaled.estimate / scale).toBeCloseTo(found.estimate, 9);
        const worse = points.map(({ rate, score }, index) => ({
          rate,
          score: index === chosen % points.length ? score * 1.5 : score,
        }));
        const other = thresholdOf(worse, 1)!;
        expect(other.estimate).toBeLessThanOrEqual(found.estimate);
        expect(other.low).toBeLessThanOrEqual(found.low);
        expect(other.high).toBeLessThanOrEqual(found.high);
      },
    ),
  );
});

describe('if the speed of units differs by a factor e^(σz)', () => {
  const searches = 1000;

  /** A search like that of the command `capacity`, from a guess that is off by up to 20 %. The true threshold is 1. */
  function search(seed: number, units: number, sigma: number, slope: number, known: boolean): Threshold | null {
    const random = new RecordRandom(seed);
    random.at(units);
    const points: ThresholdPoint[] = [];
    const criterion = { points, slopeGuess: 1.5 * slope, ...(known && { slope }) };
    const guess = 0.8 + 0.4 * random.uniform();
    while (points.length < units) {
      const rate = nextRate(guess, [criterion]);
      points.push({ rate, score: (rate / Math.exp(sigma * random.normal())) ** slope });
    }
    return lowestThresholdOf([criterion]);
  }

  describe.each([
    [true, 1],
    [false, 0.3],
    [false, 8],
  ])('slope known: %s, %d', (known, slope) => {
    test.each(
      [0.01, 0.02, 0.05, 0.14].flatMap((sigma) => (known ? [6, 7, 8, 10] : [7, 8, 10]).map((units) => [sigma, units])),
    )(
      'σ %d, %d units: the intervals contain the threshold as often as stated, and the estimate has no bias',
      (sigma, units) => {
        const found = Array.from({ length: searches }, (_, seed) => search(seed, units, sigma, slope, known));
        const thresholds = found.filter((threshold) => threshold !== null);
        const held = thresholds.filter(({ low, high }) => low <= 1 && 1 <= high).length;
        const bias = median(thresholds.map(({ estimate }) => Math.log(estimate)))!;
        expect(held / thresholds.length).toBeGreaterThanOrEqual(0.95);
        expect(Math.abs(bias)).toBeLessThanOrEqual(0.005);
        // If noise hides the slope altogether, there is no threshold.
        expect(thresholds.length / searches).toBeGreaterThanOrEqual(known ? 1 : 0.97);
      },
    );
  });
});
