import { expect, test } from 'vitest';
import { DueTimes } from './due-times.ts';

test('an arrival is due with the first invocation since it, over any number of them', () => {
  const times = new DueTimes();
  // Each starts 3 ns late.
  for (let invocation = 0; invocation < 20_000; invocation++) times.add(10 * invocation + 3, 10 * invocation);
  for (const invocation of [1, 8191, 8192, 8193, 16_384, 19_999]) {
    expect(times.since(10 * invocation - 6)).toBe(10 * invocation);
    // It arrived between the trigger and the start.
    expect(times.since(10 * invocation + 2)).toBe(10 * invocation + 2);
  }
});
