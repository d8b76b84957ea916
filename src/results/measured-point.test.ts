import { expect, test } from 'vitest';
import { summarize } from '../experiments/summarize.ts';
import { configurationOf } from './configuration.ts';
import { exampleUnit } from './example.test-program.ts';
import { measuredPoints } from './measured-point.ts';

const configuration = configurationOf(exampleUnit());

test('a point is a configuration at a rate, with its units and its rows of the summary', () => {
  const slow = [0, 1].map((repetition) => exampleUnit({ repetition, offeredRate: 1_000 }));
  const fast = [exampleUnit({ offeredRate: 20_000 })];
  const summary = [...summarize(configuration, slow), ...summarize(configuration, fast)];
  const points = measuredPoints({ units: [...fast, ...slow], summary });
  expect(points.map(({ name, offeredRate, units }) => [name, offeredRate, units])).toEqual([
    ['continuous', 1_000, slow],
    ['continuous', 20_000, fast],
  ]);
  expect(points[1].of('p99Micros')).toEqual({ ...summary[7], index: 7 });
  expect(points[1].of('unknown')).toBeUndefined();
});
