import { expect, test } from 'vitest';
import { exampleUnit } from '../results/example.test-program.ts';
import { excludingAll, type FigureName } from '../results/exclusion.ts';
import type { Unit } from '../results/unit.ts';
import { countedUnits, exclusions } from './exclusions.ts';

const held = (share: string, pauses: number): string =>
  `the machine held the idle driver up for ${share} % of the unit (pauses: ${pauses}; limit: 1 %)`;

function excludedUnit(repetition: number, reasons: string[], changes: Partial<Unit> = {}): Unit {
  return exampleUnit({ repetition, exclusions: reasons.map(excludingAll), ...changes });
}

test('there is nothing to say where every unit counts', () => {
  expect(exclusions([exampleUnit()])).toBeUndefined();
});

test('reasons that differ in figures only are one for each configuration, with their spread', () => {
  const units = [
    exampleUnit(),
    excludedUnit(1, [held('9.7', 3)]),
    excludedUnit(2, [held('12.0', 5)], { executor: 'micro-batch', intervalMs: 10, commit: 'invocation' }),
    excludedUnit(2, [held('1.2', 24)]),
    excludedUnit(4, [held('19.9', 7)]),
  ];
  expect(exclusions(units)).toBe(`4 of 5 units excluded:
  continuous, repetitions 2, 3, 5: the machine held the idle driver up for
    1.2–19.9 % of the unit (pauses: 3–24; limit: 1 %)
  micro-batch 10 ms, repetition 3: the machine held the idle driver up for
    12.0 % of the unit (pauses: 5; limit: 1 %)`);
});

test('units of several rates are counted, since repetitions of different rates have the same numbers', () => {
  const units = [
    excludedUnit(0, [held('9.7', 3)]),
    excludedUnit(0, [held('9.8', 3)], { offeredRate: 20_000 }),
    excludedUnit(1, ['a pause'], { offeredRate: 20_000 }),
  ];
  expect(exclusions(units)).toBe(`3 of 3 units excluded:
  continuous, 2 units: the machine held the idle driver up for 9.7–9.8 % of
    the unit (pauses: 3; limit: 1 %)
  continuous, 1 unit: a pause`);
});

test('several reasons of a unit are told each, and units that failed apart', () => {
  const units = [
    excludedUnit(0, [held('2.0', 4), 'the wall clock moved by -60 ms (limit 50 ms)']),
    exampleUnit({ repetition: 1, failure: 'its answer differs from that of batch' }),
  ];
  expect(exclusions(units)).toBe(`1 of 2 units failed:
  continuous, repetition 2: its answer differs from that of batch

1 of 2 units excluded:
  continuous, repetition 1: the machine held the idle driver up for 2.0 % of
    the unit (pauses: 4; limit: 1 %)
  continuous, repetition 1: the wall clock moved by -60 ms (limit 50 ms)`);
});

test('a reason without a spread is left as it is', () => {
  expect(exclusions([excludedUnit(0, ['a pause of 3 ms']), excludedUnit(1, ['a pause of 3 ms'])]))
    .toBe(`2 of 2 units excluded:
  continuous, repetitions 1, 2: a pause of 3 ms`);
});

test('units of which some figures count are told apart, with the figures that do not', () => {
  const inPart = (repetition: number, pauses: number, figures: FigureName[]): Unit =>
    exampleUnit({ repetition, exclusions: [{ reason: `${pauses} pauses`, figures }] });
  const units = [
    exampleUnit(),
    excludedUnit(1, ['3 pauses']),
    inPart(2, 4, ['p999']),
    inPart(3, 5, ['p99', 'p999', 'distribution', 'keepsUp']),
    inPart(4, 6, ['p999']),
  ];
  expect(exclusions(units)).toBe(`1 of 5 units excluded:
  continuous, repetition 2: 3 pauses

3 of 5 units excluded in part:
  p99.9 of continuous, repetitions 3, 5: 4–6 pauses
  p99, p99.9, distribution, keeps up of continuous, repetition 4: 5 pauses`);
  expect(countedUnits(units).map(({ repetition }) => repetition)).toEqual([0, 2, 3, 4]);
});
