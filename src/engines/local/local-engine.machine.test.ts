import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StreamBenchError } from '../../errors.ts';
import type { MeasuringContext } from '../engine.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import { generatedWorkload } from '../example-workloads.test-program.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import { maxRecords } from '../schedule/record-count.ts';
import { localEngine, referenceByBatch } from './local-engine.ts';
import { warmUpMsFor } from './warm-up.ts';

let temporary: string;
let context: MeasuringContext;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'stream-bench-local-'));
  context = { signal: new AbortController().signal, machine: new OneAtATime() };
});
afterEach(() => {
  // Fails unless the folder is empty: a unit leaves nothing behind.
  rmdirSync(temporary);
});

/** A workload whose answer to few records has rows. */
const withRows = 'nexmark:q1';

describe('the local engine', () => {
  test('has its name, and runs every plan in every mode', () => {
    const engine = localEngine(temporary);
    expect(engine.name).toBe(local().engine);
    for (const mode of ['continuous', 'micro-batch']) expect(engine.refusals(generatedWorkload.plan, mode)).toEqual([]);
  });

  test('holds as many records as fit in memory, and warms up until windows have filled', () => {
    const { limits } = localEngine(temporary);
    expect(limits.maxRecords).toBe(maxRecords);
    expect(limits.warmUpMs(generatedWorkload, 1000, null)).toBe(warmUpMsFor(generatedWorkload, 1000, null));
  });

  test('measures a unit, and answers its records by batch where that is asked for', async () => {
    const spec = specOf({ workload: withRows, withReference: true });
    const { report, reference } = await localEngine(temporary).measure(spec, context);
    const { rows, digest, unorderedDigest } = report.output;
    expect(rows).toBeGreaterThan(0);
    expect(report.local).not.toBeNull();
    expect((await reference)!.answer).toEqual({ rows, digest, unorderedDigest });
  });

  test('has no reference where it is not asked for', async () => {
    const { reference } = await localEngine(temporary).measure(specOf({ workload: withRows }), context);
    expect(await reference).toBeNull();
  });

  test('keeps a report whose reference fails, and measures the next unit', async () => {
    const workload = join(import.meta.dirname, 'fixtures', 'throws-in-batch.test-program.ts');
    const spec = specOf({ workload, withReference: true });
    const { report, reference } = await localEngine(temporary).measure(spec, context);
    expect(report.output.rows).toBe(120);
    const next = await localEngine(temporary).measure(specOf({ workload: withRows }), context);
    await next.reference;
    await expect(reference).rejects.toThrow(StreamBenchError);
    await expect(reference).rejects.toThrow('no second answer');
  });

  test('rejects with the problem of a unit that cannot be measured', async () => {
    const measured = localEngine(temporary).measure(specOf({ workload: 'fruad' }), context);
    await expect(measured).rejects.toMatchObject({ problem: { what: "there is no workload 'fruad'" } });
  });
});

describe('a reference by batch', () => {
  test("is that of a unit's own, for a configuration of any engine", async () => {
    const spec = specOf({ workload: withRows, withReference: true });
    const { reference } = await localEngine(temporary).measure(spec, context);
    const configuration = { ...local(), engine: 'spark', mode: 'real-time' };
    const other = await referenceByBatch({ ...spec, configuration }, temporary, context);
    expect(other).toEqual(await reference);
    expect(other).toMatchObject({ offeredRate: 2000, recordCount: 120 });
  });

  test('rejects where it cannot be worked out, and frees the machine', async () => {
    const workload = join(import.meta.dirname, 'fixtures', 'throws.test-program.ts');
    const failing = referenceByBatch(specOf({ workload }), temporary, context);
    await expect(failing).rejects.toThrow('no sixth record');
    const next = await referenceByBatch(specOf({ workload: withRows }), temporary, context);
    expect(next.answer.rows).toBeGreaterThan(0);
  });
});
