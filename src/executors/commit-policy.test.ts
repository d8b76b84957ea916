import { expect, test } from 'vitest';
import { epochMs, isTransaction } from './commit-policy.ts';

test('only a policy with epochs or long transactions has a length of them', () => {
  expect(epochMs('epoch:100ms')).toBe(100);
  expect(epochMs('epoch:0.5ms')).toBe(0.5);
  expect(epochMs('invocation')).toBeNull();
  expect(epochMs('none')).toBeNull();
  expect(epochMs('transaction')).toBeNull();
  expect(epochMs('transaction:1000ms')).toBe(1000);
});

test('a transaction is one of either length', () => {
  const policies = ['transaction', 'transaction:1000ms', 'invocation', 'epoch:100ms', 'none'] as const;
  expect(policies.map(isTransaction)).toEqual([true, true, false, false, false]);
});
