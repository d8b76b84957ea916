import { expect, test } from 'vitest';
import { isDivided } from './job-members.ts';

test.each<[assigned: readonly (readonly number[])[], divided: boolean]>([
  [[[0]], false],
  [[[0, 1]], false],
  [[[0, 1], []], false],
  // The second member has joined, and the first does not know it yet.
  [[[0, 1], [1]], false],
  [[[0], [0]], false],
  [[[1], [0]], true],
])('members with %j have a partition each: %s', (assigned, divided) => {
  expect(isDivided(assigned, 2)).toBe(divided);
});
