import { expect, test } from 'vitest';
import { VirtualClock } from '../measurement/clock/virtual-clock.ts';
import { sizedBatches } from './sized-batches.ts';

/** The records of each invocation, and when it began, with invocations that take 10 ns and commits that take 1. */
function invocationsOf(
  sizes: readonly number[],
  arrivalsNanos: Float64Array,
): [from: number, to: number, at: number][] {
  const clock = new VirtualClock();
  const found: [number, number, number][] = [];
  sizedBatches(sizes).run({
    arrivalsNanos,
    clock,
    invoke: () => clock.advance(10),
    commit: () => clock.advance(1),
    observe: (from, to, startNanos) => found.push([from, to, startNanos]),
  });
  return found;
}

test('the sizes come in turn, again and again, until the records end', () => {
  expect(invocationsOf([1, 3], new Float64Array(10))).toEqual([
    [0, 1, 0],
    [1, 4, 11],
    [4, 5, 22],
    [5, 8, 33],
    [8, 9, 44],
    [9, 10, 55],
  ]);
});

test('nothing begins before the last record has arrived', () => {
  expect(invocationsOf([2], Float64Array.from([5, 7, 100]))).toEqual([
    [0, 2, 100],
    [2, 3, 111],
  ]);
});

test('no records, no invocation', () => {
  expect(invocationsOf([2], new Float64Array(0))).toEqual([]);
});
