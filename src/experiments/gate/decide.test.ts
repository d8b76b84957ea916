import { describe, expect, test } from 'vitest';
import { decide, lookAgain, type GateLook, type PairedMetric } from './decide.ts';

const margin = Math.log(1.05);
const all = { regression: 1, pass: 1 };

/** One look, at which all of both errors is spent. Its differences are around `middle`, as those of quiet units. */
function metricAt(middle: number, pairs = 12, looks: readonly GateLook[] = [{ pairs, spent: all }]): PairedMetric {
  const worse = Array.from({ length: pairs }, (_, index) => middle + (index - pairs / 2) / 10_000);
  return { margin, worse, looks };
}

test.each([
  ['that is far worse is a regression', 0.2, 'regression'],
  ['that is the same passes', 0, 'pass'],
  ['that is better passes', -0.2, 'pass'],
  ['that is worse by the margin is open', margin, 'open'],
] as const)('a metric %s', (_, middle, decision) => {
  expect(decide([metricAt(middle)], 1)).toEqual([decision]);
});

test('each of several metrics is decided by itself', () => {
  const metrics = [0.2, 0, margin, 0.3].map((middle) => metricAt(middle, 16));
  expect(decide(metrics, 4)).toEqual(['regression', 'pass', 'open', 'regression']);
});

test('the more metrics there are, the surer each regression has to be', () => {
  // With 8 pairs no test is surer than 1 in 256.
  expect(decide([metricAt(0.2, 8)], 2)).toEqual(['regression']);
  expect(decide([metricAt(0.2, 8)], 3)).toEqual(['open']);
});

test('a metric that is open does not keep one open that has other looks, and a higher probability', () => {
  // With 12 pairs 1 in 4096, where a hundredth of the error is spent; with 10 pairs 1 in 1024, where all of it is.
  const early = metricAt(0.2, 12, [{ pairs: 12, spent: { regression: 0.01, pass: 0.01 } }]);
  expect(decide([early, metricAt(0.2, 10)], 2)).toEqual(['open', 'regression']);
});

test('a metric whose pairs all differ by the margin is open', () => {
  const worse = Array.from({ length: 12 }, (_, index) => Math.log((1.05 * (index + 7)) / (index + 7)));
  expect(decide([{ ...metricAt(0), worse }], 1)).toEqual(['open']);
});

test('the fewest pairs that can be sure are enough, once all of the error is spent', () => {
  // All five below the margin has a probability of 1 in 32.
  expect(decide([metricAt(0, 5)], 1)).toEqual(['pass']);
  expect(decide([metricAt(0, 4)], 1)).toEqual(['open']);
});

describe('at an early look', () => {
  const early = { regression: 0.001, pass: 0.001 };

  test('little of the error is spent, and so it has to be surer', () => {
    expect(decide([metricAt(0, 12, [{ pairs: 12, spent: early }])], 1)).toEqual(['open']);
    expect(decide([metricAt(0, 12, [{ pairs: 12, spent: all }])], 1)).toEqual(['pass']);
  });

  test('what is not spent is left for the next one', () => {
    const looks = [
      { pairs: 12, spent: early },
      { pairs: 16, spent: all },
    ];
    expect(decide([metricAt(0, 16, looks)], 1)).toEqual(['pass']);
  });
});

test('a look at too few pairs to reject anything leaves its error to the next one', () => {
  // With 8 pairs 1 in 256, and 13 metrics share 1 in 100.
  const looks = [
    { pairs: 8, spent: { regression: 0.5, pass: 0.8 } },
    { pairs: 12, spent: { regression: 0.6, pass: 0.84 } },
  ];
  expect(decide([metricAt(0.2, 12, looks)], 13)).toEqual(['regression']);
});

test('a look at as many pairs as the last one takes its place', () => {
  const first = { pairs: 12, spent: { regression: 0.4, pass: 0.7 } };
  const [second, third] = [12, 16].map((pairs) => ({ pairs, spent: all }));
  expect(lookAgain(lookAgain([], first), second)).toEqual([second]);
  expect(lookAgain([first], third)).toEqual([first, third]);
});
