import { describe, expect, test } from 'vitest';
import { count } from '../builder/aggregate.ts';
import { streamFrom, type Stream } from '../builder/stream.ts';
import { fate } from '../columns/fate.ts';
import { answerOf } from '../operators/answer.test-program.ts';
import { LateRecords } from './late-records.ts';

describe('late records', () => {
  test('count once, and their additions each time', () => {
    const late = new LateRecords(0, 10, new Uint8Array(10));
    late.note(0, 1);
    late.note(3, 1);
    late.note(3, 2);
    expect(late.measured).toEqual({ records: 2, additions: 4 });
  });

  test('do not count before the first measured record, nor at the end of the stream', () => {
    const late = new LateRecords(5, 10, new Uint8Array(10));
    for (const record of [4, 5, 9, 10]) late.note(record, 1);
    expect(late.measured).toEqual({ records: 2, additions: 2 });
  });

  test('of all count before the first measured one too, and are dropped where they had no effect', () => {
    const fates = new Uint8Array(10);
    const late = new LateRecords(5, 10, fates);
    expect(late.all).toEqual({ records: 0, dropped: 0, measuredDropped: 0 });
    late.note(3, 1);
    late.note(4, 1);
    // In another window or operator it is in time.
    fates[4] = fate.absorbed;
    late.note(5, 1);
    late.note(6, 1);
    expect(late.all).toEqual({ records: 4, dropped: 3, measuredDropped: 2 });
    fates[6] = fate.emitted;
    expect(late.all).toEqual({ records: 4, dropped: 2, measuredDropped: 1 });
    expect(late.all).toEqual(late.all);
  });
});

describe('the late records of a compiled pipeline', () => {
  function orders(): Stream<{ time: 'timestamp' }> {
    return streamFrom({ time: 'timestamp' }, 'time', 0);
  }
  /** Windows of 10 µs, one every 5 µs: a record is in two. */
  const windows = { sizeMs: 0.01, slideMs: 0.005, aggregates: () => ({ orders: count() }) };

  test('are those from the first measured record on', () => {
    const { plan } = orders().slidingWindow(windows);
    const records = [[100], [1], [2], [3]];
    expect(answerOf(plan, records).late).toEqual({ records: 3, additions: 6 });
    expect(answerOf(plan, records, 2).late).toEqual({ records: 2, additions: 4 });
    expect(answerOf(plan, records, 4).late).toEqual({ records: 0, additions: 0 });
  });

  test('are one where a record is late for two operators', () => {
    const source = orders();
    const { plan } = source.slidingWindow(windows).union(source.slidingWindow(windows));
    expect(answerOf(plan, [[100], [1]]).late).toEqual({ records: 1, additions: 4 });
  });

  test('are the records that close windows whose rows come too late, and none at the end of the stream', () => {
    const { plan } = orders()
      .tumblingWindow({ sizeMs: 0.01, aggregates: () => ({ orders: count() }) })
      .project((window) => ({ windowEnd: window.windowEnd.addMicros(-10) }))
      .topK({ k: 1, by: 'windowEnd' });
    // The first window is closed by the third record, the second by the end of the stream.
    expect(answerOf(plan, [[1], [2], [15]]).late).toEqual({ records: 1, additions: 1 });
  });
});
