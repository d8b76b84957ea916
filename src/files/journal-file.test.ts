import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { JournalFile } from './journal-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-journal-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('grows, is cut and is gone', () => {
  const file = new JournalFile(join(directory, 'units'));
  expect(file.read()).toBeUndefined();
  file.append('größe\n');
  file.append('cut sho');
  expect(file.read()).toBe('größe\ncut sho');
  file.truncate(Buffer.byteLength('größe\n'));
  expect(readFileSync(file.path, 'utf8')).toBe('größe\n');
  file.remove();
  expect(file.read()).toBeUndefined();
  expect(() => file.remove()).not.toThrow();
});

test('says what the system refuses, and where', () => {
  const folder = new JournalFile(directory);
  expect(() => folder.read()).toThrow(`${directory}: it is a folder\nName another place with --out.`);
  expect(() => folder.append('x')).toThrow('cannot be written (EISDIR)');
  expect(() => folder.truncate(0)).toThrow('cannot be written (');
  writeFileSync(join(directory, 'file'), '');
  expect(() => new JournalFile(join(directory, 'file', 'units')).append('x')).toThrow('cannot be written (EEXIST)');
});
