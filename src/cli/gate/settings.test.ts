import { describe, expect, test } from 'vitest';
import { availableEngines } from '../../engines/available.ts';
import { StreamBenchError } from '../../errors.ts';
import { fraud } from '../../workloads/fraud.ts';
import { defaultOptions } from '../options/default-options.test-program.ts';
import { parseObjectiveAtRate } from '../options/objective-option.ts';
import { expectRefusal } from '../refusal.test-program.ts';
import type { GateOptions } from './options.ts';
import { gateSettings, objectivesSettings } from './settings.ts';

const engines = availableEngines({ temporary: '/tmp' });
const defaults: GateOptions = { ...defaultOptions, commit: ['invocation'], maxMinutes: 5 };

function inputOf(options: Partial<GateOptions>) {
  return { workload: 'fraud', options: { ...defaults, ...options }, commandLine: 'stream-bench gate' };
}

/** How long the units of objectives are, with their warm-up. */
function lengthsOf(
  options: Partial<GateOptions>,
  ...objectives: readonly string[]
): [durationMs: number[], warmUp: number] {
  const input = { ...inputOf(options), objectives: objectives.map(parseObjectiveAtRate) };
  const settings = objectivesSettings(fraud, input, engines);
  return [settings.objectives.map(({ durationMs }) => durationMs), settings.warmUpMs];
}

test('what the options leave open is filled in', () => {
  const settings = gateSettings(fraud, inputOf({}), engines);
  expect(settings).toMatchObject({ load: 'constant', ratesPerSecond: null, longestMs: 300_000, warmUpMs: 500 });
  expect(settings.configurations.map(({ intervalMs }) => intervalMs)).toEqual([null, 10]);
});

test('a unit has a hundred records above the percentile, and eleven intervals', () => {
  expect(lengthsOf({}, 'p99=20ms@10k', 'p50=1ms@10k')).toEqual([[1000, 400], 500]);
  expect(lengthsOf({ interval: [100] }, 'p50=1ms@10k')[0]).toEqual([1100]);
});

test('where effects wait for epochs, a unit has eleven of these', () => {
  expect(lengthsOf({ executor: ['continuous'], commit: ['epoch:1000ms'] }, 'p99=4s@20k')[0]).toEqual([11_000]);
});

describe('refuses', () => {
  test('before anything takes time a rate at which one of the configurations would have too many records', () => {
    expectRefusal(
      () => gateSettings(fraud, inputOf({ rate: [200_000], interval: [1000] }), engines),
      StreamBenchError,
      ['at 200,000 records/s a unit would have more than 1,000,000 records', '--rate'],
    );
    expect(gateSettings(fraud, inputOf({ rate: [200_000] }), engines).ratesPerSecond).toEqual([200_000]);
  });

  test('a time that is over before everything was measured once, and tells which is enough', () => {
    const short = { interval: [5000], executor: ['micro-batch'] } as const;
    // Two versions take four units of 10 + 15 s each, and then a round two loads of four copies of 10 + 20 s.
    expectRefusal(() => gateSettings(fraud, inputOf({ ...short, maxMinutes: 7 }), engines), StreamBenchError, [
      '--max-minutes 7: to measure everything once takes 8 minutes or more',
      'Raise it to 28, in which 12 pairs fit',
    ]);
    expect(gateSettings(fraud, inputOf({ ...short, maxMinutes: 8 }), engines).longestMs).toBe(480_000);
    expectRefusal(() => lengthsOf({ ...short, maxMinutes: 1 }, 'p99=20ms@10k'), StreamBenchError, [
      'Raise it to 13, in which 12 units fit',
    ]);
    expect(lengthsOf({ ...short, maxMinutes: 2 }, 'p99=20ms@10k')).toEqual([[55_000], 10_000]);
  });

  test('an objective whose units would be too long, and transactions', () => {
    expectRefusal(() => lengthsOf({}, 'p99=20ms@10'), StreamBenchError, ['a unit would take 1000 s', 'p90']);
    expectRefusal(() => gateSettings(fraud, inputOf({ commit: ['transaction'] }), engines), StreamBenchError, [
      '--commit transaction',
    ]);
  });
});
