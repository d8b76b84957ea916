import { describe, expect, test } from 'vitest';
import { configurationKey, configurationName, isSameConfiguration, type Configuration } from './configuration.ts';

const continuous: Configuration = {
  engine: 'local',
  mode: 'continuous',
  executor: 'continuous',
  intervalMs: null,
  commit: 'invocation',
};
const microBatch = (intervalMs: number): Configuration => ({
  ...continuous,
  mode: 'micro-batch',
  executor: 'micro-batch',
  intervalMs,
});

describe('the name', () => {
  test('has the interval, where there is one', () => {
    expect(configurationName(continuous)).toBe('continuous');
    expect(configurationName(microBatch(0))).toBe('micro-batch 0 ms');
    expect(configurationName(microBatch(12.5))).toBe('micro-batch 12.5 ms');
  });

  test('has a commit that is not with each invocation', () => {
    expect(configurationName({ ...continuous, commit: 'epoch:100ms' })).toBe('continuous epoch:100ms');
    expect(configurationName({ ...microBatch(10), commit: 'none' })).toBe('micro-batch 10 ms no commit');
  });

  test('has a parallelism above one', () => {
    expect(configurationName({ ...microBatch(10), engine: 'node', parallelism: 2 })).toBe('node micro-batch 10 ms ×2');
  });

  test('has an engine that is not the local one, and how that calls its mode', () => {
    expect(configurationName({ ...continuous, engine: 'spark', mode: 'real-time' })).toBe('spark real-time');
    expect(configurationName({ ...microBatch(500), engine: 'flink', mode: 'mini-batch' })).toBe(
      'flink mini-batch 500 ms',
    );
  });
});

describe('the key', () => {
  test('tells configurations apart by each of their members', () => {
    const others: Configuration[] = [
      { ...continuous, engine: 'spark' },
      { ...continuous, mode: 'real-time' },
      { ...continuous, executor: 'micro-batch' },
      { ...continuous, intervalMs: 0 },
      { ...continuous, commit: 'none' },
      { ...continuous, parallelism: 2 },
    ];
    expect(new Set([continuous, ...others].map(configurationKey)).size).toBe(7);
    for (const other of others) expect(isSameConfiguration(continuous, other)).toBe(false);
  });

  test('does not depend on what else an object holds, nor on the order of members', () => {
    const { commit, ...rest } = continuous;
    const reordered = { repetition: 3, commit, ...rest };
    expect(isSameConfiguration(continuous, reordered)).toBe(true);
  });
});
