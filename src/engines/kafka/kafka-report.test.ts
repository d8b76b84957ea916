import { describe, expect, test } from 'vitest';
import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import { specOf } from '../example-spec.test-program.ts';
import type { UnitReport } from '../unit-report.ts';
import { kafkaReport } from './kafka-report.ts';

const ms = 1e6;
/** One record a millisecond for 8 s, of which the last 6 s are measured. */
const arrivalsNanos = Float64Array.from({ length: 8000 }, (_, record) => record * ms);
const measuredFrom = 2000;
/** The job waits between warm-up and measured records: as if it had been seen long before. */
const pauseNanos = 700 * ms;

/** @param visibleMs when a record is visible, after its arrival; Infinity: never */
function reportOf(
  visibleMs: (record: number) => number,
  changes: { dropped?: (record: number) => boolean } = {},
): UnitReport {
  const { dropped = () => false } = changes;
  return kafkaReport({
    spec: specOf({ ratePerSecond: 1000, warmUpMs: 2000, durationMs: 6000 }),
    scheduled: {
      arrivalsNanos,
      measuredFrom,
      records: new Table({}, new Dictionary()),
      ratePerSecond: 1000,
      badRecords: { skipped: 0, deadLettered: 0 },
    },
    guarantee: 'at-least-once',
    effects: Uint32Array.from(arrivalsNanos, (_, record) => (dropped(record) ? 0 : 1)),
    dueBy: Uint32Array.from(arrivalsNanos, (_, record) => record),
    closed: [],
    visibleNanos: arrivalsNanos.map((arrival, record) => {
      const nanos = arrival + visibleMs(record) * ms;
      return record < measuredFrom ? nanos - pauseNanos : nanos;
    }),
    output: { rows: 1, rowsWritten: 1, digest: null, unorderedDigest: 'x' },
    exclusions: [],
    cpuNanos: 6e9,
    peakRssBytes: 1000,
    stolenMicros: null,
  });
}

describe('what is seen between two topics', () => {
  test('of a job that shows each record after 3 ms: that latency, its rate, and that it keeps up', () => {
    const report = reportOf(() => 3);
    expect(report.latencyMicros).toMatchObject({ count: 6000, p50: expect.closeTo(3000, -2) as number });
    expect(report).toMatchObject({ keepsUp: 'yes', records: { measured: 6000, dropped: 0 }, cpuNanosPerRecord: 1e6 });
    expect(report.throughput).toBeCloseTo(1000, 0);
    expect(report.backlog.max).toBe(4);
    expect(report.durableLatencyMicros).toBeNull();
  });

  test('of micro-batches of 100 ms: from 5 to 105 ms, evenly', () => {
    const report = reportOf((record) => 105 - (record % 100));
    const { p50, p99, max } = report.latencyMicros!;
    expect([p50! / 1000, p99! / 1000, max! / 1000].map(Math.round)).toEqual([55, 104, 105]);
    expect(report.keepsUp).toBe('yes');
    expect(report.throughput).toBeCloseTo(1000, -1);
  });

  test('of micro-batches whose rows come one after another: no more than was offered', () => {
    const report = reportOf((record) => 105 - (record % 100) + (record % 100) * 0.01);
    expect(report.throughput).toBeCloseTo(1000, -1);
  });

  test('effects before their records were due exclude the unit', () => {
    const { exclusions, latencyMicros } = reportOf((record) => (record === 5000 ? -40 : 3));
    expect(exclusions.map(({ reason }) => reason)).toEqual(['1 records had an effect before they were due']);
    expect(latencyMicros!.count).toBe(6000);
  });

  test('of a job that handles 800 records/s: that rate, and that it does not keep up', () => {
    const report = reportOf((record) => (record < measuredFrom ? 1 : 1 + (record - measuredFrom) * 0.25));
    expect(report.throughput).toBeCloseTo(800, -1);
    expect(report.keepsUp).toBe('no');
    expect(report.backlog.slopeShare).toBeCloseTo(0.2, 2);
  });

  test('records without an effect have no latency, and hold nothing up', () => {
    const report = reportOf((record) => (record % 3 === 0 ? Infinity : 2), { dropped: (record) => record % 3 === 0 });
    expect([report.latencyMicros!.count, report.records.dropped]).toEqual([4000, 2000]);
    expect(report.keepsUp).toBe('yes');
  });

  test('a record that is never seen leaves it open whether the job keeps up', () => {
    const report = reportOf((record) => (record === 5000 ? Infinity : 2));
    expect(report.latencyMicros!.count).toBe(5999);
    expect(report.keepsUp).toBe('inconclusive');
  });
});
