import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { BadRecords } from './bad-records.ts';

test('letters reach the reader of a FIFO, however late the first one is', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'stream-bench-letters-'));
  const fifo = join(directory, 'letters');
  execFileSync('mkfifo', [fifo]);
  const reader = spawn('cat', [fifo], { stdio: ['ignore', 'pipe', 'ignore'] });
  const read = text(reader.stdout);
  // Refused until the reader is there.
  const bad = await vi.waitFor(() => new BadRecords(join(directory, 'clicks.csv'), { deadLetter: fifo }));
  await setTimeout(200);
  bad.take({
    place: { line: 2 },
    column: 'n',
    what: 'it is no number',
    remedy: undefined,
    isOfFile: false,
    record: 'x',
  });
  expect(bad.finish()).toEqual({ skipped: 0, deadLettered: 1 });
  expect(JSON.parse(await read)).toMatchObject({ line: 2, column: 'n', record: 'x' });
  rmSync(directory, { recursive: true });
});
