import { describe, expect, test } from 'vitest';
import { fakeQuick } from '../../engines/fake-engine.test-program.ts';
import { maxRecords } from '../../engines/schedule/record-count.ts';
import { excluded } from '../../results/example.test-program.ts';
import type { Unit } from '../../results/unit.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { continuous, growing, microBatch, unitOf } from './example-cell.test-program.ts';
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
    expect(() =>
      checkGrid(settings, [10_000, 16_777_217], { count: maxRecords, fillRecords: 0, recording: null }),
    ).toThrow(
      /^at 16,777,217 records\/s a unit .*33,554,434 records, .* at most 33,554,432 .*\n.*--rates or --duration/,
    );
  });

  test('begins above the records that the most cautious engine takes', () => {
    expect(() =>
      checkGrid(settings, [10_000, 16_777_216], { count: maxRecords, fillRecords: 0, recording: null }),
    ).not.toThrow();
    expect(() => checkGrid(settings, [10_000], { count: 20_000, fillRecords: 0, recording: null })).not.toThrow();
    expect(() => checkGrid(settings, [10_000], { count: 19_999, fillRecords: 0, recording: null })).toThrow(
      'at most 19,999 fit',
    );
  });

  test('is refused above the records of a recording, which may start again', () => {
    expect(() => checkGrid(settings, [10_000], { count: 19_999, fillRecords: 0, recording: 'a.csv' })).toThrow(
      /^a\.csv: at 10,000 records\/s a unit would have 20,000 records, and the recording has 19,999\n.*--loop/,
    );
  });
});

describe('a rate is hopeless for a configuration', () => {
  const point = { configuration: continuous, ratePerSecond: 4000 };
  const failed = (rate: number): Unit => unitOf(continuous, rate, 900, growing);

  test('also by units in which other figures are excluded', () => {
    const exclusions: Unit['exclusions'] = [{ reason: 'a pause', figures: ['p999', 'busy'] }];
    expect(isHopeless(point, [{ ...failed(2000), exclusions }, failed(2000)])).toBe(true);
  });

  test('whose units failed clearly, two of them at one lower rate or at two', () => {
    expect(isHopeless(point, [failed(2000), failed(2000)])).toBe(true);
    expect(isHopeless(point, [failed(2000), failed(3000), unitOf(continuous, 1000, 5)])).toBe(true);
  });

  test.each<[string, Unit[]]>([
    ['with one unit alone', [failed(2000)]],
    ['where a unit of the same rate kept up', [failed(2000), failed(2000), unitOf(continuous, 2000, 5)]],
    [
      'with units that failed narrowly',
      [0, 1].map(() => unitOf(continuous, 2000, 900, { keepsUp: 'no', backlog: { max: 50, slopeShare: 0.02 } })),
    ],
    ['with excluded units', [0, 1].map(() => unitOf(continuous, 2000, 900, { ...growing, ...excluded('a pause') }))],
    [
      'with units of another mode or engine',
      [0, 1].map((place) => unitOf([fakeQuick, { ...continuous, mode: 'other' }][place], 2000, 900, growing)),
    ],
    ['with units of another configuration', [0, 1].map(() => unitOf(microBatch(0), 2000, 900, growing))],
    ['with units at the rate itself or above', [failed(4000), failed(5000)]],
    ['without units', []],
  ])('but not %s', (_, units) => {
    expect(isHopeless(point, units)).toBe(false);
  });
});
