import { expect, test } from 'vitest';
import { exampleUnit, excluded } from '../results/example.test-program.ts';
import { costLegend, jobCost } from './job-costs.ts';

const spark = { engine: 'spark', mode: 'real-time', local: null };

test('the cost of a job is its processor time and memory, as medians of the units that count', () => {
  const units = [
    ...[200_000, 240_000, 310_000].map((cpuNanosPerRecord) =>
      exampleUnit({ ...spark, cpuNanosPerRecord, peakRssBytes: 620e6 }),
    ),
    exampleUnit({ ...spark, cpuNanosPerRecord: 9e9, peakRssBytes: 9e9, ...excluded('a pause') }),
  ];
  expect(jobCost(units)).toEqual({ processorTime: '240 s', memory: '620 MB' });
});

test.each([
  [310_400, '310 s'],
  [4_724, '4.72 s'],
  [310, '0.310 s'],
  [4_724_000, '4,724 s'],
  [null, null],
])('a cost of %j ns has three significant digits', (cpuNanosPerRecord, processorTime) => {
  const units = [exampleUnit({ ...spark, cpuNanosPerRecord, peakRssBytes: null })];
  expect(jobCost(units)).toEqual({ processorTime, memory: null });
});

test('the legend says what a cost is, and nothing where all is local', () => {
  const [local, job] = [exampleUnit(), exampleUnit(spark)];
  expect(costLegend({ units: [local] })).toBeUndefined();
  expect(costLegend({ units: [job] })).toBe(
    'Cost: processor time for a million records and most memory of the job alone.',
  );
  expect(costLegend({ units: [local, job] })).toContain('; of the local engine, the share of the time');
});
