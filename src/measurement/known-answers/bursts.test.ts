import { describe, expect, test } from 'vitest';
import { continuous } from '../../executors/continuous.ts';
import { microBatch, triggerFrom, type Triggers } from '../../executors/micro-batch.ts';
import { step } from '../../loads/step.ts';
import { arrivalsOf } from '../../loads/rate-curve.ts';
import { figuresMs, micro, milli, runVirtually, second, type VirtualRun } from './virtual-run.test-program.ts';

describe('continuous, a burst above capacity', () => {
  const arrivalsNanos = arrivalsOf(
    step.curve({ ratePerSecond: 5000, toPerSecond: 15_000, atMs: 2000, forMs: 2000 }),
    10 * second,
  );
  const run = runVirtually({ arrivalsNanos, executor: continuous, serviceNanos: () => 100 * micro });

  test('the backlog at its end is what arrived above capacity', () => {
    const at = 4 * second;
    const arrived = arrivalsNanos.filter((arrival) => arrival <= at).length;
    const committed = run.commitsNanos.filter((commit) => commit <= at).length;
    expect(arrived - committed).toBe(10_001);
    expect(run.meter.backlog.max).toBe(10_001);
  });

  test('its last record has the highest latency', () => {
    expect(run.latenciesNanos.indexOf(Math.max(...run.latenciesNanos))).toBe(39_999);
    const { mean, p50, p90, p99, p999, max } = figuresMs(run);
    expect([mean, p50, p90, p99, p999, max].map((ms) => ms.toFixed(2))).toEqual([
      '285.80',
      '125.07',
      '825.07',
      '982.57',
      '998.33',
      '1000.07',
    ]);
  });

  test('it is drained two seconds after its end', () => {
    const lastWaiting = run.latenciesNanos.findLastIndex((latency) => latency > 100 * micro);
    expect((run.commitsNanos[lastWaiting] / second - 4).toFixed(3)).toBe('2.000');
  });
});

describe('micro-batch, a burst of two seconds', () => {
  const triggers: Triggers = { intervalNanos: 100 * milli, phaseNanos: 0 };
  const burst = (ratePerSecond: number): VirtualRun =>
    runVirtually({
      arrivalsNanos: arrivalsOf(
        step.curve({ ratePerSecond: 10_000, toPerSecond: ratePerSecond, atMs: 5000, forMs: 2000 }),
        20 * second,
      ),
      executor: microBatch(triggers),
      serviceNanos: (from, to) => 20 * milli + 40 * micro * (to - from),
    });
  const sizes = ({ invocations }: VirtualRun): number[] => invocations.map(({ from, to }) => to - from);

  /** Time to the commit of the last batch whose records queued. With micro-batches the backlog never becomes empty. */
  const drainMs = ({ invocations, commitsNanos, latenciesNanos }: VirtualRun): number => {
    const queued = invocations.findLast(({ from, startNanos }) => {
      const arrival = commitsNanos[from] - latenciesNanos[from];
      return startNanos > triggerFrom(triggers, arrival);
    });
    return queued === undefined ? 0 : queued.committedNanos / milli - 7000;
  };

  test('within the capacity of the triggers makes batches larger, and needs no draining', () => {
    const run = burst(18_000);
    expect([figuresMs(run).max.toFixed(2), Math.max(...sizes(run)), drainMs(run)]).toEqual(['191.97', 1800, 0]);
  });

  test('above that capacity is drained soon after its end', () => {
    const run = burst(22_000);
    expect([figuresMs(run).max.toFixed(2), Math.max(...sizes(run)), drainMs(run).toFixed(1)]).toEqual([
      '309.52',
      3388,
      '299.3',
    ]);
  });

  test('above the capacity of the server makes batches grow until its end', () => {
    const run = burst(30_000);
    const first = sizes(run).indexOf(3000);
    expect(sizes(run).slice(first, first + 11)).toEqual([
      3000, 4200, 5640, 7368, 9442, 11_930, 14_916, 8502, 3601, 1641, 856,
    ]);
  });
});
