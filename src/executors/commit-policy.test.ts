import { expect, test } from 'vitest';
import { epochMs } from './commit-policy.ts';

test('only a policy with epochs has a length of epochs', () => {
  expect(epochMs('epoch:100ms')).toBe(100);
  expect(epochMs('epoch:0.5ms')).toBe(0.5);
  expect(epochMs('invocation')).toBeNull();
  expect(epochMs('none')).toBeNull();
});
