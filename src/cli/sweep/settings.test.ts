import { describe, expect, test } from 'vitest';
import { availableEngines } from '../../engines/available.ts';
import { StreamBenchError } from '../../errors.ts';
import type { SweepSettings } from '../../experiments/sweep/sweep-settings.ts';
import { configurationName } from '../../results/configuration.ts';
import { fraud } from '../../workloads/fraud.ts';
import { parseObjective } from '../options/objective-option.ts';
import { defaultOptions } from '../options/default-options.test-program.ts';
import { expectRefusal } from '../refusal.test-program.ts';
import type { SweepOptions } from './options.ts';
import { sweepSettings } from './settings.ts';

const defaults: SweepOptions = { ...defaultOptions, load: 'constant', repeat: 3 };

function settingsOf(options: Partial<SweepOptions>): SweepSettings {
  const input = { workload: 'fraud', options: { ...defaults, ...options }, commandLine: 'stream-bench sweep fraud' };
  return sweepSettings(fraud, input, availableEngines({ temporary: '/tmp' }));
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

  test('are both executors, and continuous with its commits in epochs', () => {
    expect(namesOf({})).toEqual([
      'continuous',
      'continuous epoch:100ms',
      'micro-batch 0 ms',
      'micro-batch 10 ms',
      'micro-batch 100 ms',
    ]);
    expect(namesOf({ executor: ['micro-batch'], interval: [5] })).toEqual(['micro-batch 5 ms']);
  });

  test('makes a unit as long as its engine needs', () => {
    expect(settingsOf({ engine: [{ engine: 'node' }] }).durationMs).toBe(2000);
  });

  test('makes a unit long enough for the longest interval or epoch', () => {
    expect(settingsOf({ interval: [500] }).durationMs).toBe(5500);
    expect(settingsOf({ executor: ['continuous'], commit: ['epoch:1000ms'] }).durationMs).toBe(11_000);
  });
});

test('given commit policies are crossed with every executor', () => {
  expect(namesOf({ interval: [10], commit: ['invocation', 'epoch:50ms'] })).toEqual([
    'continuous',
    'continuous epoch:50ms',
    'micro-batch 10 ms',
    'micro-batch 10 ms epoch:50ms',
  ]);
});

test('rates are sorted', () => {
  expect(settingsOf({ rates: [20_000, 5000] }).rates).toEqual([5000, 20_000]);
});

test('an objective may have a rate at which it is to hold', () => {
  expect(settingsOf({ objective: parseObjective('p99=50ms'), rate: 30_000 })).toMatchObject({
    objective: { percentile: 'p99', limitMicros: 50_000 },
    askedRate: 30_000,
  });
});

test.each<[string, Partial<SweepOptions>, string[]]>([
  ['a rate without an objective', { rate: 5000 }, ['--rate', 'no --objective', '--rates']],
  ['rates beyond memory', { rates: [5000, 100e6] }, ['100,000,000 records/s', '160,000,000 records']],
  [
    'a rate of an objective beyond memory',
    { objective: parseObjective('p99=50ms'), rate: 100e6 },
    ['100,000,000 records/s', '160,000,000 records'],
  ],
  [
    'an interval longer than the measured period',
    { interval: [5000], duration: 1000 },
    ['interval of 5000 ms', '1000 ms'],
  ],
  ['an interval without micro-batch', { interval: [5], executor: ['continuous'] }, ['--interval', 'micro-batch']],
  ['a sync without sqlite', { sync: 'full', sink: 'none' }, ['--sync', 'sqlite']],
])('%s is refused', (_, options, facts) => {
  expectRefusal(() => settingsOf(options), StreamBenchError, facts);
});
