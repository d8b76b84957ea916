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

test('a reason is told once, with the configurations that it is about, and its numbers with their spread', () => {
  const units = [
    exampleUnit(),
    excludedUnit(1, [held('9.7', 3)]),
    excludedUnit(2, [held('12.0', 5)], { executor: 'micro-batch', intervalMs: 10, commit: 'invocation' }),
    excludedUnit(2, [held('1.2', 24)]),
    excludedUnit(4, [held('19.9', 7)], { offeredRate: 20_000 }),
  ];
  expect(exclusions(units)).toBe(`4 of 5 units excluded:
  3 units of continuous, 1 unit of micro-batch 10 ms: the machine held the
    idle driver up for 1.2–19.9 % of the unit (pauses: 3–24; limit: 1 %)`);
});

test('several reasons of a unit are told each, and units that failed apart', () => {
  const units = [
    excludedUnit(0, [held('2.0', 4), 'the wall clock moved by -60 ms (limit 50 ms)']),
    exampleUnit({ repetition: 1, failure: 'its answer differs from that of batch' }),
  ];
  expect(exclusions(units)).toBe(`1 of 2 units failed:
  1 unit of continuous: its answer differs from that of batch

1 of 2 units excluded:
  1 unit of continuous: the machine held the idle driver up for 2.0 % of the
    unit (pauses: 4; limit: 1 %)
  1 unit of continuous: the wall clock moved by -60 ms (limit 50 ms)`);
});

test('a reason without a spread is left as it is', () => {
  expect(exclusions([excludedUnit(0, ['a pause of 3 ms']), excludedUnit(1, ['a pause of 3 ms'])]))
    .toBe(`2 of 2 units excluded:
  2 units of continuous: a pause of 3 ms`);
});

test('units of which some figures count are told apart, with the figures that do not', () => {
  const inPart = (repetition: number, pauses: number, figures: FigureName[], changes: Partial<Unit> = {}): Unit =>
    exampleUnit({ repetition, exclusions: [{ reason: `${pauses} pauses`, figures }], ...changes });
  const units = [
    exampleUnit(),
    excludedUnit(1, ['3 pauses']),
    inPart(2, 4, ['p999']),
    inPart(3, 5, ['keepsUp', 'p99', 'p999', 'distribution']),
    inPart(4, 6, ['p999']),
  ];
  expect(exclusions(units)).toBe(`1 of 5 units excluded:
  1 unit of continuous: 3 pauses

3 of 5 units excluded in part:
  p99.9 in 3 units, p99, distribution, keeps up in 1 unit, of continuous: 4–6
    pauses`);
  expect(countedUnits(units).map(({ repetition }) => repetition)).toEqual([0, 2, 3, 4]);
  const other = inPart(5, 9, ['p999'], { executor: 'micro-batch', intervalMs: 10 });
  expect(exclusions([units[2], units[4], other])).toBe(`3 of 3 units excluded in part:
  p99.9 in 3 units, of continuous (2), micro-batch 10 ms (1): 4–9 pauses`);
});

test('a unit with two reasons that differ in limits and figures alone is one unit', () => {
  const moved = (limit: number, figures: FigureName[]): Unit['exclusions'][number] => {
    return { reason: `pauses may have moved it by 30 % (limit ${limit} %)`, figures };
  };
  const twice = exampleUnit({ exclusions: [moved(10, ['p50']), moved(25, ['p99'])] });
  const other = { ...twice, executor: 'micro-batch' as const, mode: 'micro-batch', intervalMs: 10 };
  expect(exclusions([twice, other])).toContain('p50, p99 in 2 units, of continuous (1), micro-batch 10 ms (1): ');
});
