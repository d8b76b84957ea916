import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import workerThreads from 'node:worker_threads';
import { vi } from 'vitest';

/** Runs before the tests of every other file than *.machine.test.ts, and makes what needs the machine fail in them. */
function refused(name: string) {
  return function refuse(): never {
    throw new Error(`${name} needs the machine: a test that uses it stands in a *.machine.test.ts`);
  };
}

const processes = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'];
for (const name of processes) Object.assign(childProcess, { [name]: refused(name) });
for (const name of ['fdatasyncSync', 'fsyncSync']) Object.assign(fs, { [name]: refused(name) });
Object.assign(workerThreads, { Worker: refused('Worker') });
syncBuiltinESMExports();

vi.mock(import('./src/measurement/clock/real-clock.ts'), () => ({ RealClock: refused('RealClock') as never }));
