import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Engine, MeasuringContext } from '../../engine.ts';
import { local, specOf } from '../../example-spec.test-program.ts';
import { OneAtATime } from '../../one-at-a-time.ts';
import type { UnitReport } from '../../unit-report.ts';
import type { UnitSpec } from '../../unit-spec.ts';
import { localEngine } from '../local-engine.ts';

let folder: string;
let temporary: string;
let context: MeasuringContext;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-shared-'));
  temporary = mkdtempSync(join(folder, 'temporary-'));
  context = { signal: new AbortController().signal, machine: new OneAtATime() };
  writeFileSync(join(folder, 'made'), '');
  vi.stubEnv('MADE', join(folder, 'made'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const workload = join(import.meta.dirname, '..', 'fixtures', 'counts-its-records.test-program.ts');
/** As many as are shared, and one less. */
const [many, few] = [100_000, 99_999].map((count) => ({ ratePerSecond: count * 10, durationMs: 80, warmUpMs: 20 }));

async function outputOf(engine: Engine, spec: UnitSpec): Promise<UnitReport['output']> {
  const { report, reference } = await engine.measure(spec, context);
  await reference;
  return report.output;
}

const timesMade = (): number => readFileSync(join(folder, 'made'), 'utf8').split('\n').length - 1;

describe('units with the same records', () => {
  test('share them where they are many, with the same answer', async () => {
    const engine = localEngine(temporary, { sharesRecords: true });
    const spec = specOf({ workload, ...many });
    const configurations = [local(), local({ executor: 'micro-batch', intervalMs: 10 })];
    const outputs: UnitReport['output'][] = [];
    for (const configuration of configurations) outputs.push(await outputOf(engine, { ...spec, configuration }));
    expect(timesMade()).toBe(1);
    await engine.close!();
    expect(readdirSync(temporary)).toEqual([]);
    const own = await outputOf(localEngine(temporary), spec);
    expect(own.rows).toBeGreaterThan(1000);
    expect(outputs).toEqual([own, own]);
    expect(timesMade()).toBe(2);
  });

  test('make their own where they are few', async () => {
    const engine = localEngine(temporary, { sharesRecords: true });
    for (const repetition of [0, 1]) await outputOf(engine, specOf({ workload, ...few, repetition }));
    expect(timesMade()).toBe(2);
    await engine.close!();
  });

  test('are made anew for another seed', async () => {
    const engine = localEngine(temporary, { sharesRecords: true });
    for (const seed of [1, 2, 1]) await outputOf(engine, specOf({ workload, ...many, seed }));
    expect(timesMade()).toBe(2);
    await engine.close!();
  });

  test('are not made once the experiment was interrupted', async () => {
    const engine = localEngine(temporary, { sharesRecords: true });
    const measured = engine.measure(specOf({ workload, ...many }), { ...context, signal: AbortSignal.abort() });
    await expect(measured).rejects.toThrow('aborted');
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('that are being made are given up with an interruption', async () => {
    const engine = localEngine(temporary, { sharesRecords: true });
    const interruption = new AbortController();
    const measured = engine.measure(specOf({ workload, ...many }), { ...context, signal: interruption.signal });
    interruption.abort();
    await expect(measured).rejects.toThrow('aborted');
    await engine.close!();
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('fail with the fault of their generator', async () => {
    vi.stubEnv('MADE', join(folder, 'no', 'folder'));
    const engine = localEngine(temporary, { sharesRecords: true });
    await expect(engine.measure(specOf({ workload, ...many }), context)).rejects.toThrow('ENOENT');
    await engine.close!();
    expect(readdirSync(temporary)).toEqual([]);
  });
});
