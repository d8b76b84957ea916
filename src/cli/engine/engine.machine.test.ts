import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { processNumbersIn } from '../../engines/process-numbers.test-program.ts';
import { FakePrograms } from '../../installations/fake-programs.test-program.ts';
import { isRunning } from '../../processes/running.ts';

const bin = join(import.meta.dirname, '..', '..', '..', 'bin', 'stream-bench.js');

let folder: string;
let engines: string;
let fake: FakePrograms;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-engine-'));
  engines = join(folder, 'cache', 'stream-bench', 'engines');
  fake = new FakePrograms(join(folder, 'fake'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function start(...args: readonly string[]): ChildProcess {
  const env = { ...fake.environment, XDG_CACHE_HOME: join(folder, 'cache'), NO_COLOR: '1' };
  return spawn(process.execPath, [bin, 'engine', ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = start(...args);
  const ended = once(child, 'close') as Promise<[number]>;
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), ended]);
  return { code, stdout, stderr };
}

describe('engine install', () => {
  test.each([
    [['kafak'], "There is no engine 'kafak' to install. Did you mean 'kafka'?\n"],
    [['kafka', 'node'], "There is no engine 'node' to install. Choose from kafka, spark, flink.\n"],
    [[], "missing required argument 'names'\n"],
  ])('%j is refused', async (names, message) => {
    const { code, stdout, stderr } = await run('install', ...names);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
  });

  test('says in two lines what is missing', async () => {
    fake.remove('python3');
    expect(await run('install', 'kafka', 'spark')).toEqual({
      code: 1,
      stdout: '',
      stderr:
        "error: Python: there is no program 'python3'\n" +
        'Install Python 3.11 or later, with venv. The PATH must lead to python3.\n',
    });
    expect(readdirSync(folder)).toEqual(['fake']);
  });

  test('takes nothing for installed that has another content', async () => {
    const { code, stderr } = await run('install', 'flink');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: flink: .*\.jar came without the content .*\nDelete .* and run it again\.\n$/);
    expect((await run('list')).stdout).toMatch(
      /^flink .* not installed to the end: stream-bench engine install flink$/m,
    );
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s ends all that it has started', async (signal) => {
    fake.mode = 'hangs';
    const child = start('install', 'kafka');
    const ended = Promise.all([text(child.stderr!), once(child, 'close')]);
    await vi.waitUntil(() => processNumbersIn(fake.processes).length === 2, { timeout: 20_000 });
    child.kill(signal);
    expect(await ended).toEqual(signal === 'SIGKILL' ? ['', [null, signal]] : ['error: interrupted\n', [130, null]]);
    await vi.waitUntil(() => !processNumbersIn(fake.processes).some(isRunning), { timeout: 5000 });
    expect((await run('list')).stdout).toMatch(/^kafka .* not installed to the end: /m);
    // The lock of a process that is gone is taken over.
    fake.mode = 'fails';
    expect((await run('install', 'kafka')).stderr).toMatch(
      /^error: kafka: Maven could not fetch its jars: Unknown host/,
    );
  });
});

describe('engine list', () => {
  test('shows what is there, and the command for what is not', async () => {
    mkdirSync(join(engines, 'flink-0.9'), { recursive: true });
    writeFileSync(join(engines, 'flink-0.9', 'x.jar'), Buffer.alloc(2_000_000));
    expect((await run('list')).stdout.replaceAll(/\d+\.\d+\.\d+/g, 'x.y.z')).toBe(
      [
        'engine  version  size  where',
        'kafka   x.y.z       –  not installed: stream-bench engine install kafka',
        'spark   x.y.z       –  not installed: stream-bench engine install spark',
        'flink   x.y.z       –  not installed: stream-bench engine install flink',
        `flink   0.9      2 MB  of another version of stream-bench: ${join(engines, 'flink-0.9')}`,
        '',
      ].join('\n'),
    );
  });
});

describe('engine remove', () => {
  test('removes what is there, and says what is not', async () => {
    mkdirSync(join(engines, 'flink-0.9', 'jars'), { recursive: true });
    expect(await run('remove', 'flink', 'kafka')).toEqual({
      code: 0,
      stdout: 'flink 0.9 is removed\nkafka was not installed\n',
      stderr: '',
    });
    expect(readdirSync(engines)).toEqual([]);
  });

  test('refuses an unknown name before it removes anything', async () => {
    mkdirSync(join(engines, 'flink-0.9', 'jars'), { recursive: true });
    expect((await run('remove', 'flink', 'flnik')).stderr).toContain("Did you mean 'flink'?");
    expect(readdirSync(engines)).toEqual(['flink-0.9']);
  });
});
