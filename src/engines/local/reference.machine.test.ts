import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Workload } from '../../workloads/workload.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import { generatedWorkload, recordedWorkload } from '../example-workloads.test-program.ts';
import { scheduleRecords } from '../schedule/scheduled-records.ts';
import type { ReferenceReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { referenceOf } from './reference.ts';
import { unitInThisProcess } from './unit.test-program.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-reference-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

async function referenceFor(spec: UnitSpec, workload: Workload): Promise<ReferenceReport> {
  return referenceOf(spec, workload, await scheduleRecords(spec, workload));
}

const executors = [
  { mode: 'continuous', executor: 'continuous', intervalMs: null },
  { mode: 'micro-batch', executor: 'micro-batch', intervalMs: 5 },
  { mode: 'adaptive', executor: 'micro-batch', intervalMs: null },
  { mode: 'deadline', executor: 'micro-batch', intervalMs: null, deadlineMs: 5 },
] as const;

describe('a unit', () => {
  test.each(executors)('of $mode reports what batch answers to its records, if asked', async (executor) => {
    const spec = specOf({ configuration: local(executor), withReference: true });
    const { report, reference } = await unitInThisProcess(spec, generatedWorkload, directory);
    expect(reference).toEqual(await referenceFor(specOf(), generatedWorkload));
    const { rows, digest, unorderedDigest } = report.output;
    expect({ rows, digest, unorderedDigest }).toEqual(reference!.answer);
  });

  test('decodes its records where they come as texts, to the same answer', async () => {
    const spec = specOf({ payload: 'ndjson', withReference: true });
    const { report, reference } = await unitInThisProcess(spec, generatedWorkload, directory);
    expect(reference).toEqual(await referenceFor(specOf(), generatedWorkload));
    const { rows, digest, unorderedDigest } = report.output;
    expect({ rows, digest, unorderedDigest }).toEqual(reference!.answer);
  });

  test('of given sizes of micro-batches too, and what each size costs', async () => {
    const configuration = local({ executor: 'micro-batch', intervalMs: 5 });
    const spec = {
      ...specOf({ configuration, withReference: true, warmUpMs: 0, durationMs: 60 }),
      batchSizes: [1, 10],
    };
    const { report, reference } = await unitInThisProcess(spec, generatedWorkload, directory);
    const { rows, digest, unorderedDigest } = report.output;
    expect({ rows, digest, unorderedDigest }).toEqual(reference!.answer);
    expect([report.offeredRate, report.latencyMicros]).toEqual([null, null]);
    // 120 records: the warm-up of 12 ends in the second of eleven rounds, and the end cuts off the last one.
    const costs = report.costBySize!.map(({ records, invocations }) => [records, invocations]);
    expect(costs).toEqual([
      [1, 9],
      [9, 1],
      [10, 8],
    ]);
    for (const { processingMicros } of report.costBySize!) expect(processingMicros).toBeGreaterThan(0);
  });

  test('has the records that its reference counts', async () => {
    const spec = specOf({ withReference: true });
    const { report, reference } = await unitInThisProcess(spec, generatedWorkload, directory);
    const { offeredRate, recordCount, badRecords } = report;
    const records = { measured: report.records.measured };
    expect(reference).toMatchObject({ offeredRate, recordCount, records, badRecords });
  });

  test('reports nothing of it, if not asked', async () => {
    expect((await unitInThisProcess(specOf(), generatedWorkload, directory)).reference).toBeNull();
  });
});

describe('a reference', () => {
  test('counts the records, and those of the measured period', async () => {
    expect(await referenceFor(specOf(), generatedWorkload)).toMatchObject({
      offeredRate: 2000,
      recordCount: 120,
      records: { measured: 80 },
      badRecords: { skipped: 0, deadLettered: 0 },
    });
  });

  test('of a replay has the mean rate of its records, although batch has them all at once', async () => {
    const replay = { load: 'replay', ratePerSecond: null, speed: 1, durationMs: null, warmUpMs: 0 } as const;
    const reference = await referenceFor(specOf(replay), recordedWorkload(5, 10));
    expect(reference).toMatchObject({ offeredRate: 100, recordCount: 5 });
  });

  test('of records that arrive all at once has no rate', async () => {
    const saturate = { load: 'saturate', ratePerSecond: null, durationMs: null } as const;
    const reference = await referenceFor(specOf(saturate), recordedWorkload(500, 1));
    expect(reference).toMatchObject({ offeredRate: null, recordCount: 500, records: { measured: 450 } });
  });

  test('is the same for all configurations and repetitions, and another one for another seed', async () => {
    const reference = await referenceFor(specOf(), generatedWorkload);
    const configuration = local({ executor: 'micro-batch', intervalMs: 5, commit: 'epoch:7ms' });
    expect(await referenceFor(specOf({ configuration, repetition: 3 }), generatedWorkload)).toEqual(reference);
    const { answer } = await referenceFor(specOf({ seed: 2 }), generatedWorkload);
    expect(answer.digest).not.toBe(reference.answer.digest);
  });
});
