import { describe, expect, test } from 'vitest';
import type { Workload } from '../../workloads/workload.ts';
import { fraud } from '../../workloads/fraud.ts';
import { parseLoad } from '../options/load-option.ts';
import type { RunOptions } from './options.ts';
import { runSettings } from './settings.ts';
import type { RunSettings } from '../../experiments/settings.ts';

const defaults: RunOptions = {
  executor: ['continuous', 'micro-batch'],
  commit: ['invocation'],
  repeat: 3,
  sink: 'sqlite',
  sync: 'normal',
  wait: 'spin',
  seed: 1,
  save: true,
};

const poisson = parseLoad('poisson');
const burst = parseLoad('burst:rate=1k,peak=9k,on=100ms,every=800ms');

const recorded: Workload = {
  ...fraud,
  source: {
    ...fraud.source,
    name: 'recorded.parquet',
    timeScale: null,
    load: async () => Promise.reject(new Error('nothing is read before the run')),
  },
};

function settingsOf(options: Partial<RunOptions>, workload: Workload = fraud): RunSettings {
  return runSettings(workload, 'fraud', { ...defaults, ...options }, 'stream-bench run fraud');
}

describe('what the options leave open', () => {
  test('is filled in for generated records', () => {
    expect(settingsOf({})).toEqual({
      command: 'stream-bench run fraud',
      workload: 'fraud',
      replay: null,
      configurations: [
        { executor: 'continuous', intervalMs: null, commit: 'invocation' },
        { executor: 'micro-batch', intervalMs: 0, commit: 'invocation' },
        { executor: 'micro-batch', intervalMs: 10, commit: 'invocation' },
        { executor: 'micro-batch', intervalMs: 100, commit: 'invocation' },
      ],
      load: 'constant',
      loadParameters: {},
      ratePerSecond: 10_000,
      speed: null,
      durationMs: 1100,
      warmUpMs: 500,
      repetitions: 3,
      sink: 'sqlite',
      sync: 'normal',
      wait: 'spin',
      seed: 1,
      records: {},
    });
  });

  test('is, for recorded data, all records at once', () => {
    expect(settingsOf({}, recorded)).toMatchObject({
      load: 'saturate',
      ratePerSecond: null,
      durationMs: null,
      warmUpMs: 500,
    });
  });

  test('is, for recorded data at a rate, all records that there are', () => {
    expect(settingsOf({ rate: 500 }, recorded)).toMatchObject({
      load: 'constant',
      ratePerSecond: 500,
      durationMs: null,
    });
  });

  test('makes a run long enough for 11 of its longest intervals, after a warm-up of two', () => {
    expect(settingsOf({ interval: [10, 1000] })).toMatchObject({ durationMs: 11_000, warmUpMs: 2000 });
    expect(settingsOf({ interval: [100] }).durationMs).toBe(1100);
    expect(settingsOf({ interval: [105] }).durationMs).toBe(1155);
  });

  test('makes a run of whole periods, where the load has some', () => {
    expect(settingsOf({ load: burst }).durationMs).toBe(1600);
    expect(settingsOf({ load: parseLoad('wave:rate=1k,peak=2k,every=5s') }).durationMs).toBe(10_000);
    expect(settingsOf({ load: parseLoad('step:rate=1k,to=2k,at=700ms') }).durationMs).toBe(1400);
    expect(settingsOf({ load: burst, duration: 1000 }).durationMs).toBe(1000);
  });
});

describe('commit policies', () => {
  test('are crossed with every executor', () => {
    const { configurations } = settingsOf({ commit: ['invocation', 'epoch:50ms'], interval: [0, 10] });
    expect(configurations.map(({ executor, intervalMs, commit }) => `${executor} ${intervalMs} ${commit}`)).toEqual([
      'continuous null invocation',
      'continuous null epoch:50ms',
      'micro-batch 0 invocation',
      'micro-batch 0 epoch:50ms',
      'micro-batch 10 invocation',
      'micro-batch 10 epoch:50ms',
    ]);
  });

  test('make a run long enough for 12 of the longest epochs, after a warm-up of two', () => {
    expect(settingsOf({ commit: ['epoch:1000ms'] })).toMatchObject({ durationMs: 11_000, warmUpMs: 2000 });
    expect(settingsOf({ commit: ['epoch:50ms'] })).toMatchObject({ durationMs: 1100, warmUpMs: 500 });
  });

  test('with an epoch longer than the run are refused', () => {
    expect(() => settingsOf({ commit: ['invocation', 'epoch:1000ms'], duration: 500 })).toThrow(
      'the epoch of 1000 ms is longer than the run of 500 ms\nRaise --duration to 11 epochs, or shorten the epoch in --commit.',
    );
  });
});

test('takes what the options say', () => {
  const options = {
    rate: 200,
    load: poisson,
    duration: 3000,
    repeat: 6,
    sink: 'sqlite',
    sync: 'full',
    wait: 'park',
    seed: 9,
  } as const;
  expect(settingsOf(options)).toMatchObject({
    ratePerSecond: 200,
    load: 'poisson',
    durationMs: 3000,
    repetitions: 6,
    sink: 'sqlite',
    sync: 'full',
    wait: 'park',
    seed: 9,
  });
});

describe('a load with parameters', () => {
  test('says its rates itself', () => {
    const loadParameters = { ratePerSecond: 1000, peakPerSecond: 9000, onMs: 100, everyMs: 800 };
    expect(settingsOf({ load: burst })).toMatchObject({
      load: 'burst',
      loadParameters,
      ratePerSecond: null,
      speed: null,
    });
    expect(settingsOf({ load: burst }, recorded)).toMatchObject({
      load: 'burst',
      loadParameters,
      ratePerSecond: null,
      durationMs: null,
    });
  });

  test('of one rate is the same as with --rate', () => {
    expect(settingsOf({ load: parseLoad('poisson:rate=5k') })).toEqual(settingsOf({ load: poisson, rate: 5000 }));
    expect(settingsOf({ load: parseLoad('constant') })).toEqual(settingsOf({}));
  });

  test('of recorded data is the same as with --rate max or --speed', () => {
    expect(settingsOf({ load: parseLoad('saturate') }, recorded)).toEqual(settingsOf({ rate: Infinity }, recorded));
    expect(settingsOf({ load: parseLoad('replay:speed=60x') }, recorded)).toEqual(settingsOf({ speed: 60 }, recorded));
    expect(settingsOf({ load: parseLoad('replay'), speed: 60 }, recorded)).toEqual(settingsOf({ speed: 60 }, recorded));
    expect(settingsOf({ load: parseLoad('replay') }, recorded)).toMatchObject({ load: 'replay', speed: 1 });
  });

  test.each<[string, Partial<RunOptions>, string]>([
    [
      'burst:rate=1k,peak=9k,on=1s,every=8s',
      { rate: 5 },
      '--rate has no meaning beside --load burst, which says its rates itself',
    ],
    [
      'burst:rate=1k,peak=9k,on=1s,every=8s',
      { speed: 5 },
      '--speed has no meaning beside --load burst, which says its rates itself',
    ],
    ['poisson:rate=1k', { rate: 2000 }, '--load poisson and --rate contradict each other'],
    ['poisson:rate=0', {}, '--load: a rate of 0 has no records'],
    ['saturate', { rate: 2000 }, '--load saturate and --rate contradict each other'],
    ['saturate', { duration: 1000 }, '--duration has no meaning when all records come at once'],
    ['replay:speed=2', { speed: 3 }, '--load replay and --speed contradict each other'],
    ['replay', { rate: 2000 }, '--load replay and --rate contradict each other'],
  ])('%s contradicts %j', (load, options, message) => {
    expect(() => settingsOf({ load: parseLoad(load), ...options }, recorded)).toThrow(message);
  });

  test.each([
    ['saturate', '--rate max'],
    ['replay', '--load replay'],
  ])('%s needs recorded data', (load, option) => {
    expect(() => settingsOf({ load: parseLoad(load) })).toThrow(
      `${option} needs recorded data: this workload makes records without end`,
    );
  });
});

test('shapes generated records as the options say, and leaves the rest to the workload', () => {
  expect(settingsOf({ keys: 50, skew: 0 }).records).toEqual({ keys: 50, skew: 0 });
  expect(settingsOf({ disorder: 200, late: 0.01 }).records).toEqual({ disorderMs: 200, lateShare: 0.01 });
});

test('compares the executors named, with the intervals named', () => {
  expect(settingsOf({ executor: ['continuous'] }).configurations).toEqual([
    { executor: 'continuous', intervalMs: null, commit: 'invocation' },
  ]);
  expect(settingsOf({ executor: ['micro-batch'], interval: [5, 0] }).configurations).toEqual([
    { executor: 'micro-batch', intervalMs: 5, commit: 'invocation' },
    { executor: 'micro-batch', intervalMs: 0, commit: 'invocation' },
  ]);
});

describe('refuses', () => {
  test.each<[string, Partial<RunOptions>, string]>([
    [
      'an interval without micro-batch',
      { executor: ['continuous'], interval: [10] },
      '--interval is only for micro-batch, which --executor leaves out',
    ],
    ['a run of no time', { duration: 0 }, '--duration must be above 0'],
    [
      'an interval longer than the run',
      { duration: 1000, interval: [10, 5000] },
      'the interval of 5000 ms is longer than the run of 1000 ms\nRaise --duration to 11 intervals, or shorten --interval.',
    ],
    [
      'a default interval longer than the run',
      { duration: 50 },
      'the interval of 100 ms is longer than the run of 50 ms\nRaise --duration to 11 intervals, or shorten --interval.',
    ],
    [
      'all records at once of those without end',
      { rate: Infinity },
      '--rate max needs recorded data: this workload makes records without end\nGive a rate, such as --rate 200k.',
    ],
  ])('%s', (_, options, message) => {
    expect(() => settingsOf(options)).toThrow(expect.objectContaining({ name: 'StreamBenchError', message }));
  });

  test.each<Partial<RunOptions>>([{ keys: 1 }, { skew: 0 }, { disorder: 0 }, { late: 0 }])(
    'another shape of recorded data, %j',
    (options) => {
      expect(() => settingsOf(options, recorded)).toThrow(
        'recorded.parquet: --keys, --skew, --disorder and --late are for generated records',
      );
    },
  );

  test.each<[string, Partial<RunOptions>]>([
    ['--load', { load: poisson }],
    ['--load', { load: poisson, rate: Infinity }],
    ['--duration', { duration: 1000 }],
  ])('%s where all records come at once, %j', (option, options) => {
    expect(() => settingsOf(options, recorded)).toThrow(
      `${option} has no meaning when all records come at once\nGive a --rate, such as --rate 200k, or leave it out.`,
    );
  });
});

test('an interval as long as the run is allowed', () => {
  expect(settingsOf({ duration: 100 }).durationMs).toBe(100);
});
