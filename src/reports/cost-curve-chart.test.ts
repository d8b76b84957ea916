import { expect, test } from 'vitest';
import { exampleLocal, exampleResult, exampleUnit } from '../results/example.test-program.ts';
import { measuredPoints } from '../results/measured-point.ts';
import type { CostCurve } from '../results/findings/cost-curve.ts';
import { summarize } from '../experiments/summarize.ts';
import { costCurveChart } from './cost-curve-chart.ts';
import { exampleCostCurve } from './example-cost-curve.test-program.ts';
import { continuous, every100Ms } from './example-results.test-program.ts';

test('a record costs less the more are committed together, and the configurations stand where they were', () => {
  const invocations = { count: 10, meanRecords: 900, meanProcessingMicros: 3600, meanCommitMicros: 0 };
  const units = [exampleUnit(continuous), exampleUnit({ ...every100Ms, local: exampleLocal({ invocations }) })];
  const summary = [continuous, every100Ms].flatMap((configuration) => summarize(configuration, units));
  const lines = costCurveChart(exampleCostCurve, measuredPoints(exampleResult({ units, summary })));
  expect(`\n${lines.join('\n')}`).toBe(`
What a record costs, by the number of records that are committed together:
  18 µs │ ·a
  10 µs │       ·
        │             ·
        │                   ·     ·                 b
 1.8 µs │                               ·     ·     ·     ·     ·
        └────────────────────────────────────────────────────────────────────
          1                 10                100   1k    10k   100k
· sizes measured by themselves, a continuous, b micro-batch 100 ms`);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(79);
});

test.each([
  ['time', '· sizes measured by themselves. Sizes above 5 would have taken too long.'],
  [
    'records',
    '· sizes measured by themselves. Sizes above 5 need more records than there are,\nsince each size is repeated.',
  ],
] as const)('a curve that ends early tells why: %s', (limitedBy, text) => {
  const short: CostCurve = { ...exampleCostCurve, points: exampleCostCurve.points.slice(0, 3), limitedBy };
  expect(costCurveChart(short, []).at(-1)).toBe(text);
});

test('a configuration with more records than the largest size stands beyond it, with its own label', () => {
  const short = { ...exampleCostCurve, points: exampleCostCurve.points.slice(0, 3) };
  const invocations = { count: 10, meanRecords: 2000, meanProcessingMicros: 4000, meanCommitMicros: 0 };
  const units = [exampleUnit({ ...every100Ms, local: exampleLocal({ invocations }) })];
  const result = exampleResult({ units, summary: summarize(every100Ms, units) });
  const lines = costCurveChart(short, measuredPoints(result));
  const marked = lines.slice(1, -2).find((line) => line.endsWith('a'))!;
  expect(lines.at(-2)!.indexOf('2k')).toBe(marked.length - 1);
});
