import { expect, test } from 'vitest';
import { exampleResult, exampleUnit } from '../results/example.test-program.ts';
import type { SweepFindings } from '../results/findings/sweep.ts';
import { enginesResult } from './example-results.test-program.ts';
import { answer, conclusions } from './sentences.ts';

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
