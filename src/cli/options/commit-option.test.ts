import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { expectRefusal } from '../refusal.test-program.ts';
import { parseCommit } from './commit-option.ts';

test.each([
  ['invocation', 'invocation'],
  ['none', 'none'],
  ['epoch:100ms', 'epoch:100ms'],
  ['epoch:1s', 'epoch:1000ms'],
  ['epoch:1.5 ms', 'epoch:1.5ms'],
  ['epoch:100us', 'epoch:0.1ms'],
  ['transaction', 'transaction'],
  ['transaction:1s', 'transaction:1000ms'],
])('%s is a commit policy', (text, policy) => {
  expect(parseCommit(text)).toBe(policy);
});

describe('a text that is not a policy is refused, and the error says how to write one', () => {
  test.each([
    ['epoch', ['needs a length', 'epoch:100ms']],
    ['epoch:', ['needs a length', 'epoch:100ms']],
    ['epoch:100', ['100ms', '100s']],
    ['epoch:often', ['duration', '10ms']],
    ['epoch:0', ['0.1 ms or longer', 'write invocation']],
    ['epoch:99us', ['0.1 ms or longer', 'write invocation']],
    ['epcoh:100ms', ["'epcoh:100ms'", "Did you mean 'epoch:100ms'?"]],
    ['epoch:1s:2s', ["'epoch:1s:2s'", "Did you mean 'epoch:100ms'?"]],
    ['invocations', ["'invocations'", "Did you mean 'invocation'?"]],
    ['none:1s', ["'none:1s'", "Did you mean 'none'?"]],
    ['transaction:', ['A transaction needs a length', 'transaction:100ms']],
    ['transaction:0', ['0.1 ms or longer', 'write transaction']],
    ['transactions', ["'transactions'", "Did you mean 'transaction'?"]],
    ['always', ["'always'", 'invocation, epoch:100ms, transaction or none']],
    ['', ["''", 'invocation, epoch:100ms, transaction or none']],
  ])('%j', (text, facts) => {
    expectRefusal(() => parseCommit(text), InvalidArgumentError, facts);
  });
});
