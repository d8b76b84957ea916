import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Program } from './program.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-program-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function shell(command: string): Program {
  return new Program('/bin/sh', ['-c', command], { cwd: folder, log: join(folder, 'log') });
}

describe('a program that is waited for', () => {
  test('tells how it has ended', async () => {
    const end = await shell('exit 3').endWithin(20_000, new AbortController().signal);
    expect(end).toEqual({ exitCode: 3, signal: null });
  });

  test('is stopped where it takes longer than the limit', async () => {
    const program = shell('sleep 60');
    expect(await program.endWithin(50, new AbortController().signal)).toBeUndefined();
    expect((await program.ended).signal).toBe('SIGTERM');
  });

  test('is stopped at an abort, whose reason is thrown', async () => {
    const program = shell('sleep 60');
    const interrupting = new AbortController();
    const end = program.endWithin(60_000, interrupting.signal);
    interrupting.abort(new Error('interrupted'));
    await expect(end).rejects.toThrow('interrupted');
    expect((await program.ended).signal).toBe('SIGTERM');
  });
});
