import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { comparedResult } from '../../reports/example-results.test-program.ts';
import { compareFiles } from './compare.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-compare-'));
  path = join(folder, 'result.json');
  writeFileSync(path, JSON.stringify(comparedResult()));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('prints for people, for programs or for pull requests', () => {
  expect(compareFiles(path, path, {})).toContain(
    'Of 10 figures b is faster in 0, slower in 0, and 10 are inconclusive.',
  );
  expect(JSON.parse(compareFiles(path, path, { json: true }))).toMatchObject({
    a: path,
    b: path,
    differences: [],
    onlyInA: [],
    onlyInB: [],
  });
  expect(compareFiles(path, path, { markdown: true })).toMatch(/^### a: /);
});

test('refuses a file that is no result, whichever it is', () => {
  const bad = join(folder, 'bad.json');
  writeFileSync(bad, '{}');
  expect(() => compareFiles(path, bad, {})).toThrow(`${bad}: is no result of stream-bench`);
  expect(() => compareFiles(bad, path, {})).toThrow(`${bad}: is no result of stream-bench`);
});
