import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { comparedResult } from '../../reports/example-results.test-program.ts';
import { resultText } from '../../results/result-text.ts';
import { compareFiles } from './compare.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-compare-'));
  path = join(folder, 'result.json');
  writeFileSync(path, resultText(comparedResult()));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('prints a report, JSON or Markdown', () => {
  expect(compareFiles(path, path, {})).toMatch(/Inconclusive: in none of 10 figures b is surely faster or slower/);
  expect(JSON.parse(compareFiles(path, path, { json: true }))).toMatchObject({
    a: path,
    b: path,
    differences: [],
    onlyInA: [],
    onlyInB: [],
  });
  expect(compareFiles(path, path, { markdown: true })).toMatch(/^### a: /);
});

test('refuses a file that is not a result, whichever of the two it is', () => {
  const bad = join(folder, 'bad.json');
  writeFileSync(bad, '{}');
  expect(() => compareFiles(path, bad, {})).toThrow(`${bad}: `);
  expect(() => compareFiles(bad, path, {})).toThrow(`${bad}: `);
});
