import { describe, expect, test } from 'vitest';
import { BusyTime } from './busy-time.ts';

/** The busy time of invocations, each given as its number of records and its time. */
function busyTimeOf(
  recordCount: number,
  measuredFrom: number,
  invocations: readonly (readonly [records: number, nanos: number])[],
): BusyTime {
  const busyTime = new BusyTime(recordCount, measuredFrom);
  let from = 0;
  let startNanos = 0;
  for (const [records, nanos] of invocations) {
    const committedNanos = startNanos + nanos;
    busyTime.observe({
      from,
      to: from + records,
      startNanos,
      processedNanos: startNanos,
      freeNanos: committedNanos,
      visibleNanos: committedNanos,
      committedNanos,
      causes: new Float64Array(),
      rows: 0,
    });
    from += records;
    startNanos = committedNanos + 1_000_000;
  }
  return busyTime;
}

test('is the sum of processing and commits, without waiting', () => {
  const busyTime = busyTimeOf(60, 0, [
    [10, 500],
    [20, 700],
    [30, 900],
  ]);
  expect(busyTime).toMatchObject({ nanos: 2100, records: 60, invocations: 3, allNanos: 2100, maxInvocationNanos: 900 });
});

test('leaves out invocations that start in the warm-up, except from the sum of all', () => {
  const busyTime = busyTimeOf(60, 15, [
    [10, 500],
    [20, 900],
    [30, 700],
  ]);
  expect(busyTime).toMatchObject({ nanos: 700, records: 30, invocations: 1, allNanos: 2100, maxInvocationNanos: 700 });
});

test('of an invocation is the mean without the last one, which the end of the records cuts short', () => {
  expect(
    busyTimeOf(60, 0, [
      [20, 500],
      [30, 700],
      [10, 90],
    ]).meanInvocationNanos(),
  ).toBe(600);
  expect(busyTimeOf(20, 0, [[20, 500]]).meanInvocationNanos()).toBe(500);
});

describe('settling', () => {
  const constant = (count: number, nanos: number): (readonly [number, number])[] =>
    Array.from({ length: count }, () => [1, nanos]);

  test('is the busy time per record of the first quarter as a multiple of the rest', () => {
    expect(busyTimeOf(40, 0, [...constant(10, 3000), ...constant(30, 1000)]).settling(5)).toBeCloseTo(3, 1);
    expect(busyTimeOf(40, 0, constant(40, 1000)).settling(5)).toBe(1);
  });

  test('is per record, whatever the size of invocations', () => {
    expect(
      busyTimeOf(40, 0, [...Array.from({ length: 5 }, () => [2, 2000] as const), ...constant(30, 1000)]).settling(5),
    ).toBe(1);
  });

  test('starts after the warm-up', () => {
    expect(busyTimeOf(60, 20, [...constant(20, 90_000), ...constant(40, 1000)]).settling(5)).toBe(1);
  });

  test('ignores single stalls', () => {
    expect(busyTimeOf(40, 0, [...constant(4, 900_000), ...constant(36, 1000)]).settling(5)).toBe(1);
  });

  test('is unknown with too few invocations in either part', () => {
    expect(busyTimeOf(16, 0, constant(16, 1000)).settling(5)).toBeNull();
    expect(busyTimeOf(20, 0, constant(20, 1000)).settling(5)).toBe(1);
    expect(busyTimeOf(40, 0, [...constant(10, 1000), [30, 30_000]]).settling(5)).toBeNull();
  });
});
