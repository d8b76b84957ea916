import { expect, test } from 'vitest';
import { exampleResult } from '../results/example.test-program.ts';
import { findings } from './sentences.ts';

test('what a sweep found is said once, although its recommendation is made of it', () => {
  const choice = { held: 'yes', text: 'The cheapest is a.', evidence: ['a'] } as const;
  const attribution = { text: 'Batching saves much.', evidence: [] };
  const sweep = {
    rates: [],
    earlierUnits: 0,
    skipped: [],
    crossovers: [],
    costs: [],
    check: null,
    objective: 'p99=5ms',
    choice: { ...choice, evidence: ['a'] },
    attribution,
  };
  const recommendation = { text: 'The cheapest is a. None keeps up.', evidence: ['a'] };
  expect(findings(exampleResult({ sweep, recommendation })).map(({ text }) => text)).toEqual([
    recommendation.text,
    attribution.text,
  ]);
  expect(findings(exampleResult({ sweep, recommendation: null })).map(({ text }) => text)).toEqual([
    choice.text,
    attribution.text,
  ]);
});
