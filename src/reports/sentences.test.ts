import { describe, expect, test } from 'vitest';
import { exampleResult, exampleUnit } from '../results/example.test-program.ts';
import type { SweepFindings } from '../results/findings/sweep.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { enginesResult } from './example-results.test-program.ts';
import { answer, conclusions, sinkText, topicsText } from './sentences.ts';

test('what a sweep found is said once, although its recommendation is made of it', () => {
  const choice = { held: 'yes', text: 'The cheapest is a.', evidence: ['a'] } as const;
  const saving = { text: 'Batching saves much.', evidence: [] };
  const sweep: SweepFindings = {
    kind: 'sweep',
    rates: [],
    earlierUnits: 0,
    skipped: [],
    crossovers: [],
    costs: [],
    check: null,
    objective: 'p99=5ms',
    choice: { ...choice, evidence: ['a'] },
    saving,
    costCurve: null,
  };
  const recommendation = { text: 'The cheapest is a. None keeps up.', evidence: ['a'] };
  expect(conclusions(exampleResult({ findings: sweep, recommendation })).map(({ text }) => text)).toEqual([
    recommendation.text,
    saving.text,
  ]);
  expect(conclusions(exampleResult({ findings: sweep, recommendation: null })).map(({ text }) => text)).toEqual([
    choice.text,
    saving.text,
  ]);
});

test('answers say which units were compared in any order, and do not speak for units without one', () => {
  expect(answer(exampleResult())).toBe('1 of 1 units gave the same answer as batch: 518 rows, SHA-256 abababababab…');
  expect(answer(enginesResult())).toContain(
    '6 of 6 units gave the same answer as batch (3 of them compared in any order)',
  );
  expect(answer(exampleResult({ units: [exampleUnit(), exampleUnit({ output: null })] }))).toContain(
    '1 of 2 units gave',
  );
});

test('answers say how many rows came twice, where any did', () => {
  const unitOf = (engine: string, duplicates: number | null): Unit =>
    exampleUnit({ engine, mode: 'continuous', output: { ...exampleUnit().output!, duplicates } });
  const sentence = (...units: Unit[]): string => answer(exampleResult({ units }));
  expect(sentence(unitOf('node', 0), unitOf('spark', null))).toContain('gave the same answer as batch: 518 rows');
  expect(sentence(unitOf('node', 0), unitOf('spark', 7), unitOf('spark', 5000), unitOf('flink', 1))).toContain(
    '4 of 4 units gave the same answer as batch, without the rows that came twice (5,007 of spark continuous, ' +
      '1 of flink continuous): 518 rows',
  );
});

test('answers say whether they were read back from the sink', () => {
  type ReadBack = NonNullable<Unit['output']>['readBack'];
  const sentence = (sink: 'none' | 'sqlite', ...readBack: ReadBack[]): string => {
    const { experiment } = exampleResult();
    const units = readBack.map((each) => exampleUnit({ output: { ...exampleUnit().output!, readBack: each! } }));
    return answer(exampleResult({ experiment: { ...experiment, sink }, units }));
  };
  const rows = ': 518 rows, SHA-256 abababababab…';
  expect(sentence('sqlite', 'yes', 'yes')).toBe(
    `2 of 2 units gave the same answer as batch, as read back from the sink${rows}`,
  );
  expect(sentence('none', 'unreadable')).toBe(
    `1 of 1 units gave the same answer as batch, as handed to the sink (none cannot be read)${rows}`,
  );
  expect(sentence('sqlite', 'too many rows')).toBe(
    `1 of 1 units gave the same answer as batch, as handed to the sink (too many rows to read them back)${rows}`,
  );
  expect(sentence('sqlite', 'yes', 'too many rows')).toBe(
    '2 of 2 units gave the same answer as batch, as read back from the sink ' +
      `(1 of them as handed to it: too many rows to read them back)${rows}`,
  );
});

test.each<[engines: string[], text: string]>([
  [['local'], '; sink sqlite (synchronous normal)'],
  [['local', 'node'], '; sink of the local engine sqlite (synchronous normal)'],
  [['node', 'spark'], ''],
])('of units of %j the sink is told as %j', (engines, text) => {
  const units = engines.map((engine) => ({ ...exampleUnit(), engine }));
  expect(sinkText(exampleResult({ units }))).toBe(text);
});

describe('what topics take by themselves', () => {
  const settings = 'acks 1';
  const withTopics = (topics: Result['experiment']['topics']): string[] => {
    const result = exampleResult({});
    return topicsText({ ...result, experiment: { ...result.experiment, ...(topics !== undefined && { topics }) } });
  };

  test.each<[Result['experiment']['topics'], string[]]>([
    [undefined, []],
    [
      { settings, floor: { ratePerSecond: 1000, p50Micros: 1520, p99Micros: 5500 }, ceilingPerSecond: 61_234 },
      ['Between topics a relay takes p50 1.5 ms, p99 5.5 ms and handles 61,234 records/s (acks 1)'],
    ],
    [{ settings, floor: null, ceilingPerSecond: 61_234 }, ['Between topics a relay handles 61,234 records/s (acks 1)']],
    [
      { settings, floor: null, ceilingPerSecond: null },
      ['Between topics a relay was not measured, for want of records (acks 1)'],
    ],
  ])('of %j', (topics, texts) => {
    expect(withTopics(topics)).toEqual(texts);
  });
});
