import { describe, expect, test } from 'vitest';
import { parseCommit } from './commit-option.ts';

test.each([
  ['invocation', 'invocation'],
  ['none', 'none'],
  ['epoch:100ms', 'epoch:100ms'],
  ['epoch:1s', 'epoch:1000ms'],
  ['epoch:1.5 ms', 'epoch:1.5ms'],
  ['epoch:100us', 'epoch:0.1ms'],
])('%s is a commit policy', (text, policy) => {
  expect(parseCommit(text)).toBe(policy);
});

describe('what is none says how to write one', () => {
  test.each([
    ['epoch', 'How long is an epoch? Write epoch:100ms.'],
    ['epoch:', 'How long is an epoch? Write epoch:100ms.'],
    ['epoch:100', 'Which unit? Write 100ms or 100s.'],
    ['epoch:often', 'A duration is a number with a unit, such as 10ms, 1.5s or 2min.'],
    ['epoch:0', 'An epoch takes 0.1 ms or more; for a commit with each invocation write invocation.'],
    ['epoch:99us', 'An epoch takes 0.1 ms or more; for a commit with each invocation write invocation.'],
    ['epcoh:100ms', "There is no commit policy 'epcoh:100ms'. Did you mean 'epoch:100ms'?"],
    ['epoch:1s:2s', "There is no commit policy 'epoch:1s:2s'. Did you mean 'epoch:100ms'?"],
    ['invocations', "There is no commit policy 'invocations'. Did you mean 'invocation'?"],
    ['none:1s', "There is no commit policy 'none:1s'. Did you mean 'none'?"],
    ['always', "There is no commit policy 'always'. Write invocation, epoch:100ms or none."],
    ['', "There is no commit policy ''. Write invocation, epoch:100ms or none."],
  ])('%j', (text, message) => {
    expect(() => parseCommit(text)).toThrow(message);
  });
});
