import { describe, expect, test } from 'vitest';
import { local, specOf } from './example-spec.test-program.ts';
import { conditionsOf, unitSpec } from './unit-spec.ts';

const { configuration, repetition, withReference: _, batchSizes: __, ...conditions } = specOf();

describe('the conditions of an experiment', () => {
  test('are taken from what holds more', () => {
    const settings = { ...conditions, command: 'stream-bench run fraud', configurations: [local()], repetitions: 3 };
    expect(conditionsOf(settings)).toEqual(conditions);
    expect(conditionsOf(specOf())).toEqual(conditions);
  });

  test('keep every member, whatever its value', () => {
    const changed = {
      workload: 'recorded',
      replay: { path: 'trips.csv', eventTime: 'pickup', timeUnit: null, badRecords: 'fail' },
      loop: true,
      load: 'replay',
      loadParameters: { ratePerSecond: 1000 },
      ratePerSecond: null,
      speed: 60,
      durationMs: null,
      warmUpMs: 0,
      sink: 'sqlite',
      sync: 'full',
      wait: 'park',
      payload: 'columns',
      records: { keys: 50 },
      seed: 7,
    } as const;
    expect(Object.keys(changed).sort()).toEqual(Object.keys(conditions).sort());
    expect(conditionsOf(changed)).toEqual(changed);
  });
});

describe('the spec of a unit', () => {
  test('is the conditions, the configuration and the repetition, and asks for no reference', () => {
    expect(unitSpec(conditions, configuration, repetition)).toEqual(specOf());
  });

  test('asks for a reference where it is told to', () => {
    expect(unitSpec(conditions, configuration, 2, true)).toEqual(specOf({ repetition: 2, withReference: true }));
  });

  test('has nothing of the settings but the conditions', () => {
    const settings = { ...conditions, command: 'stream-bench run fraud', repetitions: 3, repetition: 9 };
    const microBatch = local({ executor: 'micro-batch', intervalMs: 5 });
    expect(unitSpec(settings, microBatch, 1)).toEqual(specOf({ configuration: microBatch, repetition: 1 }));
  });

  test('is plain data, so that it can be sent to another process', () => {
    const spec = unitSpec(conditions, configuration, repetition);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });
});
