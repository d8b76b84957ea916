import { describe, expect, test } from 'vitest';
import { availableEngines } from '../../engines/available.ts';
import { StreamBenchError } from '../../errors.ts';
import type { Workload } from '../../workloads/workload.ts';
import { fraud } from '../../workloads/fraud.ts';
import { fraudCounts, fraudScreen } from '../../workloads/parts/fraud.ts';
import { ysb } from '../../workloads/ysb.ts';
import { leftOut } from '../options/configurations.ts';
import { defaultOptions } from '../options/default-options.test-program.ts';
import { parseLoad } from '../options/load-option.ts';
import { expectRefusal } from '../refusal.test-program.ts';
import type { RunOptions } from './options.ts';
import { runSettings } from './settings.ts';
import type { RunSettings } from '../../experiments/run/run.ts';
import { configurationName } from '../../results/configuration.ts';

const defaults: RunOptions = { ...defaultOptions, commit: ['invocation'], repeat: 3 };

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

const local = (executor: string) => ({ engine: 'local', mode: executor, executor, commit: 'invocation' });

function settingsOf(options: Partial<RunOptions>, workload: Workload = fraud): RunSettings {
  const input = { workload: 'fraud', options: { ...defaults, ...options }, commandLine: 'stream-bench run fraud' };
  return runSettings(workload, input, availableEngines({ temporary: '/tmp' }));
}

function expectRefused(options: Partial<RunOptions>, facts: readonly string[], workload: Workload = fraud): void {
  expectRefusal(() => settingsOf(options, workload), StreamBenchError, facts);
}

describe('what the options leave open', () => {
  test('is filled in for generated records', () => {
    expect(settingsOf({})).toEqual({
      command: 'stream-bench run fraud',
      workload: 'fraud',
      replay: null,
      loop: false,
      configurations: [
        { ...local('continuous'), intervalMs: null },
        { ...local('micro-batch'), intervalMs: 0 },
        { ...local('micro-batch'), intervalMs: 10 },
        { ...local('micro-batch'), intervalMs: 100 },
      ],
      load: 'constant',
      loadParameters: {},
      ratePerSecond: 10_000,
      speed: null,
      durationMs: 1100,
      warmUpMs: 500,
      repetitions: 3,
      precision: null,
      sink: 'sqlite',
      sync: 'normal',
      wait: 'spin',
      payload: 'columns',
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

  test('is, for recorded data at a rate, all records', () => {
    expect(settingsOf({ rate: 500 }, recorded)).toMatchObject({
      load: 'constant',
      ratePerSecond: 500,
      durationMs: null,
    });
  });

  test('makes a unit long enough for 11 of its longest intervals, after a warm-up of two', () => {
    expect(settingsOf({ interval: [10, 1000] })).toMatchObject({ durationMs: 11_000, warmUpMs: 2000 });
    expect(settingsOf({ interval: [100] }).durationMs).toBe(1100);
    expect(settingsOf({ interval: [105] }).durationMs).toBe(1155);
  });

  test('makes a unit of whole periods, where the load repeats', () => {
    expect(settingsOf({ load: burst }).durationMs).toBe(1600);
    expect(settingsOf({ load: parseLoad('wave:rate=1k,peak=2k,every=5s') }).durationMs).toBe(10_000);
    expect(settingsOf({ load: parseLoad('step:rate=1k,to=2k,at=700ms') }).durationMs).toBe(1400);
    expect(settingsOf({ load: burst, duration: 1000 }).durationMs).toBe(1000);
  });
});

describe('micro-batches without a fixed interval', () => {
  const named = (options: Partial<RunOptions>): string[] => settingsOf(options).configurations.map(configurationName);

  test('are measured where they are asked for', () => {
    expect(named({ executor: ['adaptive', 'deadline'] })).toEqual(['adaptive', 'deadline 10 ms', 'deadline 100 ms']);
    expect(named({ executor: ['micro-batch', 'deadline'], interval: [0], deadline: [5, 20] })).toEqual([
      'micro-batch 0 ms',
      'deadline 5 ms',
      'deadline 20 ms',
    ]);
    const [first] = settingsOf({ executor: ['deadline'], deadline: [5] }).configurations;
    expect(first).toEqual({ ...local('deadline'), executor: 'micro-batch', intervalMs: null, deadlineMs: 5 });
  });

  test('make a unit long enough for 11 of the longest deadlines, after a warm-up of two', () => {
    const options: Partial<RunOptions> = { executor: ['deadline'], deadline: [5, 1000] };
    expect(settingsOf(options)).toMatchObject({ durationMs: 11_000, warmUpMs: 2000 });
    expectRefused({ ...options, duration: 500 }, ['deadline of 1000 ms', '500 ms', '--duration to 11 deadlines']);
  });

  test('are those of the local engine: others leave them out', () => {
    expect(named({ engine: [{ engine: 'local' }, { engine: 'node' }], executor: ['continuous', 'adaptive'] })).toEqual([
      'continuous',
      'adaptive',
      'node continuous',
    ]);
    expectRefused({ engine: [{ engine: 'node' }], executor: ['adaptive'] }, [
      'adaptive',
      'only be measured with the local',
    ]);
  });

  test.each<[Partial<RunOptions>, string]>([
    [{ deadline: [5] }, '--deadline is only for deadline'],
    [{ executor: ['deadline'], interval: [5] }, '--interval is only for micro-batch'],
  ])('%j is refused', (options, fact) => {
    expectRefused(options, [fact, '--executor continuous,']);
  });

  test('is refused with what helps where the engine decides', () => {
    expectRefused({ engine: [{ engine: 'node' }], deadline: [5] }, ['--deadline is only', 'add --engine local']);
    const engine = [{ engine: 'node', modes: ['continuous'] }] as const;
    expectRefused({ engine, interval: [5] }, ['--interval is only', 'Name a mode']);
  });
});

describe('a parallelism', () => {
  const inTwo: Partial<RunOptions> = { executor: ['continuous'], parallelism: [1, 2] };

  test('is one of threads in the local engine', () => {
    const named = settingsOf(inTwo, fraudCounts).configurations.map(configurationName);
    expect(named).toEqual(['continuous', 'continuous ×2']);
  });

  test('is refused where records cannot be divided by a column, and then left out', () => {
    const engines = availableEngines({ temporary: '/tmp' });
    const [, two] = settingsOf(inTwo, fraudCounts).configurations;
    expect(engines.refusalOf(two, ysb)).toMatch(/its groups are not those of a column of the source/);
    expect(settingsOf(inTwo, ysb).configurations.map(configurationName)).toEqual(['continuous']);
  });
});

describe('a precision', () => {
  const precision = { metric: 'p99Micros', share: 0.05 };

  test('is reached within ten minutes, or those that are given', () => {
    expect(settingsOf({}).precision).toBeNull();
    expect(settingsOf({ precision }).precision).toEqual({ ...precision, longestMs: 600_000 });
    expect(settingsOf({ precision, maxMinutes: 2 }).precision).toEqual({ ...precision, longestMs: 120_000 });
  });

  test('is what a time is for', () => {
    expectRefused({ maxMinutes: 2 }, ['--max-minutes', '--precision p99=5%']);
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

  test('make a unit long enough for 11 of the longest epochs, after a warm-up of two', () => {
    expect(settingsOf({ commit: ['epoch:1000ms'] })).toMatchObject({ durationMs: 11_000, warmUpMs: 2000 });
    expect(settingsOf({ commit: ['epoch:50ms'] })).toMatchObject({ durationMs: 1100, warmUpMs: 500 });
  });

  test('with an epoch longer than the measured period are refused', () => {
    const facts = ['epoch of 1000 ms', '500 ms', '--duration to 11 epochs', '--commit'];
    expectRefused({ commit: ['invocation', 'epoch:1000ms'], duration: 500 }, facts);
  });
});

test('takes the values of the options', () => {
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
  test('sets the rates itself', () => {
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

  test.each<[string, Partial<RunOptions>, string[]]>([
    ['burst:rate=1k,peak=9k,on=1s,every=8s', { rate: 5 }, ['--load burst', '--rate has no meaning']],
    ['burst:rate=1k,peak=9k,on=1s,every=8s', { speed: 5 }, ['--load burst', '--speed has no meaning']],
    ['poisson:rate=1k', { rate: 2000 }, ['--load poisson and --rate contradict']],
    ['poisson:rate=0', {}, ['--load', 'rate of 0']],
    ['saturate', { rate: 2000 }, ['--load saturate and --rate contradict']],
    ['saturate', { duration: 1000 }, ['--duration has no meaning', 'all records arrive at once']],
    ['replay:speed=2', { speed: 3 }, ['--load replay and --speed contradict']],
    ['replay', { rate: 2000 }, ['--load replay and --rate contradict']],
  ])('%s contradicts %j', (load, options, facts) => {
    expectRefused({ load: parseLoad(load), ...options }, facts, recorded);
  });

  test.each([
    ['saturate', '--load saturate'],
    ['replay', '--load replay'],
  ])('%s needs recorded data', (load, option) => {
    expectRefused({ load: parseLoad(load) }, [`${option} needs recorded data`]);
  });
});

test('distributes generated records as the options say, and leaves the rest to the workload', () => {
  expect(settingsOf({ keys: 50, skew: 0 }).records).toEqual({ keys: 50, skew: 0 });
  expect(settingsOf({ disorder: 200, late: 0.01 }).records).toEqual({ disorderMs: 200, lateShare: 0.01 });
});

test('compares the given executors with the given intervals, the simplest first', () => {
  expect(settingsOf({ executor: ['continuous'] }).configurations).toEqual([
    { ...local('continuous'), intervalMs: null },
  ]);
  expect(settingsOf({ executor: ['micro-batch'], interval: [5, 0] }).configurations).toEqual([
    { ...local('micro-batch'), intervalMs: 0 },
    { ...local('micro-batch'), intervalMs: 5 },
  ]);
  expect(settingsOf({ executor: ['micro-batch', 'continuous'], interval: [5] }).configurations).toEqual([
    { ...local('continuous'), intervalMs: null },
    { ...local('micro-batch'), intervalMs: 5 },
  ]);
});

describe('refuses', () => {
  test.each<[string, Partial<RunOptions>, string[]]>([
    [
      'an interval without micro-batch',
      { executor: ['continuous'], interval: [10] },
      ['--interval', 'micro-batch', '--executor'],
    ],
    ['a measured period of no time', { duration: 0 }, ['--duration must be above 0']],
    [
      'an interval longer than the measured period',
      { duration: 1000, interval: [10, 5000] },
      ['interval of 5000 ms', '1000 ms', '--duration to 11 intervals', '--interval'],
    ],
    [
      'a default interval longer than the measured period',
      { duration: 50 },
      ['interval of 100 ms', '50 ms', '--duration to 11 intervals', '--interval'],
    ],
    [
      'an engine of which no configuration is left',
      { engine: [{ engine: 'local' }, { engine: 'flink', modes: ['mini-batch'] }], interval: [0] },
      ['no configuration is left', 'mini-batches of Flink, need an interval above 0'],
    ],
    [
      'commits that no engine has a choice of',
      { engine: [{ engine: 'flink', modes: ['streaming'] }], commit: ['epoch:100ms'] },
      ['--commit epoch:100ms is for other engines than flink'],
    ],
    [
      'a deadline of modes that have none',
      { engine: [{ engine: 'local', modes: ['continuous'] }], deadline: [10] },
      ['--deadline is only', '--engine local=deadline'],
    ],
    [
      'all records at once if they have no end',
      { rate: Infinity },
      ['--rate max needs recorded data', 'Give a rate, such as --rate 200k.'],
    ],
  ])('%s', (_, options, facts) => {
    expectRefused(options, facts);
  });

  test.each<Partial<RunOptions>>([{ keys: 1 }, { skew: 0 }, { disorder: 0 }, { late: 0 }])(
    'another shape of recorded data, %j',
    (options) => {
      expectRefused(options, ['recorded.parquet', '--keys, --skew, --disorder and --late', 'generated'], recorded);
    },
  );

  test.each<[string, Partial<RunOptions>]>([
    ['--load', { load: poisson }],
    ['--load', { load: poisson, rate: Infinity }],
    ['--duration', { duration: 1000 }],
  ])('%s where all records arrive at once, %j', (option, options) => {
    expectRefused(options, [`${option} has no meaning`, 'all records arrive at once', '--rate 200k'], recorded);
  });
});

test('an interval as long as the measured period is allowed', () => {
  expect(settingsOf({ duration: 100 }).durationMs).toBe(100);
});

describe('a transaction', () => {
  test('is measured of node, beside the other policies of other engines', () => {
    const { configurations } = settingsOf({
      engine: [{ engine: 'local' }, { engine: 'node' }, { engine: 'spark', modes: ['real-time'] }],
      executor: ['continuous'],
      commit: ['invocation', 'transaction:500ms'],
    });
    const names = configurations.map(configurationName);
    expect(names).toEqual([
      'continuous',
      'node continuous',
      'node continuous transaction:500ms',
      'spark real-time epoch:5min',
    ]);
  });

  test('makes a unit last for several of them', () => {
    const options: Partial<RunOptions> = {
      engine: [{ engine: 'node' }],
      executor: ['continuous'],
      commit: ['transaction:1000ms'],
    };
    expect(settingsOf(options).durationMs).toBe(11_000);
    expect(settingsOf({ ...options, commit: ['epoch:1000ms'] }).durationMs).toBeLessThan(11_000);
  });

  test.each([['local'], ['spark'], ['flink']] as const)('is refused of %s', (engine) => {
    const facts = [`not for ${engine}`, '--commit invocation,transaction'];
    expectRefused({ engine: [{ engine }], commit: ['transaction'] }, facts);
  });

  test('does not leave out an engine that is named', () => {
    expectRefused({ engine: [{ engine: 'local' }, { engine: 'node' }], commit: ['transaction'] }, ['not for local']);
  });
});

describe('modes that cannot run the pipeline', () => {
  const modesOf = (options: Partial<RunOptions>, workload: Workload): string[] =>
    settingsOf(options, workload).configurations.map(({ engine, mode }) => `${engine} ${mode}`);

  test('are left out where nobody has named them', () => {
    const engine = [{ engine: 'spark' }, { engine: 'flink' }] as const;
    expect(modesOf({ engine }, fraudCounts)).not.toContain('spark continuous');
    expect(modesOf({ engine }, fraudScreen)).toContain('spark continuous');
    expect(modesOf({ engine }, fraudScreen)).not.toContain('flink mini-batch');
  });

  test('stay where they are named, so that they are refused', () => {
    const engine = [{ engine: 'flink', modes: ['mini-batch', 'streaming'] }] as const;
    expect(modesOf({ engine }, fraudScreen)).toEqual(['flink mini-batch', 'flink streaming']);
  });

  test('are told with the reason, once for each mode', () => {
    const options = { ...defaults, engine: [{ engine: 'node' }, { engine: 'flink' }] as const, interval: [100, 500] };
    const engines = availableEngines({ temporary: '/tmp' });
    expect(leftOut(options, (each) => engines.refusalOf(each, fraudScreen))).toEqual([
      expect.stringContaining("flink mini-batch cannot run 'project': mini-batches bundle updates"),
    ]);
  });
});
