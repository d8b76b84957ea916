import { expect, test } from 'vitest';
import type { Clock } from '../clock/clock.ts';
import { clockReadNanos, HarnessCost } from './harness-cost.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';

/** A clock whose readings take time. */
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

test('the cost of a clock reading is the mean of many in a row', () => {
  expect(clockReadNanos(new SlowClock(70))).toBeCloseTo(70, 1);
});

test('the cost is 0 if nothing was observed', () => {
  expect(new HarnessCost(new VirtualClock(), 50, true).nanos()).toBe(0);
});

test.each([
  ['three clock readings', true, 3],
  ['two where nothing is committed', false, 2],
])('the cost of an invocation is its observation and %s', (_, isCommitting, reads) => {
  const clock = new VirtualClock();
  const cost = new HarnessCost(clock, 50, isCommitting);
  for (let invocation = 0; invocation < 100; invocation++) {
    const committedNanos = clock.now();
    // The observation takes 400 ns, and the reading that ends it 50 ns.
    clock.advance(400 + 50);
    cost.observed(committedNanos);
  }
  expect(cost.nanos()).toBe(100 * (400 + reads * 50));
});

test('one observation in 16 is timed, and counts for the others', () => {
  const clock = new SlowClock(0);
  const cost = new HarnessCost(clock, 0, true);
  for (let invocation = 0; invocation < 32; invocation++) cost.observed(invocation % 16 === 0 ? -1000 : -999_999);
  expect(clock.reads).toBe(2);
  expect(cost.nanos()).toBe(32 * 1000);
});

test('every observation of a rare invocation is timed, so that a disturbed one counts once', () => {
  const clock = new VirtualClock();
  const cost = new HarnessCost(clock, 0, true);
  for (let invocation = 0; invocation < 40; invocation++) {
    clock.advance(10_000_000);
    const committedNanos = clock.now();
    clock.advance(invocation === 32 ? 4_000_000 : 1000);
    cost.observed(committedNanos);
  }
  expect(cost.nanos()).toBe(4_000_000 + 39 * 1000);
});

test('an observation quicker than a clock reading never counts below 0', () => {
  const cost = new HarnessCost(new VirtualClock(), 50, true);
  cost.observed(0);
  expect(cost.nanos()).toBe(150);
});
