import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineHas } from '../machine-has.test-program.ts';
import { StreamBenchError, type Problem } from '../errors.ts';
import { exampleResult } from './example.test-program.ts';
import { checkResultPath, defaultResultPath, writeResult } from './result-file.ts';
import { resultText, withDigest } from './result-text.ts';

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
  what: `the result cannot be written (${reason})`,
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
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(withDigest(exampleResult()));
    expect(readdirSync(directory)).toEqual(['result.json']);
  });

  test('replaces an older file', () => {
    const path = join(directory, 'result.json');
    writeResult(path, exampleResult({ command: 'first' }));
    writeResult(path, exampleResult({ command: 'second' }));
    expect(readFileSync(path, 'utf8')).toContain('"command": "second"');
    expect(readdirSync(directory)).toEqual(['result.json']);
  });

  test('follows no link that was put beside it', () => {
    const path = join(directory, 'result.json');
    writeFileSync(join(directory, 'victim'), 'precious');
    symlinkSync(join(directory, 'victim'), `${path}.partial`);
    writeResult(path, exampleResult());
    expect(readFileSync(join(directory, 'victim'), 'utf8')).toBe('precious');
  });

  test('leaves no part of a file when the last step fails', () => {
    const path = join(directory, 'folder');
    mkdirSync(path);
    expect(problemOf(() => writeResult(path, exampleResult()))).toEqual(refusal(path, 'EISDIR'));
    expect(readdirSync(directory)).toEqual(['folder']);
    expect(readdirSync(path)).toEqual([]);
  });
});

describe('checking beforehand', () => {
  test('accepts a file in folders that can be made, and makes none', () => {
    checkResultPath(join(directory, 'a', 'b', 'result.json'));
    expect(readdirSync(directory)).toEqual([]);
  });

  test('accepts an older result or an empty file, and leaves it', () => {
    const path = join(directory, 'result.json');
    for (const older of [resultText(exampleResult()), '']) {
      writeFileSync(path, older);
      checkResultPath(path);
      expect(readFileSync(path, 'utf8')).toBe(older);
    }
  });

  test('refuses another file, but with force', () => {
    const path = join(directory, 'result.json');
    writeFileSync(path, 'older');
    expect(problemOf(() => checkResultPath(path))).toEqual({
      kind: 'input',
      what: 'this file is there already, and is no result of stream-bench',
      where: path,
      remedy: 'Name another file, or replace it with --force.',
    });
    checkResultPath(path, { force: true });
  });

  test('refuses an input by any of its names, also with force', () => {
    const [input, hardLink, link] = ['input', 'hard', 'link'].map((name) => join(directory, name));
    writeFileSync(input, resultText(exampleResult()));
    linkSync(input, hardLink);
    symlinkSync(input, link);
    for (const path of [input, hardLink, link, join(directory, '.', 'input')]) {
      expect(problemOf(() => checkResultPath(path, { inputs: [input], force: true }))).toEqual(
        refusal(path, 'it is an input of this command'),
      );
    }
  });

  test.each(['-', ''])("refuses '%s'", (path) => {
    expect(problemOf(() => checkResultPath(path))?.what).toContain('is no file name');
  });

  test('refuses a file below a file', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(problemOf(() => checkResultPath(join(file, 'result.json')))).toEqual(
      refusal(join(file, 'result.json'), 'ENOTDIR'),
    );
    expect(problemOf(() => checkResultPath(join(file, 'below', 'result.json')))).toEqual(
      refusal(join(file, 'below', 'result.json'), 'ENOTDIR'),
    );
  });

  test('refuses a folder', () => {
    expect(problemOf(() => checkResultPath(directory))).toEqual(refusal(directory, 'it is a folder'));
  });

  test.runIf(machineHas('/proc/self'))(
    'refuses, rather than waits for, a place where the system makes no folder',
    () => {
      expect(problemOf(() => checkResultPath('/proc/nobody/result.json'))).toEqual(
        refusal('/proc/nobody/result.json', 'ENOENT'),
      );
    },
  );
});
