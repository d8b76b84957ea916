import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StreamBenchError } from '../errors.ts';
import { planDigest } from '../pipeline/plan-digest.ts';
import { loadOutside } from './load-outside.ts';
import { loadWorkload } from './load-workload.ts';
import { writePipelineFile } from './pipeline-file.test-program.ts';
import type { Workload } from './workload.ts';

let folder: string;
let file: string;
let printed: string;
let notes: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-load-'));
  file = join(folder, 'mine.mjs');
  printed = '';
  notes = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Loads a pipeline file that runs this code. */
async function loaded(code: string, timeoutMs = 20_000): Promise<Workload> {
  return loadOutside(writePipelineFile(file, code), { timeoutMs, notify: (text) => notes.push(text) });
}

async function refused(code: string, timeoutMs?: number): Promise<StreamBenchError> {
  const outcome: unknown = await loaded(code, timeoutMs).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(StreamBenchError);
  return outcome as StreamBenchError;
}

describe('a pipeline file', () => {
  test('is loaded elsewhere, with the same plan as here', async () => {
    const { name, plan } = await loaded('globalThis.wasLoaded = true;');
    expect(name).toBe('mine');
    expect(globalThis).not.toHaveProperty('wasLoaded');
    expect(planDigest(plan)).toBe(planDigest((await loadWorkload(file)).plan));
  });

  test.each([
    ['leaves a timer', 'setInterval(() => {}, 1000);'],
    ['leaves a server', `const { createServer } = await import('node:net'); createServer().listen(0);`],
    ['leaves a process', `(await import('node:child_process')).spawn('sleep', ['40'], { stdio: 'inherit' });`],
    ['loops at its end', `process.on('exit', () => { for (;;); });`],
    ['changes its process', `process.exitCode = 0; process.chdir('/'); process.on('SIGINT', () => {});`],
    ['sends messages', `process.send('ready'); process.send(null);`],
  ])('that %s is loaded like any other', async (_, code) => {
    expect((await loaded(code)).name).toBe('mine');
    expect(printed).toBe('');
  });

  test('may print: standard output is for results, so it goes to standard error', async () => {
    const toStdout = vi.spyOn(process.stdout, 'write');
    await loaded(`console.log('hello'); process.stdout.write('there\\n'); console.error('and here');`);
    expect(printed.split('\n').toSorted()).toEqual(['', 'and here', 'hello', 'there']);
    expect(toStdout).not.toHaveBeenCalled();
  });
});

test.runIf(process.platform === 'linux')(
  'where memory runs short, the system ends the process of the file first',
  async () => {
    await loaded(`console.log((await import('node:fs')).readFileSync('/proc/self/oom_score_adj', 'utf8').trim());`);
    expect(Number(printed)).toBeGreaterThanOrEqual(500);
  },
);

describe('one problem that names the file and the line is made of', () => {
  const reject = `Promise.reject(new RangeError('nobody listens'));`;

  test.each([
    ['process.exit()', 'process.exit(0);', 3, 'the pipeline file ended its process with exit code 0'],
    ['a rejection', reject, 3, 'a promise was rejected that nothing handles: RangeError: nobody listens'],
    ['an error', `throw new Error('not today');`, 3, 'the pipeline file does not load: not today'],
    [
      'an error outside of any call',
      `setTimeout(() => { throw new TypeError('too late'); }, 1); await new Promise((go) => setTimeout(go, 5000));`,
      3,
      'an error was thrown that nothing catches: TypeError: too late',
    ],
    ['an await without end', 'await new Promise(() => {});', null, 'the pipeline file waits for something that never'],
    ['an abort', 'process.abort();', null, 'the pipeline file did not load: its process ended with SIGABRT'],
    [
      'other stacks',
      'Error.prepareStackTrace = () => ({}); process.exit(7);',
      null,
      'the pipeline file ended its process with exit code 7',
    ],
  ])('%s', async (_, code, line, what) => {
    const { problem } = await refused(code);
    expect(problem).toMatchObject({ kind: 'input', where: line === null ? file : `${file}:${line}` });
    expect(problem.what).toContain(what);
    expect(printed).toBe('');
  });

  test('a loop, which is told before it is ended', async () => {
    const { problem } = await refused('for (;;);', 1000);
    expect(problem.what).toBe('the pipeline file was not loaded within 1 s, so it was stopped');
    expect(problem.remedy).toContain('loop');
    expect(notes).toEqual([`${file} has been loading for 0.5 s. It is stopped after 1 s.\n`]);
  });
});
