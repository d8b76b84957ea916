import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { exampleUnit, latencyAround } from '../results/example.test-program.ts';
import type { Unit } from '../results/unit.ts';
import { progressLine } from './progress.ts';

function lineOf(run: Unit, done = 2): string {
  return stripVTControlCharacters(progressLine(run, done, 12));
}

test('shows the place, the configuration and the first figures of a valid unit', () => {
  expect(lineOf(exampleUnit({ latencyMicros: latencyAround(21), throughput: 9_998.4 }))).toBe(
    ' 2/12 continuous             p50 21 µs, 9,998 records/s\n',
  );
  expect(
    lineOf(exampleUnit({ executor: 'micro-batch', intervalMs: 100, latencyMicros: latencyAround(51_000) }), 12),
  ).toBe('12/12 micro-batch 100 ms     p50 51 ms, 10,000 records/s\n');
});

test('leaves out the figures that there are not', () => {
  expect(lineOf(exampleUnit({ latencyMicros: null }))).toBe(' 2/12 continuous             10,000 records/s\n');
  expect(lineOf(exampleUnit({ latencyMicros: latencyAround(null), throughput: null }))).toBe(
    ' 2/12 continuous             nothing committed in time\n',
  );
});

test('says why a unit does not count', () => {
  expect(lineOf(exampleUnit({ status: 'invalid', reasons: ['a pause', 'a clock step'] }))).toBe(
    ' 2/12 continuous             invalid: a pause; a clock step\n',
  );
});
