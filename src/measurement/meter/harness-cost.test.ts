import { expect, test } from 'vitest';
import type { Clock } from '../clock/clock.ts';
import { clockReadNanos, HarnessCost } from './harness-cost.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';

/** A clock whose every reading takes a while. */
class SlowClock implements Clock {
  readonly #clock = new VirtualClock();
  readonly #readNanos: number;
  reads = 0;

  constructor(readNanos: number) {
    this.#readNanos = readNanos;
  }

  now(): number {
    this.reads++;
    this.#clock.advance(this.#readNanos);
    return this.#clock.now();
  }

  waitUntil(nanos: number): number {
    return this.#clock.waitUntil(nanos);
  }
}

test('a reading of the clock costs what many in a row do, divided by their number', () => {
  expect(clockReadNanos(new SlowClock(70))).toBeCloseTo(70, 1);
});

test('nothing observed costs nothing', () => {
  expect(new HarnessCost(new VirtualClock(), 50).nanos()).toBe(0);
});

test('an invocation costs its observation and three readings of the clock', () => {
  const clock = new VirtualClock();
  const cost = new HarnessCost(clock, 50);
  for (let invocation = 0; invocation < 100; invocation++) {
    const committedNanos = clock.now();
    // Observing takes 400 ns; the reading that ends it is not part of it.
    clock.advance(400 + 50);
    cost.observed(committedNanos);
  }
  expect(cost.nanos()).toBe(100 * (400 + 3 * 50));
});

test('one observation in 16 is timed, and stands for the others', () => {
  const clock = new SlowClock(0);
  const cost = new HarnessCost(clock, 0);
  for (let invocation = 0; invocation < 32; invocation++) cost.observed(invocation % 16 === 0 ? -1000 : -999_999);
  expect(clock.reads).toBe(2);
  expect(cost.nanos()).toBe(32 * 1000);
});

test('of rare invocations each has its observation timed, so that one disturbed does not stand for all', () => {
  const clock = new VirtualClock();
  const cost = new HarnessCost(clock, 0);
  for (let invocation = 0; invocation < 40; invocation++) {
    clock.advance(10_000_000);
    const committedNanos = clock.now();
    clock.advance(invocation === 32 ? 4_000_000 : 1000);
    cost.observed(committedNanos);
  }
  expect(cost.nanos()).toBe(4_000_000 + 39 * 1000);
});

test('an observation quicker than a reading of the clock is not counted below 0', () => {
  const cost = new HarnessCost(new VirtualClock(), 50);
  cost.observed(0);
  expect(cost.nanos()).toBe(150);
});
