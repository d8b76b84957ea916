import { describe, expect, test } from 'vitest';
import type { UnitReport } from '../../engines/unit-report.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import { local } from '../../engines/example-spec.test-program.ts';
import { StreamBenchError } from '../../errors.ts';
import { exampleUnit, excluded } from '../../results/example.test-program.ts';
import type { CostCurve } from '../../results/findings/cost-curve.ts';
import { affineServer, type ServerCost } from '../affine-server.test-program.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { exampleTools, madeUpLocal, type ExampleTools } from '../example-tools.test-program.ts';
import type { ExperimentSettings } from '../settings.ts';
import { measuredSizes } from './batch-sizes.ts';
import { measureCostCurve } from './measure-cost-curve.ts';

const microBatch = local({ executor: 'micro-batch', intervalMs: 10 });
const settings: ExperimentSettings = { ...exampleSettings, configurations: [local(), microBatch] };
const server: ServerCost = {
  processing: { fixedMicros: 3, perRecordMicros: 2 },
  commit: { fixedMicros: 15, perRecordMicros: 0.01 },
};
const units = [exampleUnit(), exampleUnit({ ...microBatch })];

async function curveOf(
  measure: (spec: UnitSpec) => Promise<UnitReport>,
  changes: Partial<ExperimentSettings> = {},
  mostRecords = Infinity,
): Promise<{ curve: CostCurve | null; tools: ExampleTools }> {
  const tools = exampleTools([{ ...madeUpLocal(measure), takesBatchSizes: true }]);
  const load = { ratePerSecond: 10_000, mostRecords };
  return { curve: await measureCostCurve({ ...settings, ...changes }, load, units, tools), tools };
}

describe('of a server of known cost', async () => {
  const { curve, tools } = await curveOf(affineServer(server));

  test('each size has its cost, from one record to the largest that the time allows', () => {
    const sizes = curve!.points.map(({ records }) => records);
    expect(sizes).toEqual(measuredSizes.slice(0, sizes.length));
    expect(sizes.at(-1)).toBeGreaterThanOrEqual(5000);
    expect(curve!.limitedBy).toBe(sizes.length < measuredSizes.length ? 'time' : undefined);
    for (const { records, processingMicros, commitMicros } of curve!.points) {
      expect(processingMicros.estimate).toBeCloseTo(3 + 2 * records, 6);
      expect(commitMicros.estimate).toBeCloseTo(15 + 0.01 * records, 6);
    }
  });

  test('the line is its cost', () => {
    expect(curve!.lines).toHaveLength(3);
    for (const { processing, committing } of curve!.lines) {
      expect(processing.fixedMicros).toBeCloseTo(3, 3);
      expect(processing.perRecordMicros).toBeCloseTo(2, 6);
      expect(committing.fixedMicros).toBeCloseTo(15, 3);
      expect(committing.perRecordMicros).toBeCloseTo(0.01, 6);
    }
    expect(curve!.deviation).toBeLessThan(1e-6);
  });

  test('its units are those of a micro-batch at the rate, with one reference, and shown apart from the others', () => {
    expect(tools.specs.map(({ configuration, repetition }) => [configuration, repetition])).toEqual(
      [0, 1, 2].map((repetition) => [microBatch, repetition]),
    );
    expect(tools.specs.map(({ withReference }) => withReference)).toEqual([true, false, false]);
    for (const { ratePerSecond, durationMs, batchSizes } of tools.specs) {
      const records = batchSizes!.reduce((sum, size) => sum + size, 0);
      expect((ratePerSecond! * durationMs!) / 1000).toBeCloseTo(records, 6);
    }
    expect(tools.shown).toEqual([1, 2, 3].map((done) => ['cost by size', done, 3]));
  });
});

test('units in which the busy time is excluded are left out', async () => {
  const measure = affineServer(server);
  const { curve } = await curveOf(async (spec) => ({
    ...(await measure(spec)),
    ...(spec.repetition === 1 && excluded('a pause')),
  }));
  expect(curve!.lines).toHaveLength(2);
});

test('another answer than that of batch is an error', async () => {
  const measure = affineServer(server);
  const wrong = curveOf(async (spec) => {
    const report = await measure(spec);
    return spec.repetition === 1 ? { ...report, output: { ...report.output, digest: 'other' } } : report;
  });
  await expect(wrong).rejects.toThrow(StreamBenchError);
});

test('there is no curve of a recording that is too short for the smallest size', async () => {
  const { curve, tools } = await curveOf(affineServer(server), {}, 100);
  expect([curve, tools.specs]).toEqual([null, []]);
});

test.each<[string, Partial<ExperimentSettings>]>([
  ['micro-batches', { configurations: [local()] }],
  ['micro-batches that commit by themselves', { configurations: [{ ...microBatch, commit: 'epoch:100ms' }] }],
])('there is no curve without %s', async (_, changes) => {
  const { curve, tools } = await curveOf(affineServer(server), changes);
  expect([curve, tools.specs]).toEqual([null, []]);
});
