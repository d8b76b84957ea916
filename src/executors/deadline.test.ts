import { describe, expect, test } from 'vitest';
import { burst } from '../loads/burst.ts';
import { constant } from '../loads/constant.ts';
import { poisson } from '../loads/poisson.ts';
import { arrivalsOf } from '../loads/rate-curve.ts';
import {
  milli,
  micro,
  runVirtually,
  second,
  type VirtualRun,
} from '../measurement/known-answers/virtual-run.test-program.ts';
import { deadline } from './deadline.ts';
import { microBatch } from './micro-batch.ts';

/** A micro-batch takes 2 ms and 40 µs for each record, so that up to 25,000 records/s can be kept up with. */
const serviceNanos = (from: number, to: number): number => 2 * milli + 40 * micro * (to - from);

const within = (arrivalsNanos: Float64Array, latencyMs: number): VirtualRun =>
  runVirtually({ arrivalsNanos, executor: deadline(latencyMs * milli), serviceNanos });

const loads = {
  'even arrivals': constant({ ratePerSecond: 5000 }).arrivalsNanos(5 * second, 0),
  'few arrivals': constant({ ratePerSecond: 3 }).arrivalsNanos(5 * second, 0),
  'Poisson arrivals': poisson({ ratePerSecond: 5000 }).arrivalsNanos(5 * second, 1),
  bursts: arrivalsOf(burst.curve({ ratePerSecond: 1000, peakPerSecond: 15_000, onMs: 100, everyMs: 500 }), 5 * second),
};

describe.each(Object.entries(loads))('%s', (_, arrivalsNanos) => {
  test.each([20, 100])('are visible within %d ms, but for the first micro-batches, whose cost is new', (latencyMs) => {
    const { latenciesNanos } = within(arrivalsNanos, latencyMs);
    const later = latenciesNanos.filter((nanos) => nanos > latencyMs * milli);
    expect(later.length / latenciesNanos.length).toBeLessThan(0.02);
  });
});

test('micro-batches use the time they have: they are as large as the latency allows', () => {
  const { invocations } = within(loads['even arrivals'], 100);
  const sizes = invocations.slice(20, -1).map(({ from, to }) => to - from);
  // x + 2 + 0.04·n = 100 ms, with n = 5·x, so that x = 81.7 ms: 408 records, less the reserve.
  expect(Math.min(...sizes)).toBeGreaterThan(390);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(409);
});

test('they take less processing than micro-batches one after the other', () => {
  const busy = ({ meter }: VirtualRun): number => meter.work.allBusyNanos;
  const backToBack = runVirtually({
    arrivalsNanos: loads['even arrivals'],
    executor: microBatch({ intervalNanos: 0, phaseNanos: 0 }),
    serviceNanos,
  });
  expect(busy(within(loads['even arrivals'], 100))).toBeLessThan(0.3 * busy(backToBack));
});

test('a latency that a single record does not keep starts each micro-batch at once', () => {
  const { latenciesNanos } = within(loads['few arrivals'], 1);
  expect(latenciesNanos.every((nanos) => Math.abs(nanos - 2040 * micro) < 1)).toBe(true);
});
