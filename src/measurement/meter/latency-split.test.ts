import { describe, expect, test } from 'vitest';
import { fate } from '../../columns/fate.ts';
import { LatencySplit } from './latency-split.ts';
import { MeasuredRecords, type RecordObserver } from './measured-records.ts';

/** Times of a record in an invocation of its own. */
type Times = readonly [arrival: number, due: number, start: number, processed: number, committed: number];

function splitOf(
  times: readonly Times[],
  fates = new Uint8Array(times.length).fill(fate.absorbed),
  measuredFrom = 0,
): LatencySplit {
  const dueOf = new Map(times.map(([arrival, due]) => [arrival, due]));
  const arrivalsNanos = Float64Array.from(times, ([arrival]) => arrival);
  const records = new MeasuredRecords(arrivalsNanos, fates, measuredFrom);
  const split = new LatencySplit((arrival) => dueOf.get(arrival)!);
  const observer: RecordObserver = {
    observeEffect: (arrival, latency, invocation) => split.observeEffect(arrival, latency, invocation),
    observeDropped: () => {},
    observeRow: () => {},
  };
  for (const [from, [, , startNanos, processedNanos, committedNanos]] of times.entries()) {
    const visible = { freeNanos: processedNanos, visibleNanos: committedNanos, committedNanos };
    const rows = { takenNanos: 0, causes: new Float64Array(), rows: 0 };
    records.visit({ from, to: from + 1, startNanos, processedNanos, ...visible, ...rows }, observer);
  }
  return split;
}

test('the parts are the waits for the trigger and for the server, processing and commit', () => {
  expect(splitOf([[100, 130, 150, 155, 157]])).toMatchObject({
    records: 1,
    sums: { triggerWait: 30, queueing: 20, processing: 5, commit: 2 },
  });
});

test('a record processed before its trigger has trigger wait until then, and no queueing', () => {
  expect(splitOf([[100, 130, 120, 125, 127]]).sums).toEqual({ triggerWait: 20, queueing: 0, processing: 5, commit: 2 });
});

test('dropped records and those of the warm-up are left out', () => {
  const times: Times[] = [
    [1, 1, 2, 3, 4],
    [10, 10, 20, 30, 40],
    [100, 100, 200, 300, 400],
  ];
  const fates = Uint8Array.from([fate.absorbed, fate.dropped, fate.emitted]);
  expect(splitOf(times, fates)).toMatchObject({ records: 2, sums: { queueing: 101 } });
  expect(splitOf(times, fates, 1)).toMatchObject({ records: 1, sums: { queueing: 100 } });
});

describe('the slowest hundredth', () => {
  /** 1000 records, one every 10 µs, with these latencies in ns, of which `commit` is the part of the commit. */
  const records = (latency: (record: number) => number, commit: (record: number) => number): Times[] =>
    Array.from({ length: 1000 }, (_, record) => {
      const arrival = 10_000 * record;
      const committed = arrival + latency(record);
      return [arrival, arrival, arrival, committed - commit(record), committed];
    });

  test('are the ten of a thousand records with the highest latency', () => {
    const slow = (record: number): boolean => record % 100 === 37;
    const split = splitOf(
      records(
        (record) => (slow(record) ? 900 + record : 100 + (record % 100)),
        (record) => (slow(record) ? 7 : 1),
      ),
    );
    // 900 + 37, 137, … 937: on average 1387, of which 7 for the commit.
    expect(split.slowestHundredth()).toEqual({
      records: 10,
      sums: { triggerWait: 0, queueing: 0, processing: 13_800, commit: 70 },
    });
  });

  test('take the mean of a bucket that holds more records than are missing', () => {
    // 5 records of 3000 ns, and 20 of 2000, of which five are missing.
    const split = splitOf(
      records(
        (record) => (record < 5 ? 3000 : record < 25 ? 2000 : 100),
        (record) => (record < 5 ? 30 : record < 15 ? 10 : 20),
      ),
    );
    const { sums } = split.slowestHundredth()!;
    expect(sums).toEqual({ triggerWait: 0, queueing: 0, processing: 5 * 2970 + 5 * 1985, commit: 5 * 30 + 5 * 15 });
    expect(sums.processing + sums.commit).toBe(5 * 3000 + 5 * 2000);
  });

  test('are unknown if they would be fewer than ten', () => {
    expect(
      splitOf(
        records(
          () => 5,
          () => 1,
        ).slice(0, 999),
      ).slowestHundredth(),
    ).toBeNull();
    expect(splitOf([]).slowestHundredth()).toBeNull();
  });
});
