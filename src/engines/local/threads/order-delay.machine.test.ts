import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunDelay } from '../../../measurement/clock/run-delay.ts';
import { longestDelay, OrderDelay } from './order-delay.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-delay-'));
  path = join(folder, 'schedstat');
  takenSoFar(0);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the system tells of the thread: nanoseconds for which it had to wait for a processor. */
function takenSoFar(nanos: number): void {
  writeFileSync(path, `0 ${nanos} 1`);
}

function pass(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

/** An order that is waited for so long, and for which the system has taken so much from the thread in all by then. */
function orderOf(delay: OrderDelay, waitMs: number, nanos: number): void {
  delay.given();
  delay.waiting(1000);
  pass(waitMs);
  takenSoFar(nanos);
  delay.settled(1001);
}

const ownOf = (nanos: number): RunDelay => ({
  take: () => nanos,
  leaveOut() {},
  leaveOutShort() {},
  rest: () => ({ nanos, pieces: 1 }),
});

test('an order is delayed by what is taken from its thread, at most by the wait for it', () => {
  const delay = new OrderDelay(path);
  orderOf(delay, 3, 1_000_000);
  expect([delay.take(), delay.take()]).toEqual([1_000_000, 0]);
  orderOf(delay, 1, 1e12);
  const nanos = delay.take();
  expect(nanos).toBeGreaterThanOrEqual(1_000_000);
  expect(nanos).toBeLessThan(1e12);
  expect(delay.rest()).toEqual({ nanos: 0, pieces: 2 });
});

test('what is taken from an idle thread delays no order, nor does what falls into no wait', () => {
  const delay = new OrderDelay(path);
  pass(1);
  takenSoFar(5_000_000);
  orderOf(delay, 1, 5_000_000);
  expect(delay.take()).toBe(0);
  delay.given();
  takenSoFar(6_000_000);
  delay.settled(10);
  expect([delay.take(), delay.rest()]).toEqual([0, { nanos: 0, pieces: 0 }]);
});

test('an invocation is delayed by the thread that it waits for longest; what is not taken stays as the rest', () => {
  const delay = new OrderDelay(path);
  const together = longestDelay(ownOf(300_000), [delay]);
  orderOf(delay, 2, 1_000_000);
  expect(together.take(Infinity)).toBe(1_000_000);
  expect(together.take(Infinity)).toBe(300_000);
  orderOf(delay, 2, 1_500_000);
  expect(together.take(100)).toBe(100);
  orderOf(delay, 2, 1_700_000);
  delay.given();
  expect(together.rest()).toEqual({ nanos: 500_000, pieces: 4 });
});

test('nothing is known where the system reports nothing', () => {
  const delay = new OrderDelay(null);
  orderOf(delay, 1, 1_000_000);
  expect(delay.take()).toBe(0);
});
