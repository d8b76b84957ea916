import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadOutside } from './load-outside.ts';
import { writePipelineFile } from './pipeline-file.test-program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-leak-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ['objects', 'new Array(1000).fill(Math.random())'],
  ['buffers', 'Buffer.alloc(10_000_000, 1)'],
])(
  'a pipeline file that keeps more and more %s is ended',
  async (_, kept) => {
    const file = writePipelineFile(join(folder, 'mine.mjs'), `const all = []; for (;;) all.push(${kept});`);
    const loading = loadOutside(file, { timeoutMs: 120_000, notify: () => {} });
    await expect(loading).rejects.toMatchObject({
      problem: { where: file, what: 'the pipeline file needs more memory to load than the 2 GiB that it may' },
    });
  },
  150_000,
);
