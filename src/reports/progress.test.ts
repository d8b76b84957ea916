import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { exampleUnit, latencyAround } from '../results/example.test-program.ts';
import { excludingAll } from '../results/exclusion.ts';
import type { Unit } from '../results/unit.ts';
import { progressLine } from './progress.ts';

function lineOf(unit: Unit, done = 2): string {
  return stripVTControlCharacters(progressLine(unit, done, 12));
}

test('shows the place, the configuration and the first figures of a unit', () => {
  expect(lineOf(exampleUnit({ latencyMicros: latencyAround(21), throughput: 9_998.4 }))).toBe(
    ' 2/12 continuous             p50 21 µs, 9,998 records/s',
  );
  expect(
    lineOf(exampleUnit({ executor: 'micro-batch', intervalMs: 100, latencyMicros: latencyAround(51_000) }), 12),
  ).toBe('12/12 micro-batch 100 ms     p50 51 ms, 10,000 records/s');
});

test('leaves out the figures that there are not', () => {
  expect(lineOf(exampleUnit({ latencyMicros: null }))).toBe(' 2/12 continuous             10,000 records/s');
  expect(lineOf(exampleUnit({ latencyMicros: latencyAround(null), throughput: null }))).toBe(
    ' 2/12 continuous             nothing committed in time',
  );
});

test('says why a unit does not count', () => {
  const exclusions = ['a pause', 'a clock step'].map(excludingAll);
  expect(lineOf(exampleUnit({ exclusions }))).toBe(' 2/12 continuous             excluded: a pause; a clock step');
  expect(lineOf(exampleUnit({ failure: 'another answer' }))).toBe(
    ' 2/12 continuous             failed: another answer',
  );
});

test('shows the figures that count, and names those that do not', () => {
  const tail = exampleUnit({ exclusions: [{ reason: 'a pause', figures: ['p99', 'p999'] }] });
  expect(lineOf(tail)).toBe(' 2/12 continuous             p50 20 µs, 10,000 records/s; p99, p99.9 excluded');
  const median = exampleUnit({ exclusions: [{ reason: 'a pause', figures: ['p50', 'throughput'] }] });
  expect(lineOf(median)).toBe(' 2/12 continuous             p50, throughput excluded');
});

test('names another engine, and says what that does not report', () => {
  const spark = exampleUnit({ engine: 'spark', mode: 'real-time', local: null });
  expect(lineOf(spark)).toBe(' 2/12 spark real-time        p50 20 µs, 10,000 records/s');
  expect(lineOf({ ...spark, latencyMicros: null, throughput: null })).toBe(
    ' 2/12 spark real-time        throughput unknown',
  );
});
