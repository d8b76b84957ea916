import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crashSchema, rowsOfRecord } from './crash-writer.test-program.ts';
import { durableSinkKinds, readCommitted, type DurableSinkKind } from './index.ts';

const program = join(import.meta.dirname, 'crash-writer.test-program.ts');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-crash-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/**
 * Runs the writer, kills it once `commits` commits were told, and returns the last position it told. The kill
 * comes from a timer: one sent straight from reading a line would nearly always find the writer just behind it.
 */
async function killAfter(commits: number, kind: DurableSinkKind, policy: 'own' | 'epochs'): Promise<number> {
  const writer = spawn(process.execPath, [program, kind, directory, policy], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(writer, 'exit');
  let told = 0;
  let position = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    position = Number(line);
    told += 1;
    if (told === commits) setTimeout(() => writer.kill('SIGKILL'), 1 + (commits % 4));
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
    test('after each of several kills holds the rows of exactly the records up to its position', async () => {
      for (const commits of commitsBeforeKills[policy]) {
        const told = await killAfter(commits, kind, policy);
        const { rows, position } = readCommitted(kind, { directory, schema: crashSchema });
        expect(position).toBeGreaterThanOrEqual(told);
        expect(rows).toEqual(Array.from({ length: position }, (_, record) => rowsOfRecord(record)).flat());
      }
    }, 60_000);
  },
);
