import { expect, test } from 'vitest';
import { exampleResult } from '../results/example.test-program.ts';
import {
  capacityResult,
  comparedResult,
  enginesResult,
  continuous,
  every100Ms,
  exampleCapacity,
  hostile,
} from './example-results.test-program.ts';
import { markdownReport, plain } from './markdown.ts';

test('gives a table and the sentences', () => {
  const conditions =
    '10,000 records/s, constant; sink sqlite (synchronous normal); 12,500 records measured in each unit';
  const continuousFigures = '23 µs (21–25) | 92 µs (84–100) | 184 µs (168–200) | 10,000 | 18 % | yes | 5 of 6';
  const microBatchFigures = '50 ms (50) | 200 ms (200) | 400 ms (400) | 9,003 (9,000–9,005) | 18 % | no | 6';
  const spread = 'in brackets an interval of 96 % confidence, or of fewer than 6 units smallest to largest';
  const machine = '2 cores, AMD EPYC; ext4, fsync 2.1 ms; idle executors spin';
  const origin = 'stream-bench 0.1.0, Node 24.0.0; 2026-01-02T03:04:05.678Z; stream-bench run fraud';
  expect(markdownReport(comparedResult())).toBe(`### fraud: ${conditions}

**Choose continuous.**

| configuration | offered | guarantee | p50 | p99 | p99.9 | rec/s | busy | keeps up | units |
| :-- | --: | --: | --: | --: | --: | --: | --: | --: | --: |
| continuous | 10,000/s | exactly-once | ${continuousFigures} |
| micro-batch 100 ms | 10,000/s | exactly-once | ${microBatchFigures} |

Median of the units, ${spread}. Latency: from the intended arrival to the commit, of records with an effect.

12 of 12 units gave the same answer as batch: 518 rows, SHA-256 abababababab…

1 of 12 units excluded:

- 1 unit of continuous: stolen time &lt;1 %&gt;
- 1 unit of continuous: clock step

<sub>${machine}; ${origin}</sub>
`);
});

test('shows configurations of several engines, with dashes for what one does not report', () => {
  const report = markdownReport(enginesResult());
  const figures = '5.0 ms (5.0) | 20 ms (20) | 40 ms (40) | 10,000 | – | inconclusive | 3';
  expect(report).toContain(`\n| spark real-time | 10,000/s | exactly-once | ${figures} |\n`);
  expect(report).toMatch(/\n\| continuous \| .* \| 18 % \| yes \| 3 \|\n/);
  expect(report).toContain(`
1 of 6 units excluded in part:

- p99.9, distribution in 1 unit, of spark real-time: a pause of 40 ms
`);
});

test('says so where all records came at once', () => {
  const { units, summary, experiment } = comparedResult();
  const atOnce = exampleResult({
    units: units.map((unit) => ({ ...unit, offeredRate: null })),
    summary: summary.map((row) => ({ ...row, offeredRate: null })),
    experiment: { ...experiment, load: { shape: 'saturate', rate: null, speed: null } },
    recommendation: null,
  });
  expect(markdownReport(atOnce)).toContain('\n| continuous | all at once |');
});

test('shows capacities, without a table of figures that nobody summarized', () => {
  const report = markdownReport(
    capacityResult([
      exampleCapacity(continuous, 20_000, { harnessLimited: true }),
      exampleCapacity(every100Ms, null, { verdict: 'no' }),
      exampleCapacity(every100Ms, 30_000, { verdict: 'inconclusive' }),
    ]),
  );
  expect(report).toContain(`
| configuration | guarantee | capacity in records/s | limited by | units |
| :-- | --: | --: | --: | --: |
| continuous | exactly-once | 20,000 (19,000–21,000) | utilisation; measuring took more than 5 % of the time | 6 |
| micro-batch 100 ms | exactly-once | none | utilisation | 6 |
| micro-batch 100 ms | exactly-once | 30,000 (28,500–31,500), inconclusive | utilisation | 6 |
`);
  expect(report).not.toContain('| offered |');
});

test('text of users is no markup and stays in its line and cell', () => {
  expect(plain('a|b <img> **bold** [x](y) `c` @team #1 ~~d~~ $e$ \\')).toBe(
    'a\\|b &lt;img&gt; \\*\\*bold\\*\\* \\[x\\](y) \\`c\\` \\@team \\#1 \\~\\~d\\~\\~ \\$e\\$ \\\\',
  );
  const { experiment } = exampleResult();
  const report = markdownReport(comparedResult({ experiment: { ...experiment, workload: hostile }, command: hostile }));
  expect(report.split(/[\r\n\u2028\u2029]+/)).toHaveLength(markdownReport(comparedResult()).split(/\n+/).length);
  expect(report).not.toContain('<img');
  expect(report).not.toMatch(/[^\P{Cc}\n]/u);
  expect(plain('a\u001b[2J\u0007')).toBe('a\\\\u001b\\[2J\\\\u0007');
});
