import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { isRunning } from '../../processes/running.ts';
import { FaultyUnit, folderPerTest } from './faulty-unit.test-program.ts';

const folder = folderPerTest();
const startsAUnit = join(import.meta.dirname, 'fixtures', 'starts-a-unit.test-program.ts');

describe('code of users in a unit', () => {
  test.each([
    ['process.exit()', { record: 'process.exit(0)' }, ':6', 'ended its process with exit code 0'],
    ['process.exit() later', { map: 'process.exit(3)' }, ':8', 'ended its process with exit code 3'],
    ['a rejection', { map: `Promise.reject('x')` }, '', 'a promise was rejected that nothing handles: x'],
    ['a timer', { map: 'setTimeout(() => { throw new Error(7) }, 1)' }, ':8', 'that nothing catches: Error: 7'],
  ])('fails it, and is named with its line: %s', async (_, functions, line, what) => {
    const unit = new FaultyUnit(folder(), functions);
    const problem = await unit.problem();
    expect(problem).toMatchObject({ kind: 'input', where: `${unit.spec.workload}${line}` });
    expect(problem.what).toContain(what);
  });

  test.each(['SIGCONT', 'SIGSTOP'] as const)('ends with its parent, though it loops, after a %s', async (signal) => {
    const unit = new FaultyUnit(folder(), { map: 'for (;;);' });
    const request = JSON.stringify({ kind: 'unit', spec: unit.spec });
    const parent = spawn(process.execPath, [startsAUnit, unit.temporary, request], { stdio: 'inherit' });
    const number = await unit.processNumber();
    await setTimeout(500);
    process.kill(number, signal);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await unit.expectNothingLeft();
    expect(isRunning(number)).toBe(false);
  });
});
