import { expect, test } from 'vitest';
import type { ScaleOut } from '../results/findings/capacity.ts';
import { scaleOutText } from './scale-out-text.ts';

const scaleOut: ScaleOut = {
  engine: 'node',
  mode: 'micro-batch',
  executor: 'micro-batch',
  intervalMs: 100,
  commit: 'invocation',
  points: [
    { parallelism: 1, perSecond: 1000, efficiency: 1 },
    { parallelism: 2, perSecond: 1800, efficiency: 0.9 },
  ],
  law: { perWorker: 1000, contention: 1 / 9, coherency: 0 },
};

test('tells the efficiency of each parallelism, and the contention', () => {
  expect(scaleOutText(scaleOut)).toBe(
    'node micro-batch 100 ms by parallelism: ×1 1,000/s (efficiency 100 %), ×2 1,800/s (efficiency 90 %). ' +
      'By the Universal Scalability Law contention is 11 %.',
  );
});

test('says what a target needs, and that it is extrapolated', () => {
  const target = { perSecond: 4500, parallelism: 8, low: 6, high: null, beyond: 2.5 };
  expect(scaleOutText({ ...scaleOut, target })).toContain(
    '4,500/s needs ×8, ×6 to none by the ends of the intervals. ' +
      'This is extrapolated: 2.5 times what was measured, and ×8 from at most ×2.',
  );
});

test('says that no parallelism reaches a target', () => {
  const target = { perSecond: 9500, parallelism: null, low: null, high: null, beyond: 5.3 };
  expect(scaleOutText({ ...scaleOut, target })).toContain('By that law no parallelism reaches 9,500/s.');
});
