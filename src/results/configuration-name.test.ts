import { expect, test } from 'vitest';
import { configurationName } from './configuration-name.ts';

test('names an executor with its interval, where it has one', () => {
  expect(configurationName({ executor: 'continuous', intervalMs: null })).toBe('continuous');
  expect(configurationName({ executor: 'micro-batch', intervalMs: 0 })).toBe('micro-batch 0 ms');
  expect(configurationName({ executor: 'micro-batch', intervalMs: 12.5 })).toBe('micro-batch 12.5 ms');
});
