import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { exampleResult, exampleUnit } from '../results/example.test-program.ts';
import type { RecoverFindings } from '../results/findings/recover.ts';
import type { Result } from '../results/result.ts';
import { reportByKind } from './by-kind.ts';
import { recoveryReport } from './recovery.ts';

type Findings = RecoverFindings['configurations'][number];

const spread = (estimate: number | null, low = estimate, high = estimate): Findings['worstMicros'] => ({
  estimate,
  low,
  high,
  level: null,
  units: estimate === null ? 0 : 3,
});
const continuous: Findings = {
  executor: 'continuous',
  intervalMs: null,
  commit: 'invocation',
  worstMicros: spread(612_000, 590_000, 655_000),
  expectedWorstMicros: spread(601_000, 580_000, 640_000),
  drainMicros: spread(850_000, 700_000, 1_200_000),
  expectedDrainMicros: spread(820_000, 710_000, 1_100_000),
  undrained: 1,
  units: [],
};
const microBatch: Findings = {
  ...continuous,
  executor: 'micro-batch',
  intervalMs: 100,
  commit: 'epoch:1000ms',
  worstMicros: spread(150_000),
  expectedWorstMicros: spread(null),
  drainMicros: spread(0, 0, 0),
  expectedDrainMicros: spread(null),
  undrained: 0,
};

function timeline(backlog: number[]): NonNullable<Result['runs'][number]['timeline']> {
  const empty = backlog.map(() => null);
  return {
    sliceMs: 40,
    startMs: 500,
    records: backlog.map(() => 400),
    p50Micros: empty,
    p99Micros: empty,
    maxMicros: empty,
    backlog,
  };
}

const peak = Array.from({ length: 100 }, (_, slice) =>
  slice < 25 ? 10 : slice < 50 ? (slice - 25) * 800 : Math.max(10, 20_000 - (slice - 50) * 600),
);
const result = exampleResult({
  units: [
    exampleUnit({ timeline: timeline(peak) }),
    exampleUnit({
      executor: 'micro-batch',
      intervalMs: 100,
      commit: 'epoch:1000ms',
      timeline: timeline(peak.map(() => 2500)),
    }),
  ],
  recovery: {
    basePerSecond: 10_000,
    peakPerSecond: 40_000,
    burstMs: 1000,
    fromMs: 1500,
    configurations: [continuous, microBatch],
  },
  recommendation: { text: 'After 1.0 s micro-batch is late by the least.', evidence: [] },
});
const linesOf = (of: Result): string[] => stripVTControlCharacters(recoveryReport(of, 'results/x.json')).split('\n');

test('measured figures stand beside what arithmetic says, each with its spread', () => {
  const lines = linesOf(result);
  expect(lines[0]).toBe('fraud: 10,000 records/s, and for 1.0 s 40,000; sink sqlite (synchronous normal)');
  const head = lines.findIndex((line) => line.includes('worst latency'));
  expect(lines.slice(head, head + 6)).toEqual([
    '                               worst latency            drained after',
    '                                   measured  arithmetic    measured  arithmetic',
    'continuous                           612 ms      601 ms      850 ms      820 ms',
    '                                    590–655     580–640    700–1200    710–1100',
    '                                                              1 not',
    'micro-batch 100 ms epoch:1000ms      150 ms           –     at once           –',
  ]);
});

test('the backlog is drawn on one scale, with the burst above it', () => {
  const lines = linesOf(result);
  const head = lines.findIndex((line) => line.startsWith('Backlog of one unit'));
  expect(lines.slice(head, head + 3)).toEqual([
    'Backlog of one unit each                 ├─burst─┤                      largest',
    'continuous                     ▁▁▁▁▁▁▁▁▁▁▁▂▃▄▅▆▇████▇▇▆▅▅▄▃▃▂▂▁▁▁▁▁▁▁    20,000',
    'micro-batch 100 ms epoch:1000ms▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂     2,500',
  ]);
});

test('fits 80 columns', () => {
  for (const line of linesOf(result)) expect(line.length, line).toBeLessThan(80);
});

test('a unit without a timeline has no chart, and one that was not drained no time', () => {
  const lines = linesOf({
    ...result,
    units: [exampleUnit({ timeline: null })],
    recovery: { ...result.recovery!, configurations: [{ ...continuous, drainMicros: spread(null), undrained: 3 }] },
  });
  expect(lines.some((line) => line.startsWith('Backlog'))).toBe(false);
  expect(lines).toContain('continuous                           612 ms      601 ms         not      820 ms');
});

test('is what a saved result is shown as', () => {
  const saved = { ...result, experiment: { ...result.experiment, kind: 'recover' as const } };
  expect(reportByKind(saved, undefined)).toBe(recoveryReport(saved, undefined));
});
