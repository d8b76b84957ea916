import { describe, expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { medianSpread } from './median-spread.ts';
import { isRangeBelow, limitAt, type RangeOfUnits } from './ranges-apart.ts';

// Units of the same code, whose figures differ by noise alone.

const trials = 20_000;

/** Of the logarithm of a figure, around a median of 0. */
const noises: Readonly<Record<string, (random: RecordRandom) => number>> = {
  'is normal': (random) => random.normal(),
  'has two heavy tails': (random) => random.exponential() - random.exponential(),
  'has one heavy tail': (random) => random.exponential() - Math.LN2,
  'is normal, but for a unit in ten with four times as much': (random) =>
    random.normal() * (random.uniform() < 0.1 ? 4 : 1),
};

function rangeOf(units: number, draw: () => number): RangeOfUnits & { readonly estimate: number } {
  return { ...medianSpread(Array.from({ length: units }, () => Math.exp(draw())))!, units };
}

function shareOfTrials(holds: (draw: () => number) => boolean, noise: (random: RecordRandom) => number): number {
  const random = new RecordRandom(1);
  let [index, found] = [0, 0];
  for (let trial = 0; trial < trials; trial++) if (holds(() => noise(random.at(index++)))) found++;
  return found / trials;
}

describe.each(Object.entries(noises))('where noise %s', (_, noise) => {
  test.each([2, 3, 4, 5, 6, 10])('two ranges of %d units are told apart in 1.5 %% of cases at most', (units) => {
    const areApart = (draw: () => number): boolean => {
      const [one, other] = [rangeOf(units, draw), rangeOf(units, draw)];
      return isRangeBelow(one, other) || isRangeBelow(other, one);
    };
    expect(shareOfTrials(areApart, noise)).toBeLessThan(0.015);
  });

  test.each([2, 3, 4, 5, 6, 10])('one of %d is above or below its own median in 8 %% of cases at most', (units) => {
    const isAside = (draw: () => number): boolean => {
      const range = rangeOf(units, draw);
      return isRangeBelow(range, limitAt(1)) || isRangeBelow(limitAt(1), range);
    };
    expect(shareOfTrials(isAside, noise)).toBeLessThan(0.08);
  });
});

test.each([
  [4, 0.03],
  [8, 0.075],
])(
  'of %d that do not differ, three units each, the lowest is told apart from another in %d of cases',
  (count, share) => {
    const areApart = (draw: () => number): boolean => {
      const ranges = Array.from({ length: count }, () => rangeOf(3, draw));
      const [lowest] = ranges.toSorted((left, right) => left.estimate - right.estimate);
      return ranges.some((other) => isRangeBelow(lowest, other));
    };
    expect(shareOfTrials(areApart, noises['is normal'])).toBeCloseTo(share, 2);
  },
);

test('three units whose ranges only need to have a gap are told apart in a tenth of cases', () => {
  const areApart = (draw: () => number): boolean => {
    const [one, other] = [rangeOf(3, draw), rangeOf(3, draw)];
    return one.high < other.low || other.high < one.low;
  };
  expect(shareOfTrials(areApart, noises['is normal'])).toBeCloseTo(0.1, 2);
});
