import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { HeldObjective } from '../results/findings/gate.ts';
import { amountText, gateBody } from './gate-report.ts';

test.each([
  [0.0462, 'microseconds', '0.046 µs'],
  [5372.1, 'microseconds', '5.372 ms'],
  [66_493.4, 'records per second', '66,493'],
  [123.4e6, 'bytes', '123 MB'],
  [null, 'microseconds', '–'],
] as const)('tells amounts apart that differ by a few per cent: %d %s as %s', (value, unit, text) => {
  expect(amountText(value, unit)).toBe(text);
});

test('a row of an objective fits a terminal of 80 columns, and no word is broken', () => {
  const held: HeldObjective = {
    engine: 'local',
    mode: 'micro-batch',
    executor: 'micro-batch',
    intervalMs: 100,
    commit: 'epoch:100ms',
    objective: 'p99.9=200ms',
    ratePerSecond: 50_000,
    estimate: 199_900,
    low: 199_800,
    high: 200_100,
    level: 0.95,
    units: 12,
    verdict: 'inconclusive',
  };
  const control = { processor: null, memory: null, commit: null };
  const { figures } = gateBody({
    kind: 'gate',
    base: null,
    head: 'my-pipeline.ts',
    answers: 'not compared',
    figures: [],
    objectives: [held],
    earlierUnits: 0,
    control,
  });
  const lines = stripVTControlCharacters(figures.join('\n')).split('\n');
  expect(lines.map((line) => line.length).filter((length) => length > 79)).toEqual([]);
  expect(lines[1]).toMatch(/^micro-batch 100 ms +p99\.9=200ms at 50,000\/s +199\.9 ms inconclusive$/);
  expect(lines[2]).toMatch(/^epoch:100ms +199\.8 ms to 200\.1 ms/);
});
