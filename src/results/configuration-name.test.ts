import { expect, test } from 'vitest';
import { configurationName } from './configuration-name.ts';

test('names an executor with its interval, where it has one', () => {
  expect(configurationName({ executor: 'continuous', intervalMs: null, commit: 'invocation' })).toBe('continuous');
  expect(configurationName({ executor: 'micro-batch', intervalMs: 0, commit: 'invocation' })).toBe('micro-batch 0 ms');
  expect(configurationName({ executor: 'micro-batch', intervalMs: 12.5, commit: 'invocation' })).toBe('micro-batch 12.5 ms');
});

test('a commit that is not with each invocation belongs to the name', () => {
  expect(configurationName({ executor: 'continuous', intervalMs: null, commit: 'epoch:100ms' })).toBe('continuous epoch:100ms');
  expect(configurationName({ executor: 'micro-batch', intervalMs: 10, commit: 'none' })).toBe('micro-batch 10 ms no commit');
});
