import { expect, test } from 'vitest';
import { exampleUnit } from '../../results/example.test-program.ts';
import type { UnitReport } from '../unit-report.ts';
import { highest } from './floor.ts';
import { belowCeiling } from './kafka-engine.ts';

async function highestOf(readings: readonly (number | null)[]): Promise<[number | null, taken: number]> {
  let taken = 0;
  return [await highest(async () => readings[taken++]), taken];
}

test('the ceiling is the highest of the readings, until one is hardly above those before', async () => {
  expect(await highestOf([50_000, 52_000, 90_000])).toEqual([52_000, 2]);
  expect(await highestOf([20_000, 50_000, 90_000, 99_000])).toEqual([90_000, 3]);
  expect(await highestOf([50_000, 40_000])).toEqual([50_000, 2]);
  expect(await highestOf([null])).toEqual([null, 1]);
});

test.each([
  ['far below it', 10_000, 'no', []],
  ['near it, and the job does not keep up', 19_000, 'no', ['between topics it handles 20,000 records/s']],
  ['near it, and it is open whether the job keeps up', 19_000, 'inconclusive', ['between topics']],
  ['above it, but the job keeps up, and so does the measuring', 30_000, 'yes', []],
] as const)('a unit %s', (_, offeredRate, keepsUp, reasons) => {
  const report = { ...exampleUnit(), exclusions: [], offeredRate, keepsUp } as unknown as UnitReport;
  const { exclusions } = belowCeiling(report, 20_000);
  expect(exclusions).toHaveLength(reasons.length);
  expect(exclusions[0]?.reason ?? '').toContain(reasons[0] ?? '');
});
