import { expect, test } from 'vitest';
import { exampleUnit } from '../results/example.test-program.ts';
import type { Unit } from '../results/unit.ts';
import { exclusions } from './exclusions.ts';

const held = (share: string, pauses: number): string =>
  `the machine held the idle driver up for ${share} % of the run (pauses: ${pauses}; limit: 1 %)`;

function invalid(repetition: number, reasons: string[], changes: Partial<Unit> = {}): Unit {
  return exampleUnit({ repetition, status: 'invalid', reasons, ...changes });
}

test('there is nothing to say where every run counts', () => {
  expect(exclusions([exampleUnit()])).toBeUndefined();
});

test('reasons that differ in figures only are one for each configuration, with their spread', () => {
  const units = [
    exampleUnit(),
    invalid(1, [held('9.7', 3)]),
    invalid(2, [held('12.0', 5)], { executor: 'micro-batch', intervalMs: 10, commit: 'invocation' }),
    invalid(2, [held('1.2', 24)]),
    invalid(4, [held('19.9', 7)]),
  ];
  expect(exclusions(units)).toBe(`4 of 5 units not counted:
  continuous, repetitions 2, 3, 5: the machine held the idle driver up for
    1.2–19.9 % of the run (pauses: 3–24; limit: 1 %)
  micro-batch 10 ms, repetition 3: the machine held the idle driver up for
    12.0 % of the run (pauses: 5; limit: 1 %)`);
});

test('units of several rates are counted, since repetitions of different rates have the same numbers', () => {
  const units = [
    invalid(0, [held('9.7', 3)]),
    invalid(0, [held('9.8', 3)], { offeredRate: 20_000 }),
    invalid(1, ['a pause'], { offeredRate: 20_000 }),
  ];
  expect(exclusions(units)).toBe(`3 of 3 units not counted:
  continuous, 2 units: the machine held the idle driver up for 9.7–9.8 % of
    the run (pauses: 3; limit: 1 %)
  continuous, 1 unit: a pause`);
});

test('several reasons of a run are told each', () => {
  const units = [
    invalid(0, [held('2.0', 4), 'the wall clock moved by -60 ms (limit 50 ms)']),
    invalid(1, ['its answer differs from that of batch'], { status: 'failed' }),
  ];
  expect(exclusions(units)).toBe(`2 of 2 units not counted:
  continuous, repetition 1: the machine held the idle driver up for 2.0 % of
    the run (pauses: 4; limit: 1 %)
  continuous, repetition 1: the wall clock moved by -60 ms (limit 50 ms)
  continuous, repetition 2: its answer differs from that of batch`);
});

test('a reason without a spread is left as it is', () => {
  expect(exclusions([invalid(0, ['a pause of 3 ms']), invalid(1, ['a pause of 3 ms'])])).toBe(`2 of 2 units not counted:
  continuous, repetitions 1, 2: a pause of 3 ms`);
});
