import { describe, expect, test } from 'vitest';
import { continuous } from '../../executors/continuous.ts';
import { constant } from '../../loads/constant.ts';
import { excessiveLateness, latenessReason } from '../machine/driver-health.ts';
import { Histogram } from '../histogram/histogram.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';
import { figuresMs, micro, milli, quantileMs, runVirtually, second } from './virtual-run.test-program.ts';

/** Polls once per millisecond, and so finds a record late. */
class RarePolls extends VirtualClock {
  readonly lateness = new Histogram();
  #polled = 0;

  override waitUntil(nanos: number): number {
    if (nanos <= this.#polled) return this.now();
    this.#polled = Math.ceil(Math.max(nanos, this.now()) / milli) * milli;
    this.lateness.record(this.#polled - nanos);
    return super.waitUntil(this.#polled);
  }
}

describe('a driver that polls once per millisecond, at 10,000 records per second of 10 µs', () => {
  const clock = new RarePolls();
  const arrivalsNanos = constant({ ratePerSecond: 10_000 }).arrivalsNanos(second, 0);
  const run = runVirtually({ arrivalsNanos, executor: continuous, serviceNanos: () => 10 * micro, clock });

  test('makes records late by half a millisecond on average', () => {
    const waits = arrivalsNanos.map((arrival) => Math.ceil(arrival / milli) * milli - arrival);
    expect([waits.reduce((sum, late) => sum + late, 0) / waits.length / milli, quantileMs(waits, 99, 100)]).toEqual([
      0.5, 0.95,
    ]);
  });

  test('has this delay in the latency: it is not subtracted', () => {
    const { mean, p99, max } = figuresMs(run);
    expect(mean).toBeCloseTo(0.555, 9);
    expect([p99, max]).toEqual([0.96, 0.96]);
  });

  test('also reports it as the lateness of its waits', () => {
    expect([clock.lateness.count, clock.lateness.mean]).toEqual([1000, 0.95 * milli]);
  });

  test('is late by more than is tolerated', () => {
    const late = excessiveLateness(clock.lateness)!;
    expect(latenessReason(late)).toBe("half of the driver's waits ended 0.95 ms late or more (limit: 0.5 ms)");
  });
});
