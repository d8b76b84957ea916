import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { processNumbersIn } from '../engines/process-numbers.test-program.ts';
import { isRunning } from '../processes/running.ts';
import type { Result } from '../results/result.ts';
import { writePipelineFile } from '../workloads/pipeline-file.test-program.ts';
import { withoutProgress } from './without-progress.test-program.ts';

const bin = join(import.meta.dirname, '..', '..', 'bin', 'stream-bench.js');
const realRunMs = 120_000;

let folder: string;
let temporary: string;
let processes: string;
let pipeline: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-signals-'));
  [temporary, processes, pipeline] = ['temporary', 'processes', 'mine.mjs'].map((name) => join(folder, name));
  mkdirSync(temporary);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Code that notes the process that runs it. */
const noted = `(await import('node:fs')).appendFileSync(process.env.STREAM_BENCH_TEST_PROCESSES, process.pid + '\\n');`;

function start(...args: readonly string[]): ChildProcess {
  const env = { ...process.env, TMPDIR: temporary, STREAM_BENCH_TEST_PROCESSES: processes, NO_COLOR: '1' };
  return spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function untilProcesses(count: number): Promise<void> {
  await vi.waitUntil(() => processNumbersIn(processes).length >= count, { timeout: realRunMs / 2, interval: 5 });
}

async function untilNothingIsLeft(): Promise<void> {
  await vi.waitUntil(() => !processNumbersIn(processes).some(isRunning), { timeout: 5000 });
  await vi.waitUntil(() => readdirSync(temporary).length === 0, { timeout: 5000 });
}

describe('a signal ends at once', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'a command whose pipeline file loops: %s',
    async (signal) => {
      writePipelineFile(pipeline, `${noted} process.on('${signal}', () => {}); for (;;);`);
      const child = start('run', 'mine.mjs');
      const ended = once(child, 'close');
      await untilProcesses(1);
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      await untilNothingIsLeft();
    },
    realRunMs,
  );

  test(
    'doctor --truth, which is busy all the time',
    async () => {
      const child = start('doctor', '--truth');
      const ended = once(child, 'close');
      // In a second it has begun, and it takes more than ten.
      setTimeout(() => child.kill('SIGINT'), 1500);
      expect(await ended).toEqual([null, 'SIGINT']);
    },
    realRunMs,
  );
});

test.each(['SIGTERM', 'SIGHUP'] as const)(
  '%s keeps the units that are finished, and leaves nothing else',
  async (signal) => {
    writePipelineFile(pipeline, noted);
    const args = ['--duration', '100ms', '--rate', '2k', '--executor', 'continuous', '--repeat', '100', '--json'];
    const child = start('run', 'mine.mjs', ...args);
    const [stdout, stderr] = [text(child.stdout!), text(child.stderr!)];
    const ended = once(child, 'close');
    // The one that loads the file, the reference, and three units.
    await untilProcesses(5);
    child.kill(signal);
    expect([withoutProgress(await stderr), ...((await ended) as unknown[])]).toEqual([
      'error: interrupted\n',
      130,
      null,
    ]);
    const { interrupted, units } = JSON.parse(await stdout) as Result;
    expect(interrupted).toBe(true);
    expect([2, 3]).toContain(units.length);
    await untilNothingIsLeft();
  },
  realRunMs,
);

test(
  'SIGKILL leaves a sink that is to be kept, and nothing that runs',
  async () => {
    writePipelineFile(pipeline, noted);
    const kept = join(folder, 'sinks');
    const args = ['--duration', '20s', '--rate', '2k', '--executor', 'continuous', '--repeat', '1'];
    const child = start('run', 'mine.mjs', ...args, '--sink', 'file', '--keep', kept);
    const files = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const isKept = (name: string): boolean => name.startsWith(join('sinks', ''));
    await vi.waitUntil(() => files().filter(isKept).length > 1, { timeout: realRunMs / 2 });
    child.kill('SIGKILL');
    await vi.waitUntil(() => !processNumbersIn(processes).some(isRunning), { timeout: 5000 });
    // What guards the processes removes their folders after that.
    await sleep(500);
    expect(files().filter(isKept).length).toBeGreaterThan(1);
  },
  realRunMs,
);

test(
  'show: SIGINT while it computes its rows',
  async () => {
    writePipelineFile(pipeline, noted);
    const child = start('show', 'mine.mjs', '--rate', '1M', '--duration', '5s');
    const stderr = text(child.stderr!);
    const ended = once(child, 'close');
    // The one that loads the file, and the one of the rows.
    await untilProcesses(2);
    child.kill('SIGINT');
    expect([await stderr, ...((await ended) as unknown[])]).toEqual(['error: interrupted\n', 130, null]);
    await untilNothingIsLeft();
  },
  realRunMs,
);

describe('a pipeline file', () => {
  const quick = ['--duration', '100ms', '--executor', 'continuous', '--repeat', '1'];

  test(
    'may change the folder, print and leave timers: paths of the command and the document stay as they are',
    async () => {
      const rows = Array.from({ length: 1500 }, (_, row) => `${1_000_000 + row},1\n`);
      writeFileSync(join(folder, 'records.csv'), `time,amount\n${rows.join('')}`);
      writePipelineFile(pipeline, `process.chdir('/'); console.log('hello'); setInterval(() => {}, 1000);`);
      const replay = ['--replay', 'records.csv', '--time-unit', 'ms', '--rate', '2k'];
      const child = start('run', 'mine.mjs', ...quick, ...replay, '--json', '--out', 'result.json');
      const [stdout, stderr] = [text(child.stdout!), text(child.stderr!)];
      expect(await once(child, 'close')).toEqual([0, null]);
      expect(withoutProgress(await stderr)).toBe('hello\n'.repeat(3));
      expect(await stdout).toBe(readFileSync(join(folder, 'result.json'), 'utf8'));
      expect((JSON.parse(await stdout) as Result).units).toHaveLength(1);
      await untilNothingIsLeft();
    },
    realRunMs,
  );

  test.each([['run', ...quick], ['explain']])(
    'that ends its process does not pass: %s',
    async (command, ...args) => {
      writePipelineFile(pipeline, 'process.exit(0);');
      const child = start(command, 'mine.mjs', ...args);
      const [stdout, stderr] = [text(child.stdout!), text(child.stderr!)];
      expect(await once(child, 'close')).toEqual([1, null]);
      expect(await stderr).toMatch(/^error: mine\.mjs:3: .*process with exit code 0\n.*process\.exit\(\).*\n$/);
      expect(await stdout).toBe('');
    },
    realRunMs,
  );
});
