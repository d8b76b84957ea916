import { expect, test } from 'vitest';
import { specOf } from '../../engines/example-spec.test-program.ts';
import { wholePairs } from './whole-pairs.ts';

const unit = (workload: string, repetition: number) => specOf({ workload, repetition });
const pair = (repetition: number) => [unit('base-1', repetition), unit('head-1', repetition)];

test('whole pairs are kept', () => {
  expect(wholePairs([...pair(0), ...pair(1)])).toBe(4);
});

test('a unit without its partner is not', () => {
  expect(wholePairs([...pair(0), unit('head-2', 1)])).toBe(2);
});

test('without units there is nothing to keep', () => {
  expect(wholePairs([])).toBe(0);
});
