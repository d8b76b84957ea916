import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const program = fileURLToPath(new URL('take-lock.test-program.ts', import.meta.url));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-lock-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** What each of several processes says that take a lock at the same moment, while all that hold it go on. */
async function takenAtOnce(path: string, count: number): Promise<string[]> {
  const startingMs = 700;
  const atMs = Date.now() + startingMs;
  const takers = Array.from({ length: count }, () =>
    spawn(process.execPath, [program, path, String(atMs)], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const said = await Promise.all(takers.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])));
  await Promise.all(
    takers.map(async (taker) => {
      const ended = once(taker, 'close');
      taker.stdin.end();
      await ended;
    }),
  );
  return said;
}

test('of several processes that find the lock of one that has ended, one takes it over', async () => {
  for (let round = 0; round < 10; round++) {
    const path = join(directory, 'result.json');
    writeFileSync(`${path}.lock`, JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    const said = await takenAtOnce(path, 4);
    expect(said.filter((text) => text === 'held')).toHaveLength(1);
    const others = said.filter((text) => text !== 'held');
    for (const text of others) expect(text).toMatch(/process \d+ on .* is measuring for this file/);
    expect(readdirSync(directory)).toEqual([]);
  }
}, 60_000);
