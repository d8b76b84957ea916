import { expect, test } from 'vitest';
import { constant } from '../loads/constant.ts';
import { step } from '../loads/step.ts';
import { arrivalsOf } from '../loads/rate-curve.ts';
import { milli, micro, runVirtually, second } from '../measurement/known-answers/virtual-run.test-program.ts';
import { adaptiveInterval, nextInterval } from './adaptive-interval.ts';

const batch = (intervalNanos: number, processingNanos: number) => ({ intervalNanos, processingNanos });

test.each([
  ['in time: what it took is to be 0.7 of the next one', batch(100, 35), undefined, 50],
  ['the first one was late: longer', batch(100, 140), undefined, 200],
  ['late, but the longer one was less busy: still longer', batch(200, 150), batch(100, 90), 214],
  ['late, and the longer one was busier: a quarter shorter than the shorter one', batch(200, 190), batch(100, 80), 75],
  ['the longer one was busier, but in time', batch(200, 138), batch(100, 60), 197],
  ['nothing to do', batch(100, 0), undefined, 1],
] as const)('%s', (_, last, before, expected) => {
  expect(nextInterval(last, before)).toBe(expected);
});

/** A micro-batch takes 2 ms and 40 µs for each record. */
const serviceNanos = (from: number, to: number): number => 2 * milli + 40 * micro * (to - from);

test.each([1000, 5000, 10_000, 15_000])('at %d records/s it settles where processing is 0.7 of it', (rate) => {
  const { invocations } = runVirtually({
    arrivalsNanos: constant({ ratePerSecond: rate }).arrivalsNanos(5 * second, 0),
    executor: adaptiveInterval(),
    serviceNanos,
  });
  // x = p/0.7 and p = a + b·λ·x, so x = a / (0.7 − b·λ).
  const expectedMs = 2 / (0.7 - 0.04 * (rate / 1000));
  const lengths = invocations.slice(-21).map(({ startNanos }) => startNanos);
  expect((lengths.at(-1)! - lengths[0]) / 20 / milli / expectedMs).toBeCloseTo(1, 1);
});

test('after a step up of the rate, it is in time again', () => {
  const curve = step.curve({ ratePerSecond: 2000, toPerSecond: 15_000, atMs: 2000 });
  const { latenciesNanos } = runVirtually({
    arrivalsNanos: arrivalsOf(curve, 6 * second),
    executor: adaptiveInterval(),
    serviceNanos,
  });
  // The fixed point is 20 ms, and a record waits and is processed for less than twice that.
  expect(latenciesNanos.slice(-15_000).every((nanos) => nanos < 40 * milli)).toBe(true);
});
