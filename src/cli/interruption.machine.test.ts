import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';

const program = join(import.meta.dirname, 'fixtures', 'is-interrupted.test-program.ts');

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'the first %s asks the command to end, and a second one ends it at once',
  async (signal) => {
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const output = child.stdout.setEncoding('utf8');
    expect(await once(output, 'data')).toEqual(['ready']);
    const ended = once(child, 'exit');
    child.kill(signal);
    // A single press may arrive twice.
    child.kill(signal);
    expect(await once(output, 'data')).toEqual(['interrupted']);
    await setTimeout(1000);
    expect(child.exitCode ?? child.signalCode).toBeNull();
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
  },
);
