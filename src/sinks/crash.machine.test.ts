import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crashSchema, rowsOfRecord } from './crash-writer.test-program.ts';
import { durableSinkKinds, readCommitted } from './index.ts';
import type { SinkKind } from './kinds.ts';

const program = join(import.meta.dirname, 'crash-writer.test-program.ts');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-crash-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/**
 * Runs the writer, kills it after it has reported `commits` commits, and returns the last position that it reported.
 * The kill comes from a timer. Sent directly after reading a line, it would nearly always follow close on a commit.
 */
async function killAfter(commits: number, kind: SinkKind, policy: 'own' | 'epochs'): Promise<number> {
  const writer = spawn(process.execPath, [program, kind, directory, policy], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(writer, 'exit');
  let reported = 0;
  let position = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    position = Number(line);
    reported += 1;
    if (reported === commits) setTimeout(() => writer.kill('SIGKILL'), 1 + (commits % 4));
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
  return position;
}

const commitsBeforeKills = {
  own: [1, 2, 150, 31, 3, 77, 20, 54, 5, 110, 8, 43],
  epochs: [1, 2, 30, 7, 3, 12],
} as const;

describe.each(durableSinkKinds.flatMap((kind) => (['own', 'epochs'] as const).map((policy) => ({ kind, policy }))))(
  '$kind sink, commits: $policy',
  ({ kind, policy }) => {
    test('holds exactly the rows of the records up to its position, after each of several kills', async () => {
      for (const commits of commitsBeforeKills[policy]) {
        const reported = await killAfter(commits, kind, policy);
        const { rows, position } = readCommitted(kind, { directory, schema: crashSchema });
        expect(position).toBeGreaterThanOrEqual(reported);
        expect(rows).toEqual(Array.from({ length: position }, (_, record) => rowsOfRecord(record)).flat());
      }
    }, 60_000);
  },
);
