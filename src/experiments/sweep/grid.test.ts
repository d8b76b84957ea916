import { describe, expect, test } from 'vitest';
import type { Unit } from '../../results/unit.ts';
import { continuous, growing, microBatch, unitOf } from './example-cell.test-program.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { checkGrid, commonDurationMs, gridOf, isHopeless, settingsAt } from './grid.ts';

const sweepSettings = {
  ...exampleSettings,
  durationMs: 1200,
  rates: null,
  isDurationGiven: false,
  objective: null,
  askedRate: null,
};

test('a grid goes through all configurations at a rate before it raises the rate', () => {
  expect(
    gridOf([continuous, microBatch(0)], [100, 200]).map(({ configuration, ratePerSecond }) => [
      configuration.executor,
      ratePerSecond,
    ]),
  ).toEqual([
    ['continuous', 100],
    ['micro-batch', 100],
    ['continuous', 200],
    ['micro-batch', 200],
  ]);
});

test('units are as long as asked, or longer at low rates for the records that a p99 needs, up to four times', () => {
  const settings = { ...sweepSettings, durationMs: 1200 };
  const durations = [10_000, 1250, 1000, 500, 1].map((rate) => settingsAt(settings, rate).durationMs);
  expect(durations).toEqual([1200, 1200, 1250, 2500, 4800]);
  expect([commonDurationMs(settings, [10_000, 20_000]), commonDurationMs(settings, [500, 10_000])]).toEqual([
    1200,
    null,
  ]);
  expect(settingsAt({ ...settings, isDurationGiven: true }, 10)).toMatchObject({ durationMs: 1200, ratePerSecond: 10 });
});

describe('a grid beyond memory', () => {
  const settings = { ...sweepSettings, warmUpMs: 500, durationMs: 1500 };

  test('is refused, and the rate named', () => {
    expect(() => checkGrid(settings, [10_000, 16_777_217])).toThrow(
      'at 16,777,217 records/s a unit would have 33,554,434 records, and at most 33,554,432 fit in memory\nLower --rates or --duration.',
    );
  });

  test('begins above 2^25 records in a unit', () => {
    expect(() => checkGrid(settings, [10_000, 16_777_216])).not.toThrow();
  });
});

describe('a rate is hopeless for a configuration', () => {
  const point = { configuration: continuous, ratePerSecond: 4000 };
  const failed = (rate: number): Unit => unitOf(continuous, rate, 900, growing);

  test('whose units failed clearly, two of them at one lower rate or at two', () => {
    expect(isHopeless(point, [failed(2000), failed(2000)])).toBe(true);
    expect(isHopeless(point, [failed(2000), failed(3000), unitOf(continuous, 1000, 5)])).toBe(true);
  });

  test.each<[string, Unit[]]>([
    ['with one unit alone', [failed(2000)]],
    ['where a unit of the same rate kept up', [failed(2000), failed(2000), unitOf(continuous, 2000, 5)]],
    [
      'with units that failed narrowly',
      [0, 1].map(() => unitOf(continuous, 2000, 900, { sustained: 'no', backlog: { max: 50, slopeShare: 0.02 } })),
    ],
    [
      'with units that do not count',
      [0, 1].map(() => unitOf(continuous, 2000, 900, { ...growing, status: 'invalid' })),
    ],
    ['with units of another configuration', [0, 1].map(() => unitOf(microBatch(0), 2000, 900, growing))],
    ['with units at the rate itself or above', [failed(4000), failed(5000)]],
    ['without units', []],
  ])('but not %s', (_, units) => {
    expect(isHopeless(point, units)).toBe(false);
  });
});
