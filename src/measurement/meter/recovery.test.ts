import { describe, expect, test } from 'vitest';
import { continuous } from '../../executors/continuous.ts';
import { microBatch, type Triggers } from '../../executors/micro-batch.ts';
import { poisson } from '../../loads/poisson.ts';
import { arrivalsOf } from '../../loads/rate-curve.ts';
import { step } from '../../loads/step.ts';
import type { Recovery } from './recovery.ts';
import { micro, milli, runVirtually, second } from '../known-answers/virtual-run.test-program.ts';

function recovered({ worstNanos, drainNanos }: Recovery): (string | null)[] {
  return [(worstNanos / milli).toFixed(2), drainNanos === null ? null : (drainNanos / milli).toFixed(1)];
}

describe('continuous', () => {
  /** μ 10,000/s. */
  const serviceNanos = (): number => 100 * micro;
  const after = (basePerSecond: number, peakPerSecond: number, lengthMs: number, forMs = 2000): Recovery => {
    const arrivalsNanos = arrivalsOf(
      step.curve({ ratePerSecond: basePerSecond, toPerSecond: peakPerSecond, atMs: 2000, forMs }),
      lengthMs * milli,
    );
    return runVirtually({
      arrivalsNanos,
      executor: continuous,
      serviceNanos,
      burst: { fromNanos: 2 * second, toNanos: (2000 + forMs) * milli },
    }).meter.recovery!;
  };

  test('is drained (r1 − μ)·t1/(μ − r2) after the burst, and its last record waits (r1 − μ)·t1/μ', () => {
    expect(recovered(after(5000, 15_000, 10_000))).toEqual(['1000.07', '2000.0']);
    expect(recovered(after(2500, 20_000, 10_000, 1000))).toEqual(['1000.05', '1333.3']);
  });

  test('has nothing to drain within its capacity', () => {
    expect(recovered(after(5000, 9000, 10_000))).toEqual(['0.10', '0.0']);
  });

  test('is not drained while records wait, or if the records end before', () => {
    expect(recovered(after(5000, 15_000, 5000))).toEqual(['1000.07', null]);
    expect(recovered(after(9999, 15_000, 20_000))[1]).toBeNull();
  });

  test('ignores a stall after it was drained', () => {
    const arrivalsNanos = arrivalsOf(
      step.curve({ ratePerSecond: 5000, toPerSecond: 15_000, atMs: 2000, forMs: 2000 }),
      10 * second,
    );
    const stalling = (_from: number, _to: number, startNanos: number): number =>
      100 * micro + (startNanos >= 9 * second && startNanos < 9.0002 * second ? 3 * second : 0);
    const { meter } = runVirtually({
      arrivalsNanos,
      executor: continuous,
      serviceNanos: stalling,
      burst: { fromNanos: 2 * second, toNanos: 4 * second },
    });
    expect(recovered(meter.recovery!)).toEqual(['1000.07', '2000.0']);
  });

  test('with random arrivals is drained when records wait no longer than before, though they still wait', () => {
    const base = poisson({ ratePerSecond: 5000 });
    const merged = Float64Array.from([
      ...base.arrivalsNanos(10 * second, 1),
      ...poisson({ ratePerSecond: 10_000 })
        .arrivalsNanos(2 * second, 2)
        .map((nanos) => nanos + 2 * second),
    ]).sort();
    const { meter } = runVirtually({
      arrivalsNanos: merged,
      executor: continuous,
      serviceNanos,
      burst: { fromNanos: 2 * second, toNanos: 4 * second },
    });
    const { worstNanos, drainNanos } = meter.recovery!;
    expect(Math.abs(worstNanos / second - 1)).toBeLessThan(0.06);
    expect(Math.abs(drainNanos! / second - 2)).toBeLessThan(0.15);
  });
});

describe('micro-batch', () => {
  const triggers: Triggers = { intervalNanos: 100 * milli, phaseNanos: 0 };
  const after = (peakPerSecond: number): Recovery =>
    runVirtually({
      arrivalsNanos: arrivalsOf(
        step.curve({ ratePerSecond: 10_000, toPerSecond: peakPerSecond, atMs: 5000, forMs: 2000 }),
        20 * second,
      ),
      executor: microBatch(triggers),
      serviceNanos: (from, to) => 20 * milli + 40 * micro * (to - from),
      burst: { fromNanos: 5 * second, toNanos: 7 * second },
    }).meter.recovery!;

  test('is drained when batches start at their triggers again, though records always wait', () => {
    expect(recovered(after(18_000))).toEqual(['191.97', '0.0']);
    expect(recovered(after(22_000))).toEqual(['309.52', '299.3']);
  });
});
