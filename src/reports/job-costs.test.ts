import { expect, test } from 'vitest';
import { exampleUnit, excluded } from '../results/example.test-program.ts';
import { jobCosts } from './job-costs.ts';

const spark = { engine: 'spark', mode: 'real-time', local: null };

test('names the processor time and memory of each job, as medians of the units that count', () => {
  const units = [
    exampleUnit(),
    ...[200_000, 240_000, 310_000].map((cpuNanosPerRecord) =>
      exampleUnit({ ...spark, cpuNanosPerRecord, peakRssBytes: 620e6 }),
    ),
    exampleUnit({ ...spark, cpuNanosPerRecord: 9e9, peakRssBytes: 9e9, ...excluded('a pause') }),
    exampleUnit({ ...spark, mode: 'continuous', cpuNanosPerRecord: null, peakRssBytes: null }),
  ];
  expect(jobCosts({ units })).toBe(
    'Processor time for a million records, and most memory, of the jobs alone: spark real-time 240 s, 620 MB.',
  );
});

test.each([
  [310_400, '310 s'],
  [4_724, '4.72 s'],
  [310, '0.310 s'],
  [4_724_000, '4,724 s'],
])('a cost of %i ns has three significant digits', (cpuNanosPerRecord, text) => {
  const units = [exampleUnit({ ...spark, cpuNanosPerRecord, peakRssBytes: null })];
  expect(jobCosts({ units })).toContain(`spark real-time ${text}.`);
});

test('says nothing of the local engine', () => {
  expect(jobCosts({ units: [exampleUnit({ cpuNanosPerRecord: 5000, peakRssBytes: 100e6 })] })).toBeUndefined();
});
