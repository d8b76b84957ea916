import { expect, test } from 'vitest';
import type { Exclusion } from '../../results/exclusion.ts';
import type { Unit } from '../../results/unit.ts';
import { bestCell } from './best-cell.ts';
import { openDoubts } from './doubts-at-rate.ts';
import type { Cell } from './cell.ts';
import { cell, continuous, doubtful, growing, microBatch } from './example-cell.test-program.ts';

function bestName(cells: readonly Cell[], incumbent?: string): string {
  const best = bestCell(cells, incumbent);
  return best.kind === 'one' ? best.cell.name : best.kind;
}

const at = 10_000;

test('is the one with the lowest p99 of those that keep up', () => {
  expect(bestName([cell(continuous, at, [20]), cell(microBatch(0), at, [3]), cell(microBatch(10), at, [12])])).toBe(
    'micro-batch 0 ms',
  );
  expect(
    bestName([cell(continuous, at, [1], growing), cell(microBatch(0), at, [30]), cell(microBatch(10), at, [12])]),
  ).toBe('micro-batch 10 ms');
});

test('of those that are indistinguishable is the first in order, or the one that was best before', () => {
  const cells = [
    cell(continuous, at, [5, 6, 7]),
    cell(microBatch(0), at, [4, 5, 5.5]),
    cell(microBatch(10), at, [12, 12, 13]),
  ];
  expect(bestName(cells)).toBe('continuous');
  expect(bestName(cells, 'micro-batch 0 ms')).toBe('micro-batch 0 ms');
  expect(bestName(cells, 'micro-batch 10 ms')).toBe('continuous');
});

test('is none that is surely slower than another, though the fastest may be slower still', () => {
  const cells = [
    cell(continuous, at, [19, 19.1, 19.2]),
    cell(microBatch(0), at, [11, 11.1, 11.2]),
    cell(microBatch(10), at, [5, 10, 60]),
  ];
  expect(bestName(cells)).toBe('micro-batch 0 ms');
  expect(bestName(cells, 'continuous')).toBe('micro-batch 0 ms');
});

test('is not another one for less than a tenth, however sure', () => {
  expect(bestName([cell(continuous, at, [5.4, 5.4]), cell(microBatch(0), at, [5, 5])])).toBe('continuous');
  expect(bestName([cell(continuous, at, [5.6, 5.6]), cell(microBatch(0), at, [5, 5])])).toBe('micro-batch 0 ms');
});

test('is none where surely none keeps up', () => {
  expect(bestName([cell(continuous, at, [1], growing), cell(microBatch(0), at, [1], growing)])).toBe('none');
});

test('is inconclusive where one that may keep up could be it', () => {
  expect(bestName([cell(continuous, at, [5], doubtful), cell(microBatch(0), at, [5])])).toBe('inconclusive');
  expect(bestName([cell(continuous, at, [5]), cell(microBatch(0), at, [1], doubtful)])).toBe('inconclusive');
  expect(bestName([cell(continuous, at, [5], doubtful), cell(microBatch(0), at, [5], growing)])).toBe('inconclusive');
});

test('is sure where one that may keep up is slower, or as fast and not simpler', () => {
  expect(bestName([cell(continuous, at, [500], doubtful), cell(microBatch(0), at, [5])])).toBe('micro-batch 0 ms');
  expect(bestName([cell(continuous, at, [5]), cell(microBatch(0), at, [5], doubtful)])).toBe('continuous');
});

test('of what is open it is told whether it was measured, or only its p99 counts in no unit', () => {
  const excluding = (figures: Exclusion['figures']): Partial<Unit> => ({
    exclusions: [{ reason: 'a pause', figures }],
  });
  expect(openDoubts([cell(continuous, at, [9], excluding(['p99']))])).toEqual([
    'the p99 of continuous counts in no unit',
  ]);
  expect(openDoubts([cell(continuous, at, [9], excluding(['keepsUp', 'p99']))])).toEqual([
    'continuous was not measured',
  ]);
});

test('is inconclusive with too few records for a p99', () => {
  expect(bestName([cell(continuous, at, [null]), cell(microBatch(0), at, [5])])).toBe('inconclusive');
});

test('does not rest on units whose p99 is excluded, but on those in which only other figures are', () => {
  const excluding = (figures: Exclusion['figures']): Partial<Unit> => ({
    exclusions: [{ reason: 'a pause', figures }],
  });
  const slow = cell(microBatch(0), at, [5]);
  expect(bestName([cell(continuous, at, [1], excluding(['p999', 'busy'])), slow])).toBe('continuous');
  expect(bestName([cell(continuous, at, [9], excluding(['p99'])), slow])).toBe('inconclusive');
  expect(bestName([cell(continuous, at, [1], excluding(['keepsUp'])), slow])).toBe('inconclusive');
});

test('may be of an engine that does not report what invocations cost', () => {
  const fake = cell({ ...continuous, engine: 'fake', mode: 'quick' }, at, [2], { local: null });
  expect(bestName([cell(continuous, at, [20]), fake])).toBe('fake quick');
});
