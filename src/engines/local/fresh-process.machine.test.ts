import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StreamBenchError } from '../../errors.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import type { ReferenceReport, UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { inFreshProcess } from './fresh-process.ts';
import { processNumbersIn } from '../process-numbers.test-program.ts';
import { isRunning } from '../../processes/running.ts';
import { unitInThisProcess } from './unit.test-program.ts';

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
/** A workload whose answer to few records has rows. */
const withRows = 'nexmark:q1';

/** What a unit reports, once its process is gone. */
async function reportOf(spec: UnitSpec, signal = never, folder = temporary): Promise<UnitReport> {
  const context = { signal, machine: new OneAtATime() };
  const { report, reference } = await inFreshProcess({ kind: 'unit', spec }, folder, context);
  const reported = await report;
  await reference;
  return reported;
}

/** What batch answers to the records of a unit, which is not measured. */
async function referenceOf(spec: UnitSpec): Promise<ReferenceReport | null> {
  const context = { signal: never, machine: new OneAtATime() };
  const { report, reference } = await inFreshProcess({ kind: 'reference', spec }, temporary, context);
  report.catch(() => {});
  return reference;
}

describe('a unit in a fresh process', () => {
  test('finds the answer that it finds in this one', async () => {
    const microBatch = local({ executor: 'micro-batch', intervalMs: 5 });
    const spec = specOf({ workload: withRows, sink: 'sqlite', configuration: microBatch });
    const there = await reportOf(spec);
    const here = await unitInThisProcess({ ...spec, sink: 'none' }, await loadWorkload(withRows), temporary);
    expect(there.output).toEqual({ ...here.report.output, readBack: 'yes' });
    expect(there.output.rows).toBeGreaterThan(0);
    expect(there).toMatchObject({ recordCount: 120, guarantee: 'exactly-once' });
    expectNothingLeft();
  });

  test('has a process of its own each time, which is gone afterwards', async () => {
    await reportOf(specFor('tells-its-processes'));
    await reportOf(specFor('tells-its-processes'));
    expect(new Set(processNumbersIn(processes)).size).toBe(2);
    expect(processNumbersIn(processes)).not.toContain(process.pid);
    expectNothingLeft();
  });

  test('may print: standard output is for results, so it goes to standard error', async () => {
    const [toStdout, toStderr] = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    toStderr.mockReturnValue(true);
    const { output } = await reportOf(specFor('prints'));
    expect(output.rows).toBe(120);
    expect(toStderr).toHaveBeenCalledWith('a pipeline file may print\n');
    expect(toStdout).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

describe('the next unit', () => {
  test('is prepared while an answer is checked, and measured when the process that does so is gone', async () => {
    const context = { signal: never, machine: new OneAtATime() };
    const order: string[] = [];
    const withReference = specOf({ workload: withRows, withReference: true });
    const first = await inFreshProcess({ kind: 'unit', spec: withReference }, temporary, context);
    const { rows, digest, unorderedDigest } = (await first.report).output;
    const gone = first.reference.then(() => order.push('the first is gone'));
    const spec = specOf({ workload: 'fraud', seed: 2 });
    const second = await inFreshProcess({ kind: 'unit', spec }, temporary, context);
    await second.report;
    order.push('the second is measured');
    expect((await first.reference)!.answer).toEqual({ rows, digest, unorderedDigest });
    await Promise.all([gone, second.reference]);
    expect(order).toEqual(['the first is gone', 'the second is measured']);
    expectNothingLeft();
  });

  test.each(['unit', 'reference'] as const)('is measured also where a %s before it crashed', async (kind) => {
    const context = { signal: never, machine: new OneAtATime() };
    const first = await inFreshProcess({ kind, spec: specFor('throws') }, temporary, context);
    const spec = specOf({ workload: 'fraud' });
    const second = await inFreshProcess({ kind: 'unit', spec }, temporary, context);
    const outcomes = await Promise.allSettled([first.report, first.reference, second.report, second.reference]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
    expectNothingLeft();
  });
});

describe('a reference in a fresh process', () => {
  test("is that of a unit's own", async () => {
    const configuration = local({ executor: 'micro-batch', intervalMs: 5 });
    const spec = specOf({ workload: withRows, configuration });
    const withReference = { ...spec, withReference: true };
    const here = await unitInThisProcess(withReference, await loadWorkload(withRows), temporary);
    expect(await referenceOf(spec)).toEqual(here.reference);
    expect(here.reference!.answer.rows).toBeGreaterThan(0);
    expectNothingLeft();
  });

  test('rejects with the problem that its process met', async () => {
    const { problem } = await failure(referenceOf(specOf({ workload: 'fruad' })));
    expect(problem).toMatchObject({ kind: 'input', what: "there is no workload 'fruad'" });
    expectNothingLeft();
  });
});

describe('a unit that cannot be measured', () => {
  test('rejects with the problem that its process met', async () => {
    const { problem } = await failure(reportOf(specOf({ workload: 'fruad' })));
    expect(problem).toEqual({ kind: 'input', what: "there is no workload 'fruad'", remedy: "Did you mean 'fraud'?" });
    expectNothingLeft();
  });

  test('rejects with the exit code of a process that its pipeline file ended, and the line', async () => {
    const { problem } = await failure(reportOf(specFor('exits')));
    expect(problem).toMatchObject({
      kind: 'input',
      where: `${fixture('exits')}:1`,
      what: 'the pipeline file ended its process with exit code 7',
    });
    expectNothingLeft();
  });

  test('rejects with the first line of an error, whose stack is kept as its cause', async () => {
    const error = await failure(reportOf(specFor('throws')));
    expect(error.problem).toEqual({
      kind: 'input',
      what: "the function 'record' of generated() failed: no sixth record",
      where: 'throws.test-program.ts:9, record() at index 5',
    });
    expect((error.cause as Error).stack).toMatch(/throws\.test-program\.ts:\d+/);
    expectNothingLeft();
  });

  test('rejects with the signal that killed its process', async () => {
    const unit = failure(reportOf(specFor('tells-its-processes', { durationMs: 60_000 })));
    await vi.waitUntil(() => processNumbersIn(processes).length === 1, { timeout: 20_000 });
    process.kill(processNumbersIn(processes)[0], 'SIGKILL');
    expect((await unit).problem.what).toMatch('crashed: its process was killed (SIGKILL)');
    expectNothingLeft();
  });

  test('rejects where its folder cannot be made', async () => {
    const missing = join(temporary, 'missing');
    const { problem } = await failure(reportOf(specOf(), never, missing));
    expect(problem).toMatchObject({ kind: 'environment', where: missing });
  });
});

test.each(['none', 'sqlite', 'file'] as const)(
  'a unit with the %s sink whose parent was killed leaves nothing behind once it is done',
  async (sink) => {
    const configuration = local({ commit: sink === 'file' ? 'epoch:10ms' : 'invocation' });
    const spec = specFor('tells-its-processes', { sink, configuration, durationMs: 300 });
    const request = JSON.stringify({ kind: 'unit', spec });
    const program = [fixture('starts-a-unit'), temporary, request];
    const parent = spawn(process.execPath, program, { stdio: 'inherit' });
    await vi.waitUntil(() => processNumbersIn(processes).length === 1, { timeout: 20_000 });
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await vi.waitUntil(() => !isRunning(processNumbersIn(processes)[0]), { timeout: 20_000 });
    await vi.waitFor(() => expectNothingLeft(), { timeout: 5000 });
  },
);

describe('an abort', () => {
  test('ends the process that runs, and waits until it is gone', async () => {
    const controller = new AbortController();
    const unit = reportOf(specFor('tells-its-processes', { durationMs: 60_000 }), controller.signal);
    await vi.waitUntil(() => processNumbersIn(processes).length === 1, { timeout: 20_000 });
    controller.abort();
    await expect(unit).rejects.toMatchObject({ name: 'AbortError' });
    expectNothingLeft();
  });

  test('beforehand starts none', async () => {
    const unit = reportOf(specFor('tells-its-processes'), AbortSignal.abort());
    await expect(unit).rejects.toMatchObject({ name: 'AbortError' });
    expect(processNumbersIn(processes)).toEqual([]);
    expectNothingLeft();
  });

  test('is for the parent to see: a unit goes on, though the interrupt of a terminal reaches it too', async () => {
    const unit = reportOf(specFor('tells-its-processes', { durationMs: 1000 }));
    await vi.waitUntil(() => processNumbersIn(processes).length === 1, { timeout: 20_000 });
    process.kill(processNumbersIn(processes)[0], 'SIGINT');
    await setTimeout(50);
    process.kill(processNumbersIn(processes)[0], 'SIGINT');
    expect((await unit).output.rows).toBe(2040);
    expectNothingLeft();
  });
});
