import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachItsOwnCommit } from './invocation.ts';
import { busyShareOf, busyNanosPerRecord, MeasuredWork, throughputOf, type WorkInTime } from './measured-work.ts';

const second = 1e9;

interface Done {
  readonly records: number;
  /** Since the end of the invocation before. */
  readonly waitNanos?: number;
  readonly busyNanos: number;
  readonly takenNanos?: number;
}

/** The work of invocations that each end in their own commit. */
function workOf(done: readonly Done[], measuredFrom = 0, allAtOnce = false): WorkInTime {
  const work = new MeasuredWork(measuredFrom, allAtOnce);
  let [position, now, taken] = [0, 0, 0];
  const observe = eachItsOwnCommit(
    (invocation) => {
      work.observe(invocation);
      work.observeCommit(invocation);
    },
    undefined,
    () => taken,
  );
  for (const { records, waitNanos = 0, busyNanos, takenNanos = 0 } of done) {
    const start = now + waitNanos;
    taken = takenNanos;
    now = start + busyNanos;
    observe(position, position + records, start, start + busyNanos / 2, now);
    position += records;
  }
  return work.total();
}

describe('one population', () => {
  const hundreds = Array.from({ length: 20 }, () => ({
    records: 100,
    waitNanos: 0.6 * second,
    busyNanos: 0.4 * second,
  }));

  test('is the commits with measured records, without the last one, and their time', () => {
    const work = workOf(hundreds, 500);
    expect(work).toMatchObject({ invocations: 14, commits: 14, records: 1400, fromNanos: 5e9, toNanos: 19e9 });
    expect([throughputOf(work), busyShareOf(work)]).toEqual([100, 0.4]);
    expect(work.processingNanos).toBeCloseTo(14 * 0.2 * second, 0);
  });

  test('holds a micro-batch of warm-up and measured records: their latencies count too', () => {
    expect(workOf(hundreds, 450).records).toBe(1500);
  });

  test('does not depend on how few records the end leaves for the last micro-batch', () => {
    const cut = [...hundreds, { records: 3, waitNanos: 0.6 * second, busyNanos: 0.1 * second }];
    expect(throughputOf(workOf(cut, 500))).toBe(100);
  });

  test('is all there is where one invocation holds everything', () => {
    const work = workOf([{ records: 1000, busyNanos: 2 * second }], 100, true);
    expect([throughputOf(work), busyShareOf(work), busyNanosPerRecord(work)]).toEqual([500, 1, 2e6]);
  });

  test('is what was done after the warm-up where all records come at once and the warm-up is slow', () => {
    const slow = Array.from({ length: 10 }, () => ({ records: 1, busyNanos: 9 * second }));
    const fast = Array.from({ length: 90 }, () => ({ records: 1, busyNanos: second }));
    const work = workOf([...slow, ...fast], 10, true);
    expect(work.records).toBe(90);
    expect([throughputOf(work), busyShareOf(work)]).toEqual([1, 1]);
  });

  test('is below the offered rate if commits fall behind', () => {
    expect(throughputOf(workOf(Array.from({ length: 20 }, () => ({ records: 80, busyNanos: 0.1 * second }))))).toBe(
      800,
    );
  });

  test('is empty without measured records', () => {
    const work = workOf(hundreds, 5000);
    expect([work.records, throughputOf(work), busyShareOf(work), busyNanosPerRecord(work)]).toEqual([
      0,
      null,
      null,
      null,
    ]);
  });
});

test('time that the system gave to others is no busy time', () => {
  const done = Array.from({ length: 11 }, () => ({ records: 1, busyNanos: 1000, takenNanos: 400 }));
  expect(workOf(done)).toMatchObject({ busyNanos: 6000, processingNanos: 3000, takenNanos: 4000, threadNanos: 10_000 });
});

test('whatever happens, no executor is busy for more than its time, and rate × time = records', () => {
  const done = fc.record({
    records: fc.integer({ min: 1, max: 1000 }),
    waitNanos: fc.integer({ min: 0, max: 1e9 }),
    busyNanos: fc.integer({ min: 1, max: 1e9 }),
  });
  fc.assert(
    fc.property(
      fc.array(done, { minLength: 1 }),
      fc.nat({ max: 3000 }),
      fc.boolean(),
      (all, measuredFrom, allAtOnce) => {
        const work = workOf(all, measuredFrom, allAtOnce);
        if (work.records === 0) return;
        expect(busyShareOf(work)).toBeLessThanOrEqual(1);
        expect((throughputOf(work)! * (work.toNanos - work.fromNanos)) / 1e9 / work.records).toBeCloseTo(1, 9);
        expect((busyNanosPerRecord(work)! * throughputOf(work)!) / 1e9).toBeCloseTo(busyShareOf(work)!, 9);
      },
    ),
  );
});
