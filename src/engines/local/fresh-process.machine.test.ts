import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StreamBenchError } from '../../errors.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { inFreshProcesses, oneAfterAnother, type RunUnit } from './fresh-process.ts';
import type { UnitSpec } from './unit-spec.ts';
import { specOf } from './unit.test-program.ts';
import { runUnit } from './unit.ts';
import { isRunning, processNumbersIn } from './process-numbers.test-program.ts';

let directory: string;
let processes: string;
let temporary: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-fresh-'));
  processes = join(directory, 'processes');
  temporary = mkdtempSync(join(directory, 'temporary-'));
  vi.stubEnv('STREAM_BENCH_TEST_PROCESSES', processes);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

function oneByOne(folder: string, signal: AbortSignal): RunUnit {
  return oneAfterAnother(inFreshProcesses(folder, signal));
}

function fixture(name: string): string {
  return join(import.meta.dirname, 'fixtures', `${name}.test-program.ts`);
}

/** Units whose every trace the tests below look for. */
function specFor(name: string, changes: Partial<UnitSpec> = {}): UnitSpec {
  return specOf({ workload: fixture(name), sink: 'sqlite', ...changes });
}

function expectNothingLeft(): void {
  expect(readdirSync(temporary)).toEqual([]);
  expect(processNumbersIn(processes).filter(isRunning)).toEqual([]);
}

async function failure(run: Promise<unknown>): Promise<StreamBenchError> {
  const error: unknown = await run.then(
    () => expect.fail('the unit succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof StreamBenchError) return error;
  throw error;
}

const never = new AbortController().signal;

describe('a unit in a fresh process', () => {
  test('finds the answer that it finds in this one', async () => {
    const spec = specOf({ workload: 'fraud', sink: 'sqlite', executor: 'micro-batch', intervalMs: 5 });
    const there = await oneByOne(temporary, never)(spec);
    const here = await runUnit({ ...spec, sink: 'none' }, await loadWorkload('fraud'), temporary);
    expect(there.output).toEqual(here.output);
    expect(there).toMatchObject({ recordCount: 120, guarantee: 'exactly-once' });
    expectNothingLeft();
  });

  test('has a process of its own each time, which is gone afterwards', async () => {
    const runUnitThere = oneByOne(temporary, never);
    await runUnitThere(specFor('tells-its-processes'));
    await runUnitThere(specFor('tells-its-processes'));
    expect(new Set(processNumbersIn(processes)).size).toBe(2);
    expect(processNumbersIn(processes)).not.toContain(process.pid);
    expectNothingLeft();
  });

  test('may print without disturbing anyone', async () => {
    const { output } = await oneByOne(temporary, never)(specFor('prints'));
    expect(output.rows).toBe(120);
  });
});

describe('the next unit', () => {
  test('is prepared while an answer is checked, and measured when the process that does so is gone', async () => {
    const measureUnit = inFreshProcesses(temporary, never);
    const order: string[] = [];
    const first = await measureUnit(specOf({ workload: 'fraud', withReference: true }));
    const gone = first.reference.then(() => order.push('the first is gone'));
    const second = await measureUnit(specOf({ workload: 'fraud', seed: 2 }));
    order.push('the second is measured');
    const { rows, digest } = first.figures.output;
    expect(await first.reference).toEqual({ rows, digest });
    await Promise.all([gone, second.reference]);
    expect(order).toEqual(['the first is gone', 'the second is measured']);
    expectNothingLeft();
  });

  test('is measured also where the one before crashed', async () => {
    const measureUnit = inFreshProcesses(temporary, never);
    const [first, second] = await Promise.allSettled([
      measureUnit(specFor('throws')),
      measureUnit(specOf({ workload: 'fraud' })),
    ]);
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
    if (second.status === 'fulfilled') await second.value.reference;
    expectNothingLeft();
  });
});

describe('a unit that cannot be measured', () => {
  test('rejects with the problem that its process met', async () => {
    const { problem } = await failure(oneByOne(temporary, never)(specOf({ workload: 'fruad' })));
    expect(problem).toEqual({ kind: 'input', what: "there is no workload 'fruad'", remedy: "Did you mean 'fraud'?" });
    expectNothingLeft();
  });

  test('is told with the exit code of a process that ended without a word', async () => {
    const { problem } = await failure(oneByOne(temporary, never)(specFor('exits')));
    expect(problem).toEqual({ kind: 'environment', what: 'a unit crashed: its process ended with exit code 7' });
    expectNothingLeft();
  });

  test('is told with the first line of an error, whose stack is kept as its cause', async () => {
    const error = await failure(oneByOne(temporary, never)(specFor('throws')));
    expect(error.problem).toEqual({
      kind: 'environment',
      what: 'a unit crashed: RangeError: no sixth record',
      remedy: 'Run it again with --verbose to see where.',
    });
    expect((error.cause as Error).stack).toMatch(/throws\.test-program\.ts:\d+/);
    expectNothingLeft();
  });

  test('is told with the signal that killed its process', async () => {
    const unit = failure(oneByOne(temporary, never)(specFor('tells-its-processes', { durationMs: 60_000 })));
    await vi.waitUntil(() => processNumbersIn(processes).length === 1, { timeout: 20_000 });
    process.kill(processNumbersIn(processes)[0], 'SIGKILL');
    expect((await unit).problem.what).toBe('a unit crashed: its process ended with SIGKILL');
    expectNothingLeft();
  });

  test('is told where its folder cannot be made', async () => {
    const { problem } = await failure(oneByOne(join(temporary, 'missing'), never)(specOf()));
    expect(problem).toMatchObject({ kind: 'environment', where: join(temporary, 'missing') });
  });
});

test.each(['none', 'sqlite', 'file'] as const)(
  'a unit with the %s sink whose parent was killed leaves nothing behind once it is done',
  async (sink) => {
    const spec = specFor('tells-its-processes', {
      sink,
      commit: sink === 'file' ? 'epoch:10ms' : 'invocation',
      durationMs: 300,
    });
    const parent = spawn(process.execPath, [fixture('starts-a-unit'), temporary, JSON.stringify(spec)], {
      stdio: 'inherit',
    });
    await vi.waitUntil(() => processNumbersIn(processes).length === 1, { timeout: 20_000 });
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await vi.waitUntil(() => !isRunning(processNumbersIn(processes)[0]), { timeout: 20_000 });
    expectNothingLeft();
  },
);

describe('an abort', () => {
  test('ends the process that runs, and waits for its end', async () => {
    const controller = new AbortController();
    const unit = oneByOne(temporary, controller.signal)(specFor('tells-its-processes', { durationMs: 60_000 }));
    await vi.waitUntil(() => processNumbersIn(processes).length === 1, { timeout: 20_000 });
    controller.abort();
    await expect(unit).rejects.toMatchObject({ name: 'AbortError' });
    expectNothingLeft();
  });

  test('beforehand starts none', async () => {
    await expect(oneByOne(temporary, AbortSignal.abort())(specFor('tells-its-processes'))).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(processNumbersIn(processes)).toEqual([]);
    expectNothingLeft();
  });

  test('is not for the unit to see: the interrupt of a terminal reaches its process as well, which goes on', async () => {
    const unit = oneByOne(temporary, never)(specFor('tells-its-processes', { durationMs: 1000 }));
    await vi.waitUntil(() => processNumbersIn(processes).length === 1, { timeout: 20_000 });
    process.kill(processNumbersIn(processes)[0], 'SIGINT');
    await setTimeout(50);
    process.kill(processNumbersIn(processes)[0], 'SIGINT');
    expect((await unit).output.rows).toBe(2040);
    expectNothingLeft();
  });
});
