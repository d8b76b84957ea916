import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { machineHas } from '../machine-has.test-program.ts';
import { isRunning } from './running.ts';

test('this process runs, and a number that no process has does not', () => {
  expect([isRunning(process.pid), isRunning(2 ** 30)]).toEqual([true, false]);
});

test.runIf(machineHas('/proc/self'))('a process that has ended does not run, though nobody has asked how', async () => {
  // The shell becomes sleep, which never asks for its child.
  const shell = spawn('/bin/sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [number] = (await once(shell.stdout, 'data')) as [Buffer];
  const child = Number(number.toString());
  await expect.poll(() => isRunning(child), { timeout: 10_000 }).toBe(false);
  expect(process.kill(child, 0)).toBe(true);
  shell.kill('SIGKILL');
});
