import { expect, test } from 'vitest';
import { ReadLateness } from './read-lateness.ts';

const ms = 1_000_000n;

/** What each reading may be late by in milliseconds, of one between each two of these times and after the last. */
function lateMs(timesMs: readonly number[]): number[] {
  const lateness = new ReadLateness();
  const looks = timesMs.map((time) => {
    lateness.observe(BigInt(time) * ms);
    return lateness.look;
  });
  // The look that ends the last reading.
  lateness.observe(BigInt(timesMs.at(-1)! + 1) * ms);
  return looks.map((look) => lateness.at(look) / 1e6);
}

test('a process that has time reads nothing late, and a timer is up to a millisecond late by itself', () => {
  expect(lateMs([0, 1, 2, 4, 5])).toEqual([0, 0, 0, 0, 0]);
});

test('what is read before or after a stop of 500 ms may be late by that, whichever comes first', () => {
  expect(lateMs([0, 1, 501, 502])).toEqual([0, 498, 498, 0]);
});
