import { describe, expect, test } from 'vitest';
import { availableEngines } from '../../engines/available.ts';
import { StreamBenchError } from '../../errors.ts';
import type { CapacitySettings } from '../../experiments/capacity/capacity.ts';
import { fraud } from '../../workloads/fraud.ts';
import { defaultOptions } from '../options/default-options.test-program.ts';
import { parseLoad } from '../options/load-option.ts';
import { parseObjective } from '../options/objective-option.ts';
import { expectRefusal } from '../refusal.test-program.ts';
import type { CapacityOptions } from './options.ts';
import { capacitySettings } from './settings.ts';

const defaults: CapacityOptions = { ...defaultOptions, commit: ['invocation'] };

function settingsOf(options: Partial<CapacityOptions>): CapacitySettings {
  const input = { workload: 'fraud', options: { ...defaults, ...options }, commandLine: 'stream-bench capacity' };
  return capacitySettings(fraud, input, availableEngines({ temporary: '/tmp' }));
}

test('what the options leave open is filled in', () => {
  expect(settingsOf({})).toMatchObject({
    load: 'constant',
    ratePerSecond: null,
    durationMs: 400,
    warmUpMs: 500,
    repetitions: 6,
    objective: null,
    seed: 1,
  });
  expect(settingsOf({}).configurations.map(({ intervalMs }) => intervalMs)).toEqual([null, 0, 10, 100]);
});

test('an objective needs one more unit, and longer intervals need longer units', () => {
  const objective = parseObjective('p99=50ms');
  expect(settingsOf({ objective })).toMatchObject({ objective, repetitions: 7, durationMs: 1100 });
  expect(settingsOf({ objective, units: 12 }).repetitions).toBe(12);
  expect(settingsOf({ interval: [10, 1000] })).toMatchObject({ durationMs: 4_000, warmUpMs: 2000 });
  expect(settingsOf({ executor: ['continuous'], commit: ['epoch:1000ms'] }).durationMs).toBe(4_000);
});

test('takes the values of the options', () => {
  expect(
    settingsOf({ load: parseLoad('poisson'), duration: 3000, units: 9, sync: 'full', wait: 'park', keys: 5 }),
  ).toMatchObject({
    load: 'poisson',
    durationMs: 3000,
    repetitions: 9,
    sync: 'full',
    wait: 'park',
    records: { keys: 5 },
  });
});

describe('refuses', () => {
  test.each<[Partial<CapacityOptions>, string[]]>([
    [{ load: parseLoad('burst:rate=1k,peak=9k,on=1s,every=8s') }, ['--load burst', 'constant or poisson']],
    [{ load: parseLoad('saturate') }, ['--load saturate', 'constant or poisson']],
    [{ load: parseLoad('poisson:rate=5k') }, ['rate', 'Write --load poisson.']],
    [{ duration: 399 }, ['399 ms', '4 intervals of 100 ms', '--duration 400ms']],
    [{ duration: 0 }, ['--duration must be above 0', '--duration 400ms']],
    [{ duration: 3999, commit: ['epoch:1000ms'] }, ['4 epochs of 1000 ms', '--duration 4000ms']],
    [{ target: 100_000 }, ['two values of --parallelism', 'Add --parallelism 1,2']],
    [{ sync: 'full', sink: 'file' }, ['--sync', 'sqlite']],
    [{ executor: ['continuous'], interval: [5] }, ['--interval', 'micro-batch']],
  ])('%j', (options, facts) => {
    expectRefusal(() => settingsOf(options), StreamBenchError, facts);
  });
});
