import { expect, test } from 'vitest';
import type { GateFigure } from '../results/findings/gate.ts';
import { crossoverShift } from './crossover-shift.ts';

function capacity(intervalMs: number | null, base: number | null, head: number | null): GateFigure {
  const mode = intervalMs === null ? 'continuous' : 'micro-batch';
  return {
    engine: 'local',
    mode,
    executor: mode,
    intervalMs,
    commit: 'invocation',
    load: 'overload',
    ratePerSecond: 1e6,
    metric: 'throughput',
    label: 'capacity',
    unit: 'records per second',
    base,
    head,
    verdict: 'pass',
    margin: 0.05,
    change: 0,
    low: 0,
    high: 0,
    level: 0.95,
    pairs: 12,
    sameCode: { base: 0, head: 0 },
  };
}

test('is told for both versions, with the micro-batches that go farthest', () => {
  expect(crossoverShift([capacity(null, 180e3, 170e3), capacity(10, 300e3, 290e3), capacity(100, 400e3, 395e3)])).toBe(
    'Crossover: continuous keeps up to 180,000 and 170,000 records/s in base and head; ' +
      'beyond that micro-batch 100 ms, up to 400,000 and 395,000.',
  );
});

test('is none where micro-batches go no farther', () => {
  expect(crossoverShift([capacity(null, 180e3, 170e3), capacity(10, 150e3, 150e3)])).toMatch(
    /in base and head; micro-batch 10 ms no farther: 150,000 and 150,000\.$/,
  );
});

test('is not told of one executor alone, or without figures', () => {
  expect(crossoverShift([capacity(null, 180e3, 170e3)])).toBeUndefined();
  expect(crossoverShift([capacity(null, 180e3, 170e3), capacity(10, null, null)])).toBeUndefined();
});
