import { describe, expect, test } from 'vitest';
import { continuous } from '../../executors/continuous.ts';
import { constant } from '../../loads/constant.ts';
import { exclusionReasons } from '../machine/driver-health.ts';
import { Histogram } from '../histogram/histogram.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';
import { figuresMs, micro, milli, quantileMs, runVirtually, second } from './virtual-run.test-program.ts';

/** Looks every millisecond, and sees no record that has arrived since. */
class RareLooks extends VirtualClock {
  readonly lateness = new Histogram();
  #looked = 0;

  override waitUntil(nanos: number): number {
    if (nanos <= this.#looked) return this.now();
    this.#looked = Math.ceil(Math.max(nanos, this.now()) / milli) * milli;
    this.lateness.record(this.#looked - nanos);
    return super.waitUntil(this.#looked);
  }
}

describe('a driver that looks every millisecond, at 10,000 records per second of 10 µs', () => {
  const clock = new RareLooks();
  const arrivalsNanos = constant({ ratePerSecond: 10_000 }).arrivalsNanos(second, 0);
  const run = runVirtually({ arrivalsNanos, executor: continuous, serviceNanos: () => 10 * micro, clock });

  test('makes records late by half a millisecond on average', () => {
    const looks = arrivalsNanos.map((arrival) => Math.ceil(arrival / milli) * milli - arrival);
    expect([looks.reduce((sum, late) => sum + late, 0) / looks.length / milli, quantileMs(looks, 99, 100)]).toEqual([
      0.5, 0.95,
    ]);
  });

  test('has that in the latency: it is not subtracted', () => {
    const { mean, p99, max } = figuresMs(run);
    expect(mean).toBeCloseTo(0.555, 9);
    expect([p99, max]).toEqual([0.96, 0.96]);
  });

  test('reports it apart, as how late its waits ended', () => {
    expect([clock.lateness.count, clock.lateness.mean]).toEqual([1000, 0.95 * milli]);
  });

  test('spoils its unit', () => {
    const health = {
      idlePauses: [],
      lateness: clock.lateness,
      originMs: 0,
      pauses: [],
      durationNanos: clock.now(),
      clockStepMs: 0,
      stolenMicros: 0,
    };
    expect(exclusionReasons(health)).toEqual(["half of the driver's waits ended 0.95 ms late or more (limit: 0.5 ms)"]);
  });
});
