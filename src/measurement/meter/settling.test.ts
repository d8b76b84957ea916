import { expect, test } from 'vitest';
import { eachItsOwnCommit } from './invocation.ts';
import { Settling } from './settling.ts';

/** Of invocations, each given as its number of records and its time. */
function settlingOf(
  recordCount: number,
  measuredFrom: number,
  invocations: readonly (readonly [records: number, nanos: number])[],
): number | null {
  const settling = new Settling(recordCount, measuredFrom);
  const observe = eachItsOwnCommit((invocation) => settling.observe(invocation));
  let from = 0;
  for (const [records, nanos] of invocations) {
    observe(from, from + records, 0, 0, nanos);
    from += records;
  }
  return settling.ratio(5);
}

const constant = (count: number, nanos: number): (readonly [number, number])[] =>
  Array.from({ length: count }, () => [1, nanos]);

test('is the busy time per record of the first quarter as a multiple of the rest', () => {
  expect(settlingOf(40, 0, [...constant(10, 3000), ...constant(30, 1000)])).toBeCloseTo(3, 1);
  expect(settlingOf(40, 0, constant(40, 1000))).toBe(1);
});

test('is per record, whatever the size of invocations', () => {
  expect(settlingOf(40, 0, [...Array.from({ length: 5 }, () => [2, 2000] as const), ...constant(30, 1000)])).toBe(1);
});

test('starts after the warm-up', () => {
  expect(settlingOf(60, 20, [...constant(20, 90_000), ...constant(40, 1000)])).toBe(1);
});

test('ignores single stalls', () => {
  expect(settlingOf(40, 0, [...constant(4, 900_000), ...constant(36, 1000)])).toBe(1);
});

test('is unknown with too few invocations in either part', () => {
  expect(settlingOf(16, 0, constant(16, 1000))).toBeNull();
  expect(settlingOf(20, 0, constant(20, 1000))).toBe(1);
  expect(settlingOf(40, 0, [...constant(10, 1000), [30, 30_000]])).toBeNull();
});
