import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineHas } from '../machine-has.test-program.ts';
import { StreamBenchError, type Problem } from '../errors.ts';
import { exampleResult } from './example.test-program.ts';
import { checkWritable, defaultResultPath, writeResult } from './result-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-results-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function problemOf(action: () => void): Problem | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof StreamBenchError) return error.problem;
    throw error;
  }
  return undefined;
}

const refusal = (path: string, reason: string): Problem => ({
  kind: 'environment',
  what: `the result cannot be saved (${reason})`,
  where: path,
  remedy: 'Name another place with --out, or use --no-save.',
});

test("names a file by the time of its start, without colons, in an order that is the time's", () => {
  expect(defaultResultPath('run', '2026-01-02T03:04:05.678Z')).toBe('results/run-2026-01-02T030405.678Z.json');
});

test('names runs of the same second apart', () => {
  expect(defaultResultPath('run', '2026-01-02T03:04:05.678Z')).not.toBe(
    defaultResultPath('run', '2026-01-02T03:04:05.679Z'),
  );
});

describe('writing a result', () => {
  test('leaves the whole document and nothing else', () => {
    const path = join(directory, 'result.json');
    writeResult(path, exampleResult());
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(exampleResult());
    expect(readdirSync(directory)).toEqual(['result.json']);
  });

  test('replaces an older file', () => {
    const path = join(directory, 'result.json');
    writeResult(path, exampleResult({ command: 'first' }));
    writeResult(path, exampleResult({ command: 'second' }));
    expect(readFileSync(path, 'utf8')).toContain('"command": "second"');
    expect(readdirSync(directory)).toEqual(['result.json']);
  });

  test('leaves an older file as it was when the new one cannot be written', () => {
    const path = join(directory, 'result.json');
    writeFileSync(path, 'older');
    // In the way of the file that is written first.
    mkdirSync(`${path}.partial`);
    writeFileSync(join(`${path}.partial`, 'occupied'), '');
    expect(problemOf(() => writeResult(path, exampleResult()))).toEqual(refusal(path, 'EISDIR'));
    expect(readFileSync(path, 'utf8')).toBe('older');
  });

  test('leaves no part of a file when the last step fails', () => {
    const path = join(directory, 'folder');
    mkdirSync(path);
    expect(problemOf(() => writeResult(path, exampleResult()))).toEqual(refusal(path, 'EISDIR'));
    expect(readdirSync(directory)).toEqual(['folder']);
  });
});

describe('checking beforehand', () => {
  test('makes the folder of the file and nothing else', () => {
    checkWritable(join(directory, 'a', 'b', 'result.json'));
    expect(readdirSync(join(directory, 'a', 'b'))).toEqual([]);
  });

  test('accepts a file that is there, and leaves it', () => {
    const path = join(directory, 'result.json');
    writeFileSync(path, 'older');
    checkWritable(path);
    expect(readFileSync(path, 'utf8')).toBe('older');
  });

  test('refuses a file below a file', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(problemOf(() => checkWritable(join(file, 'result.json')))).toEqual(
      refusal(join(file, 'result.json'), 'EEXIST'),
    );
    expect(problemOf(() => checkWritable(join(file, 'below', 'result.json')))).toEqual(
      refusal(join(file, 'below', 'result.json'), 'EEXIST'),
    );
  });

  test('refuses a folder', () => {
    expect(problemOf(() => checkWritable(directory))).toEqual(refusal(directory, 'it is a folder'));
  });

  test.runIf(machineHas('/proc/self'))(
    'refuses, rather than waits for, a place where the system makes no folder',
    () => {
      expect(problemOf(() => checkWritable('/proc/nobody/result.json'))).toEqual(
        refusal('/proc/nobody/result.json', 'ENOENT'),
      );
    },
  );
});
