import { expect, test } from 'vitest';
import { CostBySize } from './cost-by-size.ts';
import { eachItsOwnCommit } from './invocation.ts';

test('the mean cost of the measured invocations of each size, processing and commit apart', () => {
  const costs = new CostBySize(5);
  const observe = eachItsOwnCommit((invocation) => costs.observe(invocation));
  // One that begins in the warm-up, two of two records, one of a single record.
  observe(4, 6, 0, 50_000, 90_000);
  observe(6, 8, 100_000, 103_000, 104_000);
  observe(8, 10, 200_000, 205_000, 208_000);
  observe(10, 11, 300_000, 301_000, 301_500);
  expect(costs.costs()).toEqual([
    { records: 1, invocations: 1, processingMicros: 1, commitMicros: 0.5 },
    { records: 2, invocations: 2, processingMicros: 4, commitMicros: 2 },
  ]);
});
