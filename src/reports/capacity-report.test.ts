import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { exampleResult, exampleUnit } from '../results/example.test-program.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import { reportByKind } from './by-kind.ts';
import { sparkRealTime } from './example-results.test-program.ts';

const continuous: Capacity = {
  engine: 'local',
  mode: 'continuous',
  executor: 'continuous',
  intervalMs: null,
  commit: 'invocation',
  guarantee: 'exactly-once',
  objective: null,
  verdict: 'yes',
  estimate: 31_240,
  low: 29_800,
  high: 32_410,
  level: 0.96875,
  method: "median of the units' thresholds, interval from order statistics",
  units: 6,
  limitedBy: 'commit',
  harnessLimited: false,
  evidence: [
    'below it (29,900 to 30,800 records/s) 3 of 3 units kept up',
    'an invocation of one record takes 31 µs: processing 17 %, commit 83 %',
  ],
};
const every100: Capacity = {
  ...continuous,
  mode: 'micro-batch',
  executor: 'micro-batch',
  intervalMs: 100,
  estimate: 1_310_000,
  low: 1_209_000,
  high: 1_403_000,
  limitedBy: 'interval, processing',
  harnessLimited: true,
};

function reportOf(capacities: readonly Capacity[]): string {
  const { experiment } = exampleResult();
  const result = exampleResult({
    experiment: {
      ...experiment,
      load: { ...experiment.load, rate: null },
      recordCount: null,
      measuredRecords: null,
    },
    units: [exampleUnit()],
    summary: [],
    sameAnswer: { equal: true, reference: 'batch', digest: null, unorderedDigest: null, rows: null },
    recommendation: { text: 'micro-batch 100 ms keeps up with the most.', evidence: [] },
    findings: { kind: 'capacity', capacities: [...capacities] },
  });
  return stripVTControlCharacters(reportByKind(result, 'results/capacity.json'));
}

test('a table of 80 columns, how the configurations compare, and what that rests on', () => {
  const report = reportOf([continuous, every100]);
  expect(report).toMatchInlineSnapshot(`
    "micro-batch 100 ms keeps up with the most.

    fraud: at several rates, constant; sink sqlite (synchronous normal); 1250 ms
    measured in each unit
    2 cores, AMD EPYC; ext4, fsync 2.1 ms; idle executors spin

    configuration        guarantee        records/s        95 % limited by    units
                                                       interval
    continuous           exactly-once        31,240      29,800 commit            6
                                                        –32,410
    micro-batch 100 ms   exactly-once     1,310,000   1,209,000 interval,         6
                                                     –1,403,000 processing,
                                                                measuring

    The highest rate at which the backlog does not grow and micro-batches take no
    longer than their interval: median of the units, with an interval from order
    statistics, at 96 % confidence or more.

      continuous: below it (29,900 to 30,800 records/s) 3 of 3 units kept up; an
        invocation of one record takes 31 µs: processing 17 %, commit 83 %
      micro-batch 100 ms: below it (29,900 to 30,800 records/s) 3 of 3 units kept
        up; an invocation of one record takes 31 µs: processing 17 %, commit 83 %

    1 of 1 units gave the same answer as batch on the records of their rate.

    Saved as results/capacity.json
    "
  `);
  expect(report.split('\n').filter((line) => line.length > 79)).toEqual([]);
});

test('where it keeps up with no rate, or none was found, it says so in place of a figure', () => {
  const none = {
    ...continuous,
    verdict: 'no',
    estimate: null,
    low: null,
    high: null,
    level: null,
    units: 0,
    limitedBy: 'p99=5ms',
    objective: 'p99=5ms',
  } as const;
  const open = {
    ...none,
    intervalMs: 10,
    mode: 'micro-batch',
    executor: 'micro-batch',
    verdict: 'inconclusive',
    limitedBy: 'unknown',
  } as const;
  const report = reportOf([none, open]);
  expect(report).toMatch(/^continuous +exactly-once +none +– p99=5ms +0$/m);
  expect(report).toMatch(/^micro-batch 10 ms +exactly-once +inconclusive +– unknown +0$/m);
});

test('the spread of fewer than 6 units is called by its name', () => {
  expect(reportOf([{ ...continuous, level: null, units: 3, verdict: 'inconclusive' }])).toContain(
    'from the smallest to the',
  );
});

test('names another engine', () => {
  expect(reportOf([continuous, { ...continuous, ...sparkRealTime }])).toMatch(
    /^continuous +exactly-once +31,240 .*\n.*\nspark real-time +exactly-once +31,240 /m,
  );
});
