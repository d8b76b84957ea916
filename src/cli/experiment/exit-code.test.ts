import { describe, expect, test } from 'vitest';
import { capacityResult, continuous, exampleCapacity } from '../../reports/example-results.test-program.ts';
import { exampleResult } from '../../results/example.test-program.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import type { Result } from '../../results/result.ts';
import type { Verdict } from '../../results/schema-parts.ts';
import { exitCodeOf } from './exit-code.ts';

function withChoice(held: Verdict): Result {
  const sweep: SweepFindings = {
    kind: 'sweep',
    rates: [],
    earlierUnits: 0,
    skipped: [],
    crossovers: [],
    costs: [],
    check: null,
    saving: null,
    costCurve: null,
    objective: 'p99=5ms',
    choice: { held, text: '', evidence: [] },
  };
  return exampleResult({ findings: sweep });
}

test('is 0 where all is well, and 2 where nothing holds the objective', () => {
  expect(exitCodeOf(exampleResult(), {})).toBe(0);
  expect((['yes', 'inconclusive', 'no'] as const).map((held) => exitCodeOf(withChoice(held), {}))).toEqual([0, 0, 2]);
});

test('is an error where answers differ', () => {
  const { sameAnswer } = exampleResult();
  expect(() => exitCodeOf(exampleResult({ sameAnswer: { ...sameAnswer, equal: false } }), { strict: true })).toThrow(
    'units gave different answers',
  );
});

test('is 2 where no configuration has a capacity under the objective', () => {
  const missed = exampleCapacity(continuous, null, { objective: 'p99=5ms', verdict: 'no' });
  const capacities = [[], [missed], [missed, exampleCapacity(continuous, 5)], [{ ...missed, objective: null }]];
  expect(capacities.map((found) => exitCodeOf(capacityResult(found), {}))).toEqual([0, 2, 0, 0]);
});

describe('if strict', () => {
  const open = { text: 'This is inconclusive.', evidence: [], inconclusive: true };
  const capacities = (...verdicts: readonly Verdict[]): Result =>
    capacityResult(verdicts.map((verdict) => exampleCapacity(continuous, null, { verdict })));

  test('is 3 where the recommendation, or a capacity, is inconclusive', () => {
    expect(exitCodeOf(exampleResult({ recommendation: open }), { strict: true })).toBe(3);
    expect(exitCodeOf(capacities('yes', 'inconclusive'), { strict: true })).toBe(3);
    expect(exitCodeOf(exampleResult({ recommendation: open }), {})).toBe(0);
    expect(exitCodeOf(capacities('yes', 'inconclusive'), {})).toBe(0);
  });

  test('is 3 where a latency is not known as well as was asked', () => {
    const known = (isMet: boolean): Result => {
      const precision = { isMet, text: '', evidence: [] };
      const findings = { kind: 'run', saving: null, costCurve: null, precision } as const;
      return exampleResult({ recommendation: null, findings });
    };
    expect([true, false].map((isMet) => exitCodeOf(known(isMet), { strict: true }))).toEqual([0, 3]);
  });

  test('is 0 where nothing is', () => {
    expect(exitCodeOf(exampleResult({ recommendation: { text: '', evidence: [] } }), { strict: true })).toBe(0);
    expect(exitCodeOf(exampleResult({ recommendation: null }), { strict: true })).toBe(0);
    expect(exitCodeOf(capacities('yes', 'no'), { strict: true })).toBe(0);
  });

  test('is 2 where an objective is surely missed, whatever else is open', () => {
    expect(exitCodeOf({ ...withChoice('no'), recommendation: open }, { strict: true })).toBe(2);
  });
});
