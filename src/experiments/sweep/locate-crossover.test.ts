import { describe, expect, test } from 'vitest';
import { excluded } from '../../results/example.test-program.ts';
import type { Unit } from '../../results/unit.ts';
import type { Threshold } from '../../statistics/threshold.ts';
import { affineServer } from '../affine-server.test-program.ts';
import { exampleTools, madeUpLocal } from '../example-tools.test-program.ts';
import type { Change } from './crossover.ts';
import { cell, continuous, growing, microBatch } from './example-cell.test-program.ts';
import { exampleSweep, k9 } from './example-sweep.test-program.ts';
import { locateCrossover } from './locate-crossover.ts';
import { SweepUnits } from './sweep-units.ts';

interface Located {
  readonly threshold: Threshold | null;
  /** As it was shown after each unit. */
  readonly planned: readonly number[];
  readonly units: number;
}

/** By a server whose unit number `n`, from 0 on, is excluded where `isExcluded(n)`: as a whole, or these figures. */
async function located(
  change: Change,
  isExcluded: (unit: number) => boolean,
  settings = exampleSweep,
  exclusions: Unit['exclusions'] = excluded('stolen time').exclusions,
): Promise<Located> {
  const server = affineServer({ ...k9, noise: 0.02 });
  let count = 0;
  const engine = madeUpLocal(async (spec) => ({
    ...(await server(spec)),
    ...(isExcluded(count++) && { exclusions }),
  }));
  const tools = exampleTools([engine]);
  const units = new SweepUnits(settings, tools);
  const threshold = await locateCrossover(change, units, 3);
  return { threshold, planned: tools.shown.map(([, , total]) => total), units: units.units.length };
}

/** Continuous gives up between these rates: at 990/s, where 1 ms + 10 µs are all of the time. */
const givingUp: Change = {
  below: cell(continuous, 700, [1, 1, 1]),
  above: cell(microBatch(0), 1500, [2, 2, 2]),
  overtaken: cell(continuous, 1500, [900, 900, 900], growing),
};

describe('a configuration that gives up', () => {
  test('is looked for until six units count, and no longer', async () => {
    const { threshold, units, planned } = await located(givingUp, () => false);
    expect(threshold).toMatchObject({ units: 6, level: 0.96875 });
    expect([units, planned]).toEqual([6, [6, 6, 6, 6, 6, 6]]);
    expect([threshold!.low < 990, threshold!.high > 990]).toEqual([true, true]);
  });

  test('has excluded units repeated', async () => {
    const { threshold, units, planned } = await located(givingUp, (unit) => [0, 3, 4].includes(unit));
    expect(threshold).toMatchObject({ units: 6, level: 0.96875 });
    expect([units, planned.at(-1)]).toEqual([9, 9]);
  });

  test('is looked for by the figures that it needs: others may be excluded', async () => {
    const others: Unit['exclusions'] = [{ reason: 'a pause', figures: ['p50', 'p999', 'distribution'] }];
    const found = await located(givingUp, (unit) => unit % 2 === 0, exampleSweep, others);
    expect(found).toMatchObject({ threshold: { units: 6 }, units: 6 });
    const needed: Unit['exclusions'] = [{ reason: 'a pause', figures: ['keepsUp'] }];
    expect(await located(givingUp, (unit) => unit === 0, exampleSweep, needed)).toMatchObject({ units: 7 });
  });

  test('is looked for by ten units at the most; from three that count on they give smallest and largest', async () => {
    const { threshold, units } = await located(givingUp, (unit) => unit % 2 === 0);
    expect([units, threshold!.units, threshold!.level]).toEqual([10, 5, null]);
    expect(threshold!.method).toContain('smallest to largest');
    expect([
      threshold!.low < threshold!.estimate,
      threshold!.estimate < threshold!.high,
      threshold!.high / threshold!.low < 1.15,
    ]).toEqual([true, true, true]);
    expect(threshold!.estimate / 990).toBeCloseTo(1, 1);
    expect((await located(givingUp, (unit) => unit < 7)).threshold).toMatchObject({ units: 3, level: null });
  });

  test('is inconclusive by two units', async () => {
    expect(await located(givingUp, (unit) => unit < 8)).toMatchObject({ threshold: null, units: 10 });
    expect(await located(givingUp, () => true)).toMatchObject({ threshold: null, units: 10 });
  });

  test('is inconclusive by units that point outside of the two rates', async () => {
    const elsewhere = { ...givingUp, below: cell(continuous, 1200, [1, 1, 1]) };
    expect((await located(elsewhere, () => false)).threshold).toBeNull();
  });
});

describe('a configuration that becomes the slower one', () => {
  const poisson = { ...exampleSweep, load: 'poisson', durationMs: 40_000, isDurationGiven: true } as const;
  const overtaken: Change = {
    below: cell(continuous, 400, [6, 6, 6]),
    above: cell(microBatch(10), 900, [12, 12, 12]),
    overtaken: cell(continuous, 900, [25, 25, 25]),
  };

  test('is looked for by pairs of units, until six pairs count', async () => {
    const { threshold, units, planned } = await located(overtaken, () => false, poisson);
    expect(threshold).toMatchObject({ units: 6, level: 0.96875 });
    expect([units, planned.at(-1)]).toEqual([12, 12]);
  });

  test('has a pair repeated of which either is excluded, up to ten pairs', async () => {
    const { threshold, units } = await located(overtaken, (unit) => [1, 4, 6, 9, 12].includes(unit), poisson);
    expect([units, threshold!.units, threshold!.level]).toEqual([20, 5, null]);
  });
});
