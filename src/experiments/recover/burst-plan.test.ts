import { expect, test } from 'vitest';
import { local } from '../../engines/example-spec.test-program.ts';
import type { Configuration } from '../../results/configuration.ts';
import { mostInvocations, planBurst, type BurstWishes } from './burst-plan.ts';

const wishes: BurstWishes = { basePerSecond: 10_000, peakPerSecond: undefined, burstMs: 1000, afterMs: undefined };
const continuous = local();
const batches = (intervalMs: number): Configuration => local({ executor: 'micro-batch', intervalMs });
const settings = { warmUpMs: 500, configurations: [continuous, batches(10)] };
const capacity = 20_000;

test('the burst is half above the lowest capacity, and the time after it is twice what a drain should take', () => {
  // 10,000 records of backlog at 10,000 in a second: 1 s, twice, and half a second.
  expect(planBurst(wishes, settings, capacity)).toEqual({
    load: 'step',
    loadParameters: { ratePerSecond: 10_000, toPerSecond: 30_000, atMs: 1000, forMs: 1000 },
    ratePerSecond: null,
    durationMs: 500 + 1000 + 2500,
  });
});

test('what was asked for is not changed', () => {
  expect(planBurst({ ...wishes, peakPerSecond: 25_000, burstMs: 200, afterMs: 700 }, settings, capacity)).toMatchObject(
    {
      loadParameters: { toPerSecond: 25_000, forMs: 200 },
      durationMs: 500 + 200 + 700,
    },
  );
});

test('a base rate beyond the capacity is never drained, and not waited for without end', () => {
  const { loadParameters, durationMs } = planBurst({ ...wishes, basePerSecond: 30_000 }, settings, capacity);
  expect(loadParameters['toPerSecond']).toBe(36_000);
  expect(durationMs).toBe(500 + 1000 + 500 + 5000);
});

test('micro-batches have five intervals before the burst and after the drain', () => {
  const { loadParameters, durationMs } = planBurst(
    wishes,
    { warmUpMs: 2000, configurations: [continuous, batches(1000)] },
    capacity,
  );
  expect(loadParameters['atMs']).toBe(7000);
  expect(durationMs).toBe(5000 + 1000 + 5000 + 2000);
});

test('the lowest capacity is that of continuous, or else of the shortest interval', () => {
  expect(mostInvocations([batches(10), continuous, batches(0)])).toBe(continuous);
  expect(mostInvocations([batches(10), batches(2)])).toEqual(batches(2));
});
