import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockOutput } from './lock-file.ts';

let directory: string;
let path: string;
let lock: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-lock-'));
  path = join(directory, 'result.json');
  lock = `${path}.lock`;
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('is held until it is released', () => {
  const release = lockOutput(path);
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() });
  expect(() => lockOutput(path)).toThrow(
    `${path}: process ${process.pid} on ${hostname()} is measuring for this file\n` +
      `Wait for it, or name another file with --out. If it has ended, delete ${lock}.`,
  );
  release();
  expect(readdirSync(directory)).toEqual([]);
  lockOutput(path)();
});

test('leaves no folder that it made, and keeps one with a file in it', () => {
  lockOutput(join(directory, 'a', 'b', 'result.json'))();
  expect(readdirSync(directory)).toEqual([]);
  const release = lockOutput(join(directory, 'a', 'result.json'));
  writeFileSync(join(directory, 'a', 'result.json'), '');
  release();
  expect(readdirSync(join(directory, 'a'))).toEqual(['result.json']);
});

test.each([
  // Process numbers end far below.
  ['of a process that has ended', JSON.stringify({ pid: 2 ** 30, host: hostname() })],
  ['whose number is that of another now', JSON.stringify({ pid: process.pid, host: hostname(), start: '1' })],
  ['of a process that was killed as it made it', ''],
])('takes over a lock %s', (_, text) => {
  writeFileSync(lock, text);
  lockOutput(path)();
  expect(readdirSync(directory)).toEqual([]);
});

test.each([
  ['of another machine', JSON.stringify({ pid: 2 ** 30, host: 'another' }), `process ${2 ** 30} on another`],
  ['that is something else', 'my notes', '.lock: this file is needed as a lock, but it is something else'],
])('refuses, and keeps, a lock %s', (_, text, message) => {
  writeFileSync(lock, text);
  expect(() => lockOutput(path)).toThrow(message);
  expect(readFileSync(lock, 'utf8')).toBe(text);
});
