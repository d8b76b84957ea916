import { expect, test } from 'vitest';
import { exampleUnit, excluded } from './example.test-program.ts';
import { counts, countsWhole, figureNames, isExcluded, reasonsOf } from './exclusion.ts';

test('a sound unit counts with all its figures', () => {
  const unit = exampleUnit();
  expect(figureNames.every((figure) => counts(unit, figure))).toBe(true);
  expect([countsWhole(unit), isExcluded(unit), reasonsOf(unit)]).toEqual([true, false, []]);
});

test('a reason excludes the figures that it names, and leaves the others', () => {
  const unit = exampleUnit({ exclusions: [{ reason: 'a pause of 2 %', figures: ['p999', 'distribution'] }] });
  expect(figureNames.filter((figure) => !counts(unit, figure))).toEqual(['p999', 'distribution']);
  expect([countsWhole(unit), isExcluded(unit)]).toEqual([false, false]);
});

test('a unit is excluded where reasons together leave no figure', () => {
  const [first, ...others] = figureNames;
  const halves = [first, others].map((figures, index) => ({ reason: `${index}`, figures: [figures].flat() }));
  expect(isExcluded(exampleUnit({ exclusions: halves.slice(1) }))).toBe(false);
  expect(isExcluded(exampleUnit({ exclusions: halves }))).toBe(true);
  expect(isExcluded(exampleUnit(excluded('stolen time')))).toBe(true);
});

test('of a unit that failed no figure counts, and it is not called excluded', () => {
  const unit = exampleUnit({ failure: 'another answer', ...excluded('stolen time') });
  expect(figureNames.some((figure) => counts(unit, figure))).toBe(false);
  expect(isExcluded(unit)).toBe(false);
  expect(reasonsOf(unit)).toEqual(['another answer', 'stolen time']);
});
