import { expect, test } from 'vitest';
import { exampleUnit, excluded } from '../results/example.test-program.ts';
import { costLegend, jobMemory } from './job-costs.ts';

const spark = { engine: 'spark', mode: 'real-time', local: null };

test('the memory of a job is the median of the units that count', () => {
  const units = [
    ...[600e6, 620e6, 900e6].map((peakRssBytes) => exampleUnit({ ...spark, peakRssBytes })),
    exampleUnit({ ...spark, peakRssBytes: 9e9, ...excluded('a pause') }),
  ];
  expect(jobMemory(units)).toBe('620 MB');
  expect(jobMemory([exampleUnit({ ...spark, peakRssBytes: null })])).toBeNull();
});

test('the legend says what a cost is, and nothing where all is local', () => {
  const [local, job] = [exampleUnit(), exampleUnit(spark)];
  expect(costLegend({ units: [local] })).toBeUndefined();
  expect(costLegend({ units: [job] })).toBe(
    'Cost: processor time for a million records and most memory of the job alone.',
  );
  expect(costLegend({ units: [local, job] })).toContain('; of the local engine, the share of the time');
});
