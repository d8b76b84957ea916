import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cacheFolder } from '../installations/cache-folder.ts';
import { childrenOf, descendantsOf } from '../processes/child-processes.test-program.ts';
import { isRunning } from '../processes/running.ts';
import { readResult } from '../results/read-result.ts';

// The command ends when a unit between topics ends early: nothing that it waited for holds it, and nothing is left.

const bin = join(import.meta.dirname, '..', '..', 'bin', 'stream-bench.js');

let folder: string;
let temporary: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-ends-'));
  temporary = join(folder, 'temporary');
  mkdirSync(temporary);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Command {
  readonly child: ChildProcess;
  readonly stderr: Promise<string>;
  readonly ended: Promise<unknown[]>;
}

function started(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Command {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return { child, stderr: text(child.stderr), ended: once(child, 'close') };
}

const unit = ['run', 'trends:screen', '--engine', 'node=continuous', '--rate', '200'];

/** A run in whose first unit a job runs. */
async function inUnit(): Promise<Command> {
  const command = started([...unit, '--duration', '60s', '--no-save']);
  const isThere = (name: string): boolean => childrenOf(command.child.pid!, name).length > 0;
  await vi.waitUntil(() => isThere('node-job-process'), { timeout: 120_000 });
  await setTimeout(8000);
  return command;
}

test.each<[string, (command: number) => void, [exitCode: number, stderr: RegExp]]>([
  ['is interrupted', (command) => process.kill(command, 'SIGINT'), [130, /^error: interrupted\n$/m]],
  [
    'loses its broker',
    (command) => process.kill(childrenOf(command, 'kafka.Kafka')[0], 'SIGKILL'),
    [1, /^error: the Kafka broker ended with SIGKILL\n/m],
  ],
  [
    'loses its job',
    (command) => process.kill(childrenOf(command, 'node-job-process')[0], 'SIGKILL'),
    [1, /^error: the Node job was killed/m],
  ],
])(
  'a run that %s while it measures ends within 10 s, with nothing left',
  async (_, fault, [exitCode, told]) => {
    const { child, stderr, ended } = await inUnit();
    const processes = descendantsOf(child.pid!);
    const start = performance.now();
    fault(child.pid!);
    expect(await ended).toEqual([exitCode, null]);
    expect((performance.now() - start) / 1000).toBeLessThan(10);
    expect(await stderr).toMatch(told);
    expect(readdirSync(temporary)).toEqual([]);
    await vi.waitUntil(() => !processes.some(isRunning), { timeout: 2000 });
  },
  180_000,
);

test('a run that is killed takes its processes with it, and the next one clears its folders', async () => {
  const { child, ended } = await inUnit();
  const processes = descendantsOf(child.pid!);
  const names = ['kafka.Kafka', 'producer-process', 'consumer-process', 'node-job-process'];
  expect(names.filter((name) => childrenOf(child.pid!, name).length === 0)).toEqual([]);
  child.kill('SIGKILL');
  await ended;
  await vi.waitUntil(() => !processes.some(isRunning), { timeout: 10_000 });
  expect(readdirSync(temporary)).not.toEqual([]);
  const next = started(['run', '--rate', '1k', '--duration', '100ms', '--repeat', '1', '--no-save']);
  await next.ended;
  expect(readdirSync(temporary)).toEqual([]);
}, 240_000);

test('two runs at once both have the answer of batch', async () => {
  const files = ['one.json', 'two.json'];
  const runs = files.map((file) => started([...unit, '--duration', '2s', '--repeat', '1', '--out', file]));
  for (const { ended, stderr } of runs) expect(await ended, await stderr).not.toEqual([1, null]);
  for (const file of files) {
    const { units, sameAnswer } = readResult(join(folder, file)).result;
    expect([units.length, units[0].output?.readBack, sameAnswer.equal]).toEqual([1, 'yes', true]);
  }
  expect(readdirSync(temporary)).toEqual([]);
}, 240_000);

test('a run without a whole installation is refused in two lines, before anything starts', async () => {
  const cache = join(folder, 'cache');
  const copied = cacheFolder({ XDG_CACHE_HOME: cache }, homedir());
  cpSync(cacheFolder(process.env, homedir()), copied, {
    recursive: true,
    filter: (path) => !/engines\/(spark|flink)/.test(path),
  });
  const [kafka] = readdirSync(copied).filter((name) => name.startsWith('kafka-'));
  const jars = join(copied, kafka, 'jars');
  const jar = readdirSync(jars).find((name) => name.startsWith('kafka-clients'))!;
  truncateSync(join(jars, jar), 1000);
  const { ended, stderr } = started(unit, { XDG_CACHE_HOME: cache });
  expect(await ended).toEqual([1, null]);
  expect(await stderr).toBe(
    'error: kafka: installed, but files of it are missing or changed\nInstall it: stream-bench engine install kafka\n',
  );
}, 60_000);
