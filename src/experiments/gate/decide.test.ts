import { expect, test } from 'vitest';
import { decide, looks, type PairedMetric } from './decide.ts';

const margin = Math.log(1.05);
/** Its differences are around `middle`, as far apart as those of quiet units. */
function metricAt(middle: number, look = 0): PairedMetric {
  const worse = Array.from({ length: looks[look] }, (_, index) => middle + (index - looks[look] / 2) / 10_000);
  return { margin, worse };
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
  const metrics = [0.2, 0, margin, 0.3].map((middle) => metricAt(middle, 1));
  expect(decide(metrics, 4)).toEqual(['regression', 'pass', 'open', 'regression']);
});

test('the more metrics there are, the surer each regression has to be', () => {
  // With 12 pairs no test is surer than 1 in 4,096.
  expect(decide([metricAt(0.2)], 1)).toEqual(['regression']);
  expect(decide([metricAt(0.2)], 8)).toEqual(['open']);
});

test('a metric whose pairs all differ by the margin is open', () => {
  const worse = Array.from({ length: looks[0] }, (_, index) => Math.log((1.05 * (index + 7)) / (index + 7)));
  expect(decide([{ margin, worse }], 1)).toEqual(['open']);
});

test('pairs since the last look do not count yet, and too few are no look', () => {
  const worse = [...metricAt(0).worse, 9, 9, 9];
  expect(decide([{ margin, worse }], 1)).toEqual(['pass']);
  expect(decide([{ margin, worse: [...worse, 9] }], 1)).toEqual(['open']);
  expect(decide([{ margin, worse: metricAt(0).worse.slice(1) }], 1)).toEqual(['open']);
});
