import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { comparedResult } from '../../reports/example-results.test-program.ts';
import { detailedResult, sweptResult } from '../../reports/html/detailed-results.test-program.ts';
import { reportByKind } from '../../reports/by-kind.ts';
import { resultText } from '../../results/result-text.ts';
import { runProgram } from '../program.ts';

let folder: string;
let input: string;
const document = resultText(comparedResult());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-report-'));
  input = join(folder, 'result.json');
  writeFileSync(input, document);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

class Collected extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

async function report(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const exitCode = await runProgram(['report', ...args], { stdout, stderr, signal: new AbortController().signal });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('report', () => {
  test('shows the report that the run printed', async () => {
    const { exitCode, stdout, stderr } = await report(input);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Choose continuous\.\n\nfraud: 10,000 records\/s, constant;/);
    expect(stdout).not.toContain('──');
  });

  test('shows the report that a sweep printed', async () => {
    const swept = sweptResult();
    writeFileSync(input, resultText(swept));
    const { stdout } = await report(input);
    expect(stdout).toBe(reportByKind(swept, undefined));
  });

  test.each(['', '--markdown'])('escapes control characters in a name %s', async (...format) => {
    const { experiment } = comparedResult();
    writeFileSync(
      input,
      resultText(comparedResult({ experiment: { ...experiment, workload: 'a\nb\u001b[2J\u009b2J' } })),
    );
    const { exitCode, stdout } = await report(input, ...format.filter((option) => option !== ''));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/a(\\n| )b\\+u001b\\*\[2J\\+u009b2J/);
    expect(stdout.replaceAll(/\p{Cc}\[\d+m/gu, '')).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('escapes control characters in the name of a missing file', async () => {
    const { exitCode, stderr } = await report('no\nsuch\u001b[2J.json');
    expect([exitCode, stderr.split('\n')[0]]).toEqual([1, expect.stringContaining('no\\nsuch\\u001b[2J.json: ')]);
  });

  test('shows several reports, each below the name of its file', async () => {
    const { stdout } = await report(input, input);
    expect(stdout.split('\n').filter((line) => line === `── ${input}`)).toHaveLength(2);
  });

  test('writes each format, replaces older reports, and names what it wrote', async () => {
    const names = ['out.md', 'junit.xml', 'new/units.csv'];
    const [markdown, junit, csv] = names.map((name) => join(folder, name));
    const args = [input, '--markdown', markdown, '--junit', junit, '--csv', csv];
    for (const turn of ['first', 'again']) {
      // The report of a sweep is long, and says in its last line whose it is.
      if (turn === 'again') writeFileSync(markdown, read('out.md').replace('\n', `\n${'| row |\n'.repeat(2000)}`));
      expect(await report(...args)).toEqual({
        exitCode: 0,
        stdout: `Wrote ${markdown}\nWrote ${junit}\nWrote ${csv}\n`,
        stderr: '',
      });
    }
    expect(read('out.md')).toMatch(/^### fraud/);
    expect(read('junit.xml')).toMatch(/^<\?xml/);
    expect(read('new/units.csv')).toMatch(/^file,/);
  });

  test('writes one log for each latency, and names it accordingly', async () => {
    writeFileSync(input, resultText(detailedResult()));
    const { stdout } = await report(input, '--hdr', join(folder, 'logs'));
    expect((await report(input, '--hdr', join(folder, 'logs'))).exitCode).toBe(0);
    expect(readdirSync(join(folder, 'logs'))).toEqual([
      'result.durable.hlog',
      'result.hlog',
      'result.uncorrected.hlog',
    ]);
    expect(stdout).toContain(`Wrote ${join(folder, 'logs', 'result.hlog')}\n`);
  });

  test('replaces another file with --force', async () => {
    writeFileSync(join(folder, 'notes'), 'mine');
    expect((await report(input, '--csv', join(folder, 'notes'), '--force')).exitCode).toBe(0);
    expect(read('notes')).toMatch(/^file,/);
  });

  test('prints Markdown to standard output without a file', async () => {
    const { stdout } = await report(input, '--markdown');
    expect(stdout).toMatch(/^### fraud/);
  });
});

describe('nothing is written', () => {
  test.each<[string, () => string[], string]>([
    ['if one of the inputs is bad', () => [input, 'missing.json', '--csv', 'out.csv'], 'missing.json: '],
    ['over an input', () => [input, '--csv', input, '--force'], 'it is an input of this command'],
    [
      'over an input by another name',
      () => (linkSync(input, join(folder, 'other.json')), [join(folder, 'other.json'), '--junit', input]),
      'it is an input of this command',
    ],
    [
      'over a result file that is named as an output',
      () => (writeFileSync(join(folder, 'b.json'), document), ['--markdown', input, join(folder, 'b.json')]),
      'this file is there already, and is no Markdown report of stream-bench',
    ],
    [
      'over notes of the user',
      () => (writeFileSync(join(folder, 'notes'), 'mine'), [input, '--junit', join(folder, 'notes')]),
      'this file is there already, and is no JUnit report of stream-bench\n' +
        'Name another file, or replace it with --force.',
    ],
    ['to a file called -', () => [input, '--csv', '-'], "'-' is no file name"],
    [
      'if one of the outputs would be empty',
      () => [input, '--csv', join(folder, 'x'), '--hdr', join(folder, 'logs')],
      'no log to write',
    ],
    [
      'if two outputs have the same name',
      () => [input, '--csv', join(folder, 'x'), '--junit', join(folder, 'x')],
      'two outputs have this name',
    ],
    [
      'if one of the outputs cannot be written',
      () => [input, '--csv', join(folder, 'x'), '--junit', folder],
      'it is a folder',
    ],
  ])('%s', async (_, args, message) => {
    const given = args();
    const before = readdirSync(folder);
    const { exitCode, stdout, stderr } = await report(...given);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(readdirSync(folder)).toEqual(before);
    expect(read('result.json')).toBe(document);
  });
});
