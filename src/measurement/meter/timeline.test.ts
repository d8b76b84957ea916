import { describe, expect, test } from 'vitest';
import { fate } from '../../columns/fate.ts';
import { MeasuredRecords } from './measured-records.ts';
import { Timeline } from './timeline.ts';

/** The timeline of one invocation for each `[to, committedNanos]`; all records but those `dropped` had an effect. */
function timelineOf(
  arrivals: readonly number[],
  commits: readonly (readonly [to: number, committedNanos: number])[],
  { measuredFrom = 0, dropped = [] as number[] } = {},
): Timeline {
  const fates = new Uint8Array(arrivals.length).fill(fate.absorbed);
  for (const record of dropped) fates[record] = fate.dropped;
  const arrivalsNanos = Float64Array.from(arrivals);
  const records = new MeasuredRecords(arrivalsNanos, fates, measuredFrom);
  const timeline = new Timeline(arrivalsNanos, measuredFrom);
  const observer = {
    observeEffect: (arrival: number, latency: number) => timeline.observeEffect(arrival, latency),
    observeDropped: (arrival: number) => timeline.observeDropped(arrival),
    observeRow: () => {},
  };
  let from = 0;
  for (const [to, committedNanos] of commits) {
    const times = { startNanos: 0, processedNanos: 0, freeNanos: 0, visibleNanos: committedNanos, committedNanos };
    records.visit({ from, to, ...times, takenNanos: 0, causes: new Float64Array(), rows: 0 }, observer);
    timeline.observeCommit({ from, to, startNanos: 0, committedNanos });
    from = to;
  }
  return timeline;
}

/** One record every 10 ns from `first` on. */
function everyTen(count: number, first = 0): number[] {
  return Array.from({ length: count }, (_, index) => first + 10 * index);
}

/** Commits of single records, `latency` nanoseconds after their arrivals. */
function after(arrivals: readonly number[], latency: (record: number) => number): [number, number][] {
  return arrivals.map((arrival, record) => [record + 1, arrival + latency(record)]);
}

describe('slices', () => {
  test.each([
    { records: 1, slices: 1, sliceNanos: 1 },
    { records: 39, slices: 1, sliceNanos: 381 },
    { records: 40, slices: 2, sliceNanos: 196 },
    { records: 5000, slices: 100, sliceNanos: 500 },
  ])('of $records records are $slices', ({ records, slices, sliceNanos }) => {
    const timeline = timelineOf(everyTen(records), []);
    expect([timeline.slices().length, timeline.sliceNanos]).toEqual([slices, sliceNanos]);
  });

  test('hold every arrival once, the last one too', () => {
    for (const records of [1, 20, 41, 777, 2000, 2001, 12_345]) {
      const arrivals = everyTen(records, 7);
      const slices = timelineOf(
        arrivals,
        after(arrivals, () => 5),
      ).slices();
      expect(slices.reduce((sum, slice) => sum + slice.records, 0)).toBe(records);
      expect(slices.at(-1)!.records).toBeGreaterThan(0);
    }
  });

  test('begin after the warm-up', () => {
    const arrivals = everyTen(100);
    const timeline = timelineOf(
      arrivals,
      after(arrivals, (record) => (record < 60 ? 9 : 3)),
      { measuredFrom: 60 },
    );
    expect(timeline.startNanos).toBe(600);
    expect(timeline.slices()).toEqual([
      { records: 20, p50Nanos: 3, p99Nanos: null, maxNanos: 3, backlog: 1 },
      { records: 20, p50Nanos: 3, p99Nanos: null, maxNanos: 3, backlog: 1 },
    ]);
  });

  test('are none if nothing is measured', () => {
    expect(timelineOf(everyTen(5), [[5, 100]], { measuredFrom: 5 }).slices()).toEqual([]);
    expect(timelineOf([], []).slices()).toEqual([]);
  });

  test('are the same when requested again', () => {
    const timeline = timelineOf(everyTen(100), [[100, 2000]]);
    expect(timeline.slices()).toEqual(timeline.slices());
  });
});

describe('a record', () => {
  test('counts in the slice of its arrival, not of its commit', () => {
    const arrivals = everyTen(40);
    const [first, second] = timelineOf(arrivals, [[40, 1000]]).slices();
    // Slices of 196 ns: records 0 to 19, committed 1000 to 810 ns after their arrival, and 20 to 39.
    expect([first.maxNanos, first.p50Nanos, second.maxNanos, second.p50Nanos]).toEqual([1000, 900, 800, 700]);
  });

  test('that was dropped counts as arrived, and has no latency', () => {
    const arrivals = everyTen(60);
    const dropped = everyTen(20).map((arrival) => arrival / 10);
    const slices = timelineOf(
      arrivals,
      after(arrivals, () => 4),
      { dropped },
    ).slices();
    expect(slices[0]).toEqual({ records: 20, p50Nanos: null, p99Nanos: null, maxNanos: null, backlog: 1 });
    expect(slices[1]).toMatchObject({ records: 20, p50Nanos: 4 });
  });

  test('leaves slices without records empty', () => {
    const arrivals = [...everyTen(50), ...everyTen(50, 4000)];
    const slices = timelineOf(
      arrivals,
      after(arrivals, () => 4),
    ).slices();
    // Slices of 898 ns.
    expect(slices.map(({ records }) => records)).toEqual([50, 0, 0, 0, 50]);
    expect(slices[2]).toEqual({ records: 0, p50Nanos: null, p99Nanos: null, maxNanos: null, backlog: 0 });
  });

  test('gives its slice a percentile only together with enough others', () => {
    const arrivals = everyTen(100_000);
    const [slice] = timelineOf(
      arrivals,
      after(arrivals, (record) => (record % 1000 < 985 ? 1 : 2)),
    ).slices();
    expect(slice).toEqual({ records: 1000, p50Nanos: 1, p99Nanos: 2, maxNanos: 2, backlog: 1 });
  });
});

describe('the windowed p99', () => {
  /** 10,000 records in slices of 100; those of a slice take 1 to 100 ns, and all of them `paused` ns longer. */
  function windowed(paused: (slice: number) => number, arrivals = everyTen(10_000)): number | null {
    const latency = (record: number): number => 1 + (record % 100) + paused(Math.floor(record / 100));
    return timelineOf(arrivals, after(arrivals, latency)).windowedP99Nanos();
  }

  test('is the median of those of the slices', () => {
    expect(windowed(() => 0)).toBe(99);
    expect(windowed((slice) => slice)).toBe(99 + 49.5);
  });

  test('hardly changes where a pause is in some slices, which makes the p99 of all records its own', () => {
    expect(windowed((slice) => (slice % 10 === 0 ? 5000 : 0))).toBe(99);
  });

  test('takes slices together that have 50 records, and is unknown of fewer', () => {
    expect(windowed(() => 0, everyTen(49))).toBeNull();
    expect(windowed(() => 0, [])).toBeNull();
    // Two slices of 30: the slowest is the p99.
    expect(windowed(() => 0, everyTen(60))).toBe(60);
  });

  test('is that of the records with an effect, however few they are', () => {
    const arrivals = everyTen(10_000);
    // Of each slice a fifth is left: windows of three slices.
    const dropped = [...arrivals.keys()].filter((record) => record % 5 !== 0);
    const timeline = timelineOf(
      arrivals,
      after(arrivals, (record) => 1 + (record % 100)),
      { dropped },
    );
    expect(timeline.windowedP99Nanos()).toBe(96);
  });
});

describe('the backlog of a slice', () => {
  test('is the largest just before a commit', () => {
    // Slices of 196 ns; commits at 95 and 190 for what had come before 95 and before 150.
    const [first] = timelineOf(everyTen(40), [
      [10, 95],
      [15, 190],
      [40, 500],
    ]).slices();
    expect(first.backlog).toBe(10);
  });

  test('is that at its end if no commit comes', () => {
    const backlogs = timelineOf(everyTen(80), [[80, 5000]])
      .slices()
      .map(({ backlog }) => backlog);
    // Slices of 198 ns, of 20 records each.
    expect(backlogs).toEqual([20, 40, 60, 80]);
  });

  test('includes records that wait from earlier slices', () => {
    const backlogs = timelineOf(everyTen(80), [
      [10, 190],
      [30, 610],
      [80, 5000],
    ])
      .slices()
      .map(({ backlog }) => backlog);
    // At 190, before its commit, records 0 to 19 wait; at the ends 395 and 593 all from 10 on; at 791 all from 30 on.
    expect(backlogs).toEqual([20, 30, 50, 52]);
  });

  test('belongs to the later slice at a commit on the border of two', () => {
    const backlogs = timelineOf(everyTen(40), [
      [1, 0],
      [20, 196],
      [40, 400],
    ])
      .slices()
      .map(({ backlog }) => backlog);
    expect(backlogs).toEqual([19, 20]);
  });

  test('is 0 if all records are committed before it', () => {
    const arrivals = [...everyTen(50), ...everyTen(50, 4000)];
    expect(
      timelineOf(
        arrivals,
        after(arrivals, () => 4),
      )
        .slices()
        .map(({ backlog }) => backlog),
    ).toEqual([1, 0, 0, 0, 1]);
  });
});
