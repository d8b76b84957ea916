import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { generatedWorkload, specOf } from './unit.test-program.ts';
import { runUnit } from './unit.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-reference-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('a unit tells what batch answers to its records, if asked: the same as batch in a unit of its own', async () => {
  const batch = await runUnit(specOf({ executor: 'batch', intervalMs: null }), generatedWorkload, directory);
  for (const way of [
    { executor: 'continuous', intervalMs: null },
    { executor: 'micro-batch', intervalMs: 5 },
  ] as const) {
    const { output, reference } = await runUnit(specOf({ ...way, withReference: true }), generatedWorkload, directory);
    expect(reference).toEqual({ rows: batch.output.rows, digest: batch.output.digest });
    expect(output.digest).toBe(reference!.digest);
  }
});

test('and nothing of it, if not', async () => {
  expect(
    await runUnit(specOf({ executor: 'continuous', intervalMs: null }), generatedWorkload, directory),
  ).not.toHaveProperty('reference');
});
