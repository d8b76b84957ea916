import { describe, expect, test } from 'vitest';
import type { SweepSettings } from '../../experiments/sweep/sweep-settings.ts';
import { configurationName } from '../../results/configuration.ts';
import { fraud } from '../../workloads/fraud.ts';
import { parseObjective } from '../options/objective-option.ts';
import type { SweepOptions } from './options.ts';
import { sweepSettings } from './settings.ts';

const defaults: SweepOptions = {
  executor: ['continuous', 'micro-batch'],
  load: 'constant',
  repeat: 3,
  sink: 'sqlite',
  sync: 'normal',
  wait: 'spin',
  seed: 1,
  save: true,
};

function settingsOf(options: Partial<SweepOptions>): SweepSettings {
  return sweepSettings(fraud, 'fraud', { ...defaults, ...options }, 'stream-bench sweep fraud');
}

function namesOf(options: Partial<SweepOptions>): string[] {
  return settingsOf(options).configurations.map(configurationName);
}

describe('what the options leave open', () => {
  test('is filled in', () => {
    expect(settingsOf({})).toMatchObject({
      rates: null,
      objective: null,
      askedRate: null,
      durationMs: 1100,
      isDurationGiven: false,
      warmUpMs: 500,
      repetitions: 3,
      ratePerSecond: null,
      load: 'constant',
    });
  });

  test('are the classic pair and the third way: continuous with its commits in epochs', () => {
    expect(namesOf({})).toEqual([
      'continuous',
      'continuous epoch:100ms',
      'micro-batch 0 ms',
      'micro-batch 10 ms',
      'micro-batch 100 ms',
    ]);
    expect(namesOf({ executor: ['micro-batch'], interval: [5] })).toEqual(['micro-batch 5 ms']);
  });

  test('takes as long as the longest interval or epoch needs', () => {
    expect(settingsOf({ interval: [500] }).durationMs).toBe(5500);
    expect(settingsOf({ executor: ['continuous'], commit: ['epoch:1000ms'] }).durationMs).toBe(11_000);
  });
});

test('commits that are asked for are crossed with every executor', () => {
  expect(namesOf({ interval: [10], commit: ['invocation', 'epoch:50ms'] })).toEqual([
    'continuous',
    'continuous epoch:50ms',
    'micro-batch 10 ms',
    'micro-batch 10 ms epoch:50ms',
  ]);
});

test('rates are put in order', () => {
  expect(settingsOf({ rates: [20_000, 5000] }).rates).toEqual([5000, 20_000]);
});

test('an objective may have a rate at which it is to be held', () => {
  expect(settingsOf({ objective: parseObjective('p99=50ms'), rate: 30_000 })).toMatchObject({
    objective: { percentile: 'p99', limitMicros: 50_000 },
    askedRate: 30_000,
  });
});

test.each<[string, Partial<SweepOptions>, string]>([
  ['a rate without an objective', { rate: 5000 }, '--rate says where an objective is to be held, and there is none'],
  ['rates beyond memory', { rates: [5000, 100e6] }, 'at 100,000,000 records/s a unit would have 160,000,000 records'],
  [
    'a rate of an objective beyond memory',
    { objective: parseObjective('p99=50ms'), rate: 100e6 },
    'at 100,000,000 records/s a unit would have 160,000,000 records',
  ],
  [
    'an interval longer than the run',
    { interval: [5000], duration: 1000 },
    'the interval of 5000 ms is longer than the run of 1000 ms',
  ],
  [
    'an interval without micro-batch',
    { interval: [5], executor: ['continuous'] },
    '--interval is only for micro-batch',
  ],
  ['a sync without sqlite', { sync: 'full', sink: 'none' }, '--sync is only for the sqlite sink'],
])('%s is refused', (_, options, message) => {
  expect(() => settingsOf(options)).toThrow(message);
});
