import { expect, test } from 'vitest';
import { Throughput } from './throughput.ts';

const second = 1e9;

/** The throughput of commits, each given as the end of its records and its time. */
function perSecond(
  fromNanos: number,
  toNanos: number,
  commits: readonly (readonly [to: number, committedNanos: number])[],
): number | null {
  const throughput = new Throughput(fromNanos, toNanos);
  let from = 0;
  for (const [to, committedNanos] of commits) {
    throughput.observe({ from, to, startNanos: 0, committedNanos });
    from = to;
  }
  return throughput.perSecond();
}

test('counts the records between the last commit before the period and the last one within it', () => {
  const commits = [1, 2, 3, 4, 5].map((time) => [time * 100, time * second] as const);
  expect(perSecond(2.5 * second, 4.5 * second, commits)).toBe(100);
  expect(perSecond(2 * second, 4 * second, commits)).toBe(100);
});

test('does not depend on the phase of the commits in the period', () => {
  const commits = Array.from({ length: 20 }, (_, index) => [(index + 1) * 1000, (index + 1) * second] as const);
  for (const shift of [0, 0.1, 0.5, 0.9])
    expect(perSecond((2 + shift) * second, (15 + shift) * second, commits)).toBe(1000);
});

test('is below the offered rate if commits fall behind', () => {
  // 1000 records arrive per second, and 800 are committed.
  const commits = Array.from({ length: 20 }, (_, index) => [(index + 1) * 80, (index + 1) * 0.1 * second] as const);
  expect(perSecond(0.5 * second, 1.5 * second, commits)).toBe(800);
});

test('is unknown if nothing was committed in the period', () => {
  expect(perSecond(1 * second, 2 * second, [])).toBeNull();
  expect(
    perSecond(1 * second, 2 * second, [
      [10, 0.5 * second],
      [2000, 7 * second],
    ]),
  ).toBeNull();
});

test('counts all commits if all records arrive at once', () => {
  expect(
    perSecond(0, 0, [
      [500, 1 * second],
      [1500, 3 * second],
    ]),
  ).toBe(500);
});
