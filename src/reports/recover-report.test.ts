import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { exampleResult, exampleUnit } from '../results/example.test-program.ts';
import type { RecoverFindings } from '../results/findings/recover.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { reportByKind } from './by-kind.ts';
import { continuous, every100Ms, sparkRealTime } from './example-results.test-program.ts';

type ConfigurationRecovery = RecoverFindings['configurations'][number];

const spread = (estimate: number | null, low = estimate, high = estimate): ConfigurationRecovery['worstMicros'] => ({
  estimate,
  low,
  high,
  level: null,
  units: estimate === null ? 0 : 3,
});
const recovered: ConfigurationRecovery = {
  ...continuous,
  worstMicros: spread(612_000, 590_000, 655_000),
  expectedWorstMicros: spread(601_000, 580_000, 640_000),
  drainMicros: spread(850_000, 700_000, 1_200_000),
  expectedDrainMicros: spread(820_000, 710_000, 1_100_000),
  undrained: 1,
  units: [],
};
const microBatch: ConfigurationRecovery = {
  ...recovered,
  ...every100Ms,
  commit: 'epoch:1000ms',
  worstMicros: spread(150_000),
  expectedWorstMicros: spread(null),
  drainMicros: spread(0, 0, 0),
  expectedDrainMicros: spread(null),
  undrained: 0,
};

function timeline(backlog: number[]): NonNullable<Unit['timeline']> {
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
const findings: RecoverFindings = {
  kind: 'recover',
  basePerSecond: 10_000,
  peakPerSecond: 40_000,
  burstMs: 1000,
  fromMs: 1500,
  configurations: [recovered, microBatch],
};
const result = exampleResult({
  units: [
    exampleUnit({ timeline: timeline(peak) }),
    exampleUnit({
      ...every100Ms,
      commit: 'epoch:1000ms',
      timeline: timeline(peak.map(() => 2500)),
    }),
  ],
  findings,
  recommendation: { text: 'After 1.0 s micro-batch is late by the least.', evidence: [] },
});
const linesOf = (of: Result): string[] => stripVTControlCharacters(reportByKind(of, 'results/x.json')).split('\n');

test('measured figures stand beside what arithmetic says, each with its spread', () => {
  const lines = linesOf(result);
  expect(lines[2]).toBe('fraud: 10,000 records/s, and for 1.0 s 40,000; sink sqlite (synchronous normal)');
  const head = lines.findIndex((line) => line.includes('worst by'));
  expect(lines.slice(head, head + 6)).toEqual([
    '                                      worst    worst by     drained  drained by',
    '                                    latency  arithmetic       after  arithmetic',
    'continuous                           612 ms      601 ms      850 ms      820 ms',
    '                                    590–655     580–640    700–1200    710–1100',
    '                                                              1 not',
    'micro-batch 100 ms epoch:1000ms      150 ms           –     at once           –',
  ]);
});

test('a spread above an estimate of 0 has a unit of its own', () => {
  const configurations = [{ ...microBatch, drainMicros: spread(0, 0, 23_665) }];
  const lines = linesOf({ ...result, findings: { ...findings, configurations } });
  const row = lines.findIndex((line) => line.startsWith('micro-batch 100 ms'));
  expect(lines.slice(row, row + 2).map((line) => line.slice(48, 68).trim())).toEqual(['–     at once', '0–24 ms']);
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
    findings: { ...findings, configurations: [{ ...recovered, drainMicros: spread(null), undrained: 3 }] },
  });
  expect(lines.some((line) => line.startsWith('Backlog'))).toBe(false);
  expect(lines).toContain('continuous                           612 ms      601 ms         not      820 ms');
});

test('begins with what to choose, and ends with whether the answers agree, and where it is saved', () => {
  expect(linesOf(result)[0]).toBe('After 1.0 s micro-batch is late by the least.');
  expect(linesOf(result).slice(-4)).toEqual([
    '2 of 2 units gave the same answer as batch: 518 rows, SHA-256 abababababab…',
    '',
    'Saved as results/x.json',
    '',
  ]);
});

test('the backlog of a unit in which it is excluded is not drawn', () => {
  const [first, second] = result.units;
  const excluded = { ...first, exclusions: [{ reason: 'a pause', figures: ['distribution' as const] }] };
  const lines = linesOf({ ...result, units: [excluded, second] });
  expect(lines.filter((line) => /^(continuous|micro-batch) .*[▁-█]/.test(line))).toHaveLength(1);
  expect(lines).toContain('  distribution in 1 unit, of continuous: a pause');
});

test('a long name goes on in the next line, and arithmetic that knows no cost is a dash', () => {
  const long = { ...sparkRealTime, mode: 'mini-batch-mode', intervalMs: 1000, commit: 'epoch:1000ms' } as const;
  const own = { ...recovered, ...long, expectedWorstMicros: spread(null), expectedDrainMicros: spread(null) };
  const lines = linesOf({
    ...result,
    units: [exampleUnit({ ...long, timeline: timeline(peak), local: null })],
    findings: { ...findings, configurations: [own] },
  });
  const row = lines.findIndex((line) => line.includes('612 ms'));
  expect(lines.slice(row, row + 2)).toEqual([
    'spark mini-batch-mode 1000 ms        612 ms           –      850 ms           –',
    'epoch:1000ms                        590–655                700–1200',
  ]);
  const drawn = lines.findIndex((line) => line.includes('█'));
  expect(lines[drawn]).toMatch(/^spark mini-batch-mode 1000 ms {2}▁.* 20,000$/);
  expect(lines[drawn + 1]).toBe('epoch:1000ms');
  expect(lines.filter((line) => line.length > 79)).toEqual([]);
});
