import { describe, expect, test } from 'vitest';
import { local } from '../engines/example-spec.test-program.ts';
import type { Configuration } from '../results/configuration.ts';
import { exampleLocal, exampleUnit, excluded, latencyAround } from '../results/example.test-program.ts';
import type { Verdict } from '../results/schema-parts.ts';
import type { Summary } from '../results/summary.ts';
import type { Unit } from '../results/unit.ts';
import { summarize } from './summarize.ts';

const continuous = local();
const every = (intervalMs: number): Configuration => local({ executor: 'micro-batch', intervalMs });

function summaryOf(metric: string, units: readonly Unit[]): Summary {
  return summarize(continuous, units).find((row) => row.metric === metric)!;
}

function unitsWith(p50s: readonly number[], changes: Partial<Unit> = {}): Unit[] {
  return p50s.map((p50, repetition) => exampleUnit({ repetition, latencyMicros: latencyAround(p50), ...changes }));
}

test('latency until durable is told where effects are visible before', () => {
  const durable = [30, 10, 22].map((p50, repetition) =>
    exampleUnit({ repetition, guarantee: 'at-least-once', durableLatencyMicros: latencyAround(p50) }),
  );
  expect(summaryOf('durableP50Micros', durable)).toMatchObject({ estimate: 22, low: 10, high: 30 });
  expect(summaryOf('durableP99Micros', durable).estimate).toBe(88);
  expect(summarize(continuous, [exampleUnit({})]).filter(({ metric }) => metric.startsWith('durable'))).toEqual([]);
});

describe('a metric', () => {
  test('of fewer than 6 units is their median, from the smallest to the largest', () => {
    expect(summaryOf('p50Micros', unitsWith([30, 10, 22]))).toEqual({
      engine: 'local',
      mode: 'continuous',
      executor: 'continuous',
      intervalMs: null,
      commit: 'invocation',
      guarantee: 'exactly-once',
      offeredRate: 10_000,
      metric: 'p50Micros',
      estimate: 22,
      low: 10,
      high: 30,
      level: null,
      method: 'median, smallest to largest',
      verdict: null,
      units: 3,
      excluded: 0,
    });
  });

  test('of 6 units has an interval with its level, 1 − 2 · 2^-6', () => {
    expect(summaryOf('p50Micros', unitsWith([6, 1, 5, 2, 4, 3]))).toMatchObject({
      estimate: 3.5,
      low: 1,
      high: 6,
      level: 0.96875,
      method: 'median, interval from order statistics',
      units: 6,
    });
  });

  test('of 9 units leaves the two outermost out of its interval', () => {
    expect(summaryOf('p50Micros', unitsWith([9, 8, 7, 6, 5, 4, 3, 2, 1]))).toMatchObject({
      estimate: 5,
      low: 2,
      high: 8,
      units: 9,
    });
  });

  test('is over the units in which it counts, and says in how many it does not', () => {
    const units = [
      ...unitsWith([10, 20]),
      ...unitsWith([5000], excluded('a pause')),
      ...unitsWith([7000], { failure: 'another answer' }),
    ];
    expect(summaryOf('p50Micros', units)).toMatchObject({ estimate: 15, low: 10, high: 20, units: 2, excluded: 2 });
  });

  test('that counts in no unit has no figure', () => {
    expect(summaryOf('p99Micros', unitsWith([10], excluded('a pause')))).toMatchObject({
      estimate: null,
      low: null,
      high: null,
      method: 'no unit has the figure',
      units: 0,
      excluded: 1,
    });
  });

  test('that a unit lacks is taken from the others', () => {
    const units = [exampleUnit(), exampleUnit({ latencyMicros: { ...latencyAround(20), p999: null } })];
    expect(summaryOf('p999Micros', units)).toMatchObject({ estimate: 160, units: 1, excluded: 0 });
  });

  test('is one of latency, throughput, busy share and growth', () => {
    const rows = summarize(continuous, [exampleUnit()]);
    expect(rows.map(({ metric, estimate }) => [metric, estimate])).toEqual([
      ['p50Micros', 20],
      ['p99Micros', 80],
      ['p999Micros', 160],
      ['throughput', 10_000],
      ['busyShare', 0.18],
      ['backlogSlopeShare', 0],
    ]);
  });

  test('that the engine does not report is unknown, although its units count', () => {
    expect(summaryOf('busyShare', [exampleUnit({ local: null }), exampleUnit({ local: null })])).toMatchObject({
      estimate: null,
      low: null,
      high: null,
      units: 0,
      excluded: 0,
    });
  });

  test('that a unit does not report is taken from those that do, never as 0', () => {
    const units = [exampleUnit({ local: null }), exampleUnit({ local: exampleLocal({ busyShare: 0.3 }) })];
    expect(summaryOf('busyShare', units)).toMatchObject({ estimate: 0.3, low: 0.3, units: 1, excluded: 0 });
  });
});

test('an exclusion is of the figures that it names, and of no others', () => {
  const exclusions: Unit['exclusions'] = [{ reason: 'a pause of 3 ms', figures: ['p999', 'distribution'] }];
  const units = unitsWith([10, 20, 60]).map((unit) => (unit.repetition === 2 ? { ...unit, exclusions } : unit));
  const counts = Object.fromEntries(summarize(continuous, units).map((row) => [row.metric, [row.units, row.excluded]]));
  expect(counts).toEqual({
    p50Micros: [3, 0],
    p99Micros: [3, 0],
    p999Micros: [2, 1],
    throughput: [3, 0],
    busyShare: [3, 0],
    backlogSlopeShare: [3, 0],
  });
  expect(summaryOf('p50Micros', units)).toMatchObject({ estimate: 20, high: 60 });
  expect(summaryOf('p999Micros', units)).toMatchObject({ estimate: 8 * 15, high: 8 * 20 });
  expect(summaryOf('backlogSlopeShare', units).verdict).toBe('yes');
});

test('takes the units of its own configuration alone', () => {
  const units = [
    exampleUnit(),
    exampleUnit({ ...every(0), latencyMicros: latencyAround(30) }),
    exampleUnit({ ...every(10), latencyMicros: latencyAround(40) }),
    exampleUnit({ ...every(10), engine: 'fake', latencyMicros: latencyAround(50) }),
    exampleUnit({ ...every(10), mode: 'batched', latencyMicros: latencyAround(60) }),
    exampleUnit({ ...every(10), commit: 'none', latencyMicros: latencyAround(70) }),
  ];
  const found = units.map((unit) => summarize(unit, units)[0]);
  expect(found.map(({ estimate }) => estimate)).toEqual([20, 30, 40, 50, 60, 70]);
  expect(found.map(({ units: count }) => count)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(found[3]).toMatchObject({ engine: 'fake', mode: 'micro-batch', intervalMs: 10 });
});

test('has nothing to say of a configuration that was not reached', () => {
  expect(summarize(every(10), [exampleUnit()])).toEqual([]);
});

describe('keeping up', () => {
  const unit = (slopeShare: number | null, keepsUp: Verdict): Unit =>
    exampleUnit({ backlog: { max: 100, slopeShare }, keepsUp });
  const verdictOf = (...units: readonly Unit[]): Verdict | null => summaryOf('backlogSlopeShare', units).verdict;

  test('is sure where the growth is below 0.5 % by its upper bound: at 0.99 and at 1.00 of the capacity', () => {
    expect(verdictOf(unit(0, 'yes'), unit(0, 'yes'))).toBe('yes');
    expect(verdictOf(unit(0.0005, 'yes'), unit(-0.001, 'yes'), unit(0.0005, 'yes'))).toBe('yes');
  });

  test('is ruled out where the growth is above 0.5 % by its lower bound: at 1.01 and 1.02 of the capacity', () => {
    expect(verdictOf(unit(0.0099, 'no'), unit(0.0098, 'no'), unit(0.0099, 'no'))).toBe('no');
    expect(verdictOf(unit(0.0196, 'no'), unit(0.0197, 'no'), unit(0.0195, 'no'))).toBe('no');
  });

  test('is inconclusive where the bounds hold 0.5 % and units differ in what they say each', () => {
    expect(verdictOf(unit(0.004, 'yes'), unit(0.007, 'no'), unit(0.003, 'yes'))).toBe('inconclusive');
    expect(verdictOf(unit(0.001, 'yes'), unit(0.0049, 'yes'))).toBe('inconclusive');
  });

  test('is ruled out where every unit does so by itself, however much their growth differs', () => {
    expect(verdictOf(unit(0.006, 'no'), unit(0.03, 'no'))).toBe('no');
    expect(verdictOf(unit(0.12, 'no'), unit(0.28, 'no'), unit(0.47, 'no'))).toBe('no');
  });

  test('is ruled out with a stable backlog where micro-batches take longer than their interval', () => {
    expect(verdictOf(unit(0.0001, 'no'), unit(-0.0001, 'no'), unit(0, 'no'))).toBe('no');
  });

  test('is inconclusive where some units have micro-batches longer than their interval and some have not', () => {
    expect(verdictOf(unit(0.0001, 'no'), unit(0, 'yes'), unit(0, 'yes'))).toBe('inconclusive');
    // However fast its backlog grows by itself.
    const five = Array.from({ length: 5 }, () => unit(0, 'yes'));
    for (const growth of [0.0045, 0.0055]) expect(verdictOf(...five, unit(growth, 'no'))).toBe('inconclusive');
  });

  test('of a single unit is what it says itself', () => {
    expect(verdictOf(unit(0.002, 'yes'))).toBe('yes');
    expect(verdictOf(unit(0.02, 'no'))).toBe('no');
    expect(verdictOf(unit(null, 'inconclusive'))).toBe('inconclusive');
  });

  test('of units too short for a slope is inconclusive, or no where their micro-batches were too long', () => {
    expect(verdictOf(unit(null, 'inconclusive'), unit(null, 'inconclusive'))).toBe('inconclusive');
    expect(verdictOf(unit(0, 'yes'), unit(null, 'inconclusive'))).toBe('inconclusive');
    expect(verdictOf(unit(null, 'no'), unit(null, 'no'))).toBe('no');
  });

  test('is no question where all records arrive at once', () => {
    const atOnce = exampleUnit({ offeredRate: null, keepsUp: 'inconclusive', backlog: { max: 9, slopeShare: null } });
    expect(verdictOf(atOnce)).toBeNull();
  });

  test('that counts in no unit is inconclusive', () => {
    expect(summaryOf('backlogSlopeShare', [exampleUnit(excluded('a pause'))])).toMatchObject({
      estimate: null,
      verdict: 'inconclusive',
      units: 0,
      excluded: 1,
    });
  });

  test('shows the mean growth with its one-sided bounds', () => {
    const { estimate, low, high, level, method } = summaryOf('backlogSlopeShare', [
      unit(0.001, 'yes'),
      unit(0.003, 'yes'),
    ]);
    // t of one degree of freedom at 95 % is 6.3138, and the standard error is 0.001.
    expect(estimate).toBeCloseTo(0.002, 12);
    expect(low).toBeCloseTo(0.002 - 0.0063138, 7);
    expect(high).toBeCloseTo(0.002 + 0.0063138, 7);
    expect([level, method]).toEqual([0.95, "mean, one-sided bounds by Student's t"]);
  });
});
