import { expect, test } from 'vitest';
import { exampleResult } from '../results/example.test-program.ts';
import type { Result, Verdict } from '../results/result.ts';
import { exitCodeOf } from './exit-code.ts';

function withChoice(held: Verdict): Result {
  const sweep = { rates: [], earlierUnits: 0, skipped: [], crossovers: [], costs: [], check: null, attribution: null, objective: 'p99=5ms' };
  return exampleResult({ sweep: { ...sweep, choice: { held, text: '', evidence: [] } } });
}

test('is 0 where all is well, and 2 where nothing holds the objective', () => {
  expect(exitCodeOf(exampleResult())).toBe(0);
  expect((['yes', 'inconclusive', 'no'] as const).map((held) => exitCodeOf(withChoice(held)))).toEqual([0, 0, 2]);
});

test('is an error where answers differ', () => {
  const { sameAnswer } = exampleResult();
  expect(() => exitCodeOf(exampleResult({ sameAnswer: { ...sameAnswer, equal: false } }))).toThrow('executors gave different answers');
});
