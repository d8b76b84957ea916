import { expect, test } from 'vitest';
import type { Capacity } from '../../results/findings/capacity.ts';
import { scaleOutOf } from './scale-out.ts';

function capacity(parallelism: number, estimate: number | null, spread = 0, mode = 'continuous'): Capacity {
  return {
    engine: 'node',
    mode,
    executor: 'continuous',
    intervalMs: null,
    commit: 'invocation',
    ...(parallelism > 1 && { parallelism }),
    guarantee: 'at-least-once',
    objective: null,
    verdict: 'yes',
    estimate,
    low: estimate === null ? null : estimate * (1 - spread),
    high: estimate === null ? null : estimate * (1 + spread),
    level: 0.97,
    method: 'threshold',
    units: 6,
    limitedBy: 'backlog',
    harnessLimited: false,
    evidence: [],
  };
}

test('one parallelism, or none with a capacity, does not grow', () => {
  expect(scaleOutOf([capacity(1, 1000), capacity(1, 500, 0, 'micro-batch')], null)).toEqual([]);
  expect(scaleOutOf([capacity(1, 1000), capacity(2, null)], null)).toEqual([]);
});

test('the efficiency is that per worker, as a share of the least parallelism', () => {
  const [found, ...others] = scaleOutOf([capacity(4, 3000), capacity(1, 1000), capacity(2, 1800)], null);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ engine: 'node', mode: 'continuous', commit: 'invocation' });
  expect(found).not.toHaveProperty('parallelism');
  expect(found).not.toHaveProperty('target');
  expect(found.points).toEqual([
    { parallelism: 1, perSecond: 1000, efficiency: 1 },
    { parallelism: 2, perSecond: 1800, efficiency: 0.9 },
    { parallelism: 4, perSecond: 3000, efficiency: 0.75 },
  ]);
});

test('a target has the parallelism that reaches it, its range, and how far it lies beyond what was measured', () => {
  // Amdahl with a contention of 1/9: 1000 n / (1 + (n − 1) / 9), at most 9000.
  const exact = scaleOutOf([capacity(1, 1000), capacity(2, 1800)], 4500)[0].target!;
  expect(exact).toEqual({ perSecond: 4500, parallelism: 8, low: 8, high: 8, beyond: 2.5 });
  const spread = scaleOutOf([capacity(1, 1000, 0.02), capacity(2, 1800, 0.02)], 4500)[0].target!;
  expect(spread).toMatchObject({ parallelism: 8, low: 7 });
  expect(spread.high).toBeGreaterThan(9);
  expect(scaleOutOf([capacity(1, 1000), capacity(2, 1800)], 9500)[0].target).toMatchObject({ parallelism: null });
});
