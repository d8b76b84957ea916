import { describe, expect, test } from 'vitest';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import { specOf } from '../../example-spec.test-program.ts';
import type { UnitReport } from '../../unit-report.ts';
import { kafkaReport } from './kafka-report.ts';

const ms = 1e6;
/** One record a millisecond for 8 s, of which the last 6 s are measured. */
const arrivalsNanos = Float64Array.from({ length: 8000 }, (_, record) => record * ms);
const measuredFrom = 2000;
/** The job waits between warm-up and measured records: as if it had been seen long before. */
const pauseNanos = 700 * ms;

type OfRecord<Value> = (record: number) => Value;

interface Changes {
  readonly isCut?: boolean;
  readonly dropped?: OfRecord<boolean>;
  readonly dueBy?: OfRecord<number>;
  readonly sentLateMs?: OfRecord<number>;
  readonly notedLateMs?: OfRecord<number>;
}

/** @param visibleMs when a record is visible, after its arrival; Infinity: never */
function reportOf(visibleMs: OfRecord<number>, changes: Changes = {}): UnitReport {
  const { isCut = false, dropped = () => false, dueBy = (record) => record } = changes;
  const { sentLateMs = () => 0, notedLateMs = () => 0 } = changes;
  const nanosOf = (ofRecord: OfRecord<number>) => arrivalsNanos.map((_, record) => ofRecord(record) * ms);
  return kafkaReport({
    spec: specOf({ ratePerSecond: 1000, warmUpMs: 2000, durationMs: 6000 }),
    scheduled: {
      arrivalsNanos,
      measuredFrom,
      records: new Table({}, new Dictionary()),
      ratePerSecond: 1000,
      badRecords: { skipped: 0, deadLettered: 0 },
      ring: null,
    },
    guarantee: 'at-least-once',
    effects: Uint32Array.from(arrivalsNanos, (_, record) => (dropped(record) ? 0 : 1)),
    dueBy: Uint32Array.from(arrivalsNanos, (_, record) => dueBy(record)),
    closed: [],
    visibleNanos: arrivalsNanos.map((arrival, record) => {
      const nanos = arrival + visibleMs(record) * ms;
      return record < measuredFrom ? nanos - pauseNanos : nanos;
    }),
    lateNanos: { producer: nanosOf(sentLateMs), consumer: nanosOf(notedLateMs) },
    output: { rows: 1, rowsWritten: 1, digest: null, unorderedDigest: 'x' },
    exclusions: [],
    isCut,
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

  test('of a unit that was cut off: that it was', () => {
    const visibleMs = (record: number): number => (record < 5000 ? 2 : Infinity);
    expect(reportOf(visibleMs, { isCut: true }).isCut).toBe(true);
    expect(reportOf(visibleMs)).not.toHaveProperty('isCut');
  });

  test('a record that is never seen leaves it open whether the job keeps up', () => {
    const report = reportOf((record) => (record === 5000 ? Infinity : 2));
    expect(report.latencyMicros!.count).toBe(5999);
    expect(report.keepsUp).toBe('inconclusive');
  });
});

describe('what the harness is late by', () => {
  const excludedBy = (visibleMs: OfRecord<number>, changes: Changes): [figures: string[], reason?: string] => {
    const { exclusions } = reportOf(visibleMs, changes);
    return [exclusions.flatMap(({ figures }) => figures), exclusions[0]?.reason];
  };

  test('excludes nothing where it sends on its own schedule of a millisecond', () => {
    expect(excludedBy(() => 3, { sentLateMs: () => 1.9 })).toEqual([[], undefined]);
  });

  test('excludes the figures that it moved, and no others: a hundredth of the records sent 20 ms late', () => {
    const isLate = (record: number): boolean => record % 50 === 0;
    const [figures, reason] = excludedBy((record) => (isLate(record) ? 23 : 3), {
      sentLateMs: (record) => (isLate(record) ? 20 : 0),
    });
    expect(figures).toEqual(['p99', 'p999', 'distribution']);
    expect(reason).toMatch(/^may be off by up to 78 % \(limit 25 %\): the measuring sent 2.0 % and noted 0 % of the/);
  });

  test('of a window is that of the record that closes it', () => {
    const closedBy = (record: number): number => record + 99 - (record % 100);
    const visibleMs = (record: number): number => closedBy(record) - record + 33;
    const closesLate = (record: number): number => (record === closedBy(record) ? 30 : 0);
    const [figures] = excludedBy(visibleMs, { dueBy: closedBy, sentLateMs: closesLate });
    expect(figures).toEqual(['p50', 'p90', 'distribution']);
    const othersLate = (record: number): number => 30 - closesLate(record);
    expect(excludedBy(visibleMs, { dueBy: closedBy, sentLateMs: othersLate })).toEqual([[], undefined]);
  });

  test('excludes nothing where the job takes much longer', () => {
    expect(excludedBy(() => 500, { sentLateMs: () => 5, notedLateMs: () => 5 })).toEqual([[], undefined]);
  });

  test('excludes what was noted in a stall of 2 s', () => {
    // What can be read from second 5 to 7 is noted at 7.
    const isStalled = (record: number): boolean => record >= 5000 && record < 7000;
    const stalledMs = (record: number): number => 7000 - record;
    const [figures, reason] = excludedBy((record) => (isStalled(record) ? 3 + stalledMs(record) : 3), {
      notedLateMs: (record) => (isStalled(record) ? 2000 : 0),
    });
    expect(figures).toContain('p90');
    expect(figures).not.toContain('p50');
    expect(reason).toContain('sent 0 % and noted 33 % of the records late');
  });

  test('of a producer that sends at 800 records/s what was asked at 1000: the rate and the verdict say nothing', () => {
    const late = (record: number): number => Math.max(0, (record - measuredFrom) * 0.25);
    const { exclusions, keepsUp } = reportOf((record) => 3 + late(record), { sentLateMs: late });
    expect(keepsUp).toBe('no');
    const figures = exclusions.flatMap((exclusion) => exclusion.figures);
    expect(figures).toEqual(expect.arrayContaining(['p50', 'p99', 'throughput', 'keepsUp']));
    expect(exclusions.map(({ reason }) => reason).join()).toContain('another verdict is possible');
  });
});
