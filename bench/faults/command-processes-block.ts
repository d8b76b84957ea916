import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type * as Program from '../../src/cli/program.ts';
import { Choices } from './choices.ts';
import { randomCommandLine } from './command-line.ts';
import { outcomeOf, type Printed } from './command-outcome.ts';
import { doCases, seedOfBlock } from './in-blocks.ts';
import { Scratch } from './scratch.ts';

/**
 * Random command lines as users start them, but without other programs: an install ends before it begins. What runs for
 * longer than some seconds is interrupted, as by Ctrl-C.
 */
const { programFor } = (await import(new URL('../../dist/cli/program.js', import.meta.url).href)) as typeof Program;
const bin = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
const silent = { write: () => true };
const grammar = await programFor({ stdout: silent, stderr: silent, signal: new AbortController().signal }, () => {});
const interruptAfterMs = 5000;
const scratch = new Scratch();
const temporary = mkdtempSync(join(tmpdir(), 'stream-bench-faults-tmp-'));

await doCases(async (index, begins) => {
  scratch.reset();
  const row = 'command lines, each as a process';
  // No process can be given a text with a NUL.
  const args = randomCommandLine(new Choices(seedOfBlock(), index), grammar).map((arg) => arg.replaceAll('\0', ''));
  begins(JSON.stringify(args).slice(0, 300));
  const printed = await run(args);
  const left = readdirSync(temporary);
  const damage = left.length > 0 ? `leaves ${left.join(', ')} among temporary files` : scratch.damage(args);
  return { row, outcome: outcomeOf(args, printed, damage) };
});
scratch.remove();
rmSync(temporary, { recursive: true, force: true });

async function run(args: readonly string[]): Promise<Printed> {
  const env = {
    ...process.env,
    TMPDIR: temporary,
    XDG_CACHE_HOME: scratch.cacheFolder,
    PATH: scratch.noPrograms,
  };
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: scratch.folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const interrupt = setTimeout(() => child.kill('SIGINT'), interruptAfterMs);
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
  clearTimeout(interrupt);
  return { exitCode, stdout, stderr, isTerminal: false };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  // `doctor` leaves the interruption to the system, which a shell tells as 130.
  return signal === 'SIGINT' ? 130 : code;
}
