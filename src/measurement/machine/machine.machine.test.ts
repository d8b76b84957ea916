import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeMachine } from './machine.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-machine-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('describes the machine', () => {
  const { cpu, cores, memoryBytes, os, filesystem, fsyncMicros } = describeMachine(directory);
  expect(cpu).not.toBe('');
  expect([cores, memoryBytes]).toEqual([availableParallelism(), totalmem()]);
  expect(os).toMatch(/^\S+ \S+/);
  expect(filesystem).toMatch(/^[a-z0-9]+$/);
  expect(fsyncMicros).toBeGreaterThan(0);
});

test('leaves nothing in the folder', () => {
  describeMachine(directory);
  expect(readdirSync(directory)).toEqual([]);
});
