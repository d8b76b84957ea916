import { expect, test } from 'vitest';
import { excluded } from '../../results/example.test-program.ts';
import { cellOf, spreadOf } from './cell.ts';
import { continuous, growing, microBatch, unitOf } from './example-cell.test-program.ts';

const units = [
  unitOf(continuous, 1000, 300),
  unitOf(continuous, 1000, 340),
  unitOf(continuous, 1000, 9_000_000, excluded('a pause')),
  unitOf(continuous, 2000, 7000, growing),
  unitOf(microBatch(10), 1000, 12_000),
];

test('a cell has the units of its configuration at its rate; its figures are of those in which they count', () => {
  const cell = cellOf(continuous, 1000, units);
  expect(cell).toMatchObject({ name: 'continuous', ratePerSecond: 1000, keepsUp: 'yes' });
  expect(cell.units).toEqual(units.slice(0, 3));
  expect(spreadOf(cell, 'p99Micros')).toEqual({ estimate: 320, low: 300, high: 340, units: 2 });
  expect(cell.summary[0]).toMatchObject({ units: 2, excluded: 1 });
  expect(cellOf(continuous, 2000, units).keepsUp).toBe('no');
});

test('a cell without units tells nothing, unless it was skipped because a lower rate is too much already', () => {
  expect(cellOf(microBatch(10), 2000, units)).toMatchObject({ keepsUp: 'inconclusive', summary: [], units: [] });
  expect(cellOf(microBatch(10), 2000, units, true).keepsUp).toBe('no');
  expect(spreadOf(cellOf(microBatch(10), 2000, units), 'p99Micros')).toBeNull();
});
