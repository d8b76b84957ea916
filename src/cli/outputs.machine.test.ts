import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withoutProgress } from './without-progress.test-program.ts';

// The program as it is installed, from the build: npm test builds it first.
const bin = join(import.meta.dirname, '..', '..', 'bin', 'stream-bench.js');
const realRunMs = 120_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-outputs-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function start(args: readonly string[], stdout: 'pipe' | number = 'pipe'): ChildProcess {
  return spawn(process.execPath, [bin, ...args], { cwd: folder, stdio: ['ignore', stdout, 'pipe'] });
}

async function endOf(child: ChildProcess): Promise<{ exitCode: number | null; stderr: string }> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  child.stdout?.resume();
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr!), closed]);
  return { exitCode, stderr };
}

const quick = ['--rate', '2k', '--repeat', '1', '--executor', 'continuous'];
const short = [...quick, '--duration', '100ms'];
const refusal = /: the result cannot be written \(it is an input of this command\)\n/;

test
  .runIf(existsSync('/dev/full'))
  .each([[['list']], [['--version']], [['run', '--help']], [['run', ...short, '--json', '--no-save']]])(
  'a full disk behind standard output is told: %s',
  async (args) => {
    const { exitCode, stderr } = await endOf(start(args, openSync('/dev/full', 'w')));
    expect([exitCode, withoutProgress(stderr)]).toEqual([1, 'error: standard output: cannot be written (ENOSPC)\n']);
  },
);

test('the recording is never replaced', async () => {
  const recording = 'time,account,merchant,cents\n';
  writeFileSync(join(folder, 'data.csv'), recording);
  for (const options of [
    ['--out', 'data.csv'],
    ['--out', './data.csv', '--force'],
  ]) {
    const { exitCode, stderr } = await endOf(start(['run', 'fraud', '--replay', 'data.csv', ...options]));
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(refusal)]);
  }
  expect(readFileSync(join(folder, 'data.csv'), 'utf8')).toBe(recording);
});

test('the pipeline file is never replaced', async () => {
  const index = join(import.meta.dirname, '..', '..', 'dist', 'index.js');
  const pipeline = `import { generated, workload } from ${JSON.stringify(index)};
const source = generated({ schema: { time: 'timestamp' }, eventTime: 'time', record: () => ({}) });
export default workload({ name: 'mine', source, pipeline: (records) => records });
`;
  writeFileSync(join(folder, 'mine.ts'), pipeline);
  const { exitCode, stderr } = await endOf(start(['run', 'mine.ts', '--out', 'mine.ts', '--force']));
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(refusal)]);
  expect(readFileSync(join(folder, 'mine.ts'), 'utf8')).toBe(pipeline);
});

test('a sweep that fails leaves no folder', async () => {
  const { exitCode } = await endOf(start(['sweep', '--replay', 'missing.csv', '--out', 'new/deep/swept.json']));
  expect([exitCode, readdirSync(folder)]).toEqual([1, []]);
});

test(
  'a second experiment for the same file is refused, and the first one takes its lock away',
  async () => {
    const first = start(['run', ...quick, '--duration', '60s', '--out', 'x/result.json']);
    const lock = join(folder, 'x', 'result.json.lock');
    await vi.waitUntil(() => existsSync(lock) && readFileSync(lock, 'utf8') !== '', { timeout: realRunMs / 2 });
    const second = await endOf(start(['run', ...short, '--out', 'x/result.json']));
    expect(second).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining(`x/result.json: process ${first.pid} on `) as string,
    });
    first.kill('SIGINT');
    expect((await endOf(first)).exitCode).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  },
  realRunMs,
);

describe.runIf(existsSync('/usr/bin/script'))('on a terminal', () => {
  const bold = '\u001b[1m';

  function shown(env: Record<string, string>): string {
    // In CI there are no colours, terminal or not.
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...others } = process.env;
    const command = `"${process.execPath}" "${bin}" list loads`;
    return execFileSync('script', ['-qec', command, '/dev/null'], {
      cwd: folder,
      env: { ...others, TERM: 'xterm', ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  test('there are colours, but with NO_COLOR, and FORCE_COLOR is stronger', () => {
    expect(shown({})).toContain(bold);
    expect(shown({ NO_COLOR: '' })).toContain(bold);
    expect(shown({ NO_COLOR: '1' })).not.toContain('\u001b');
    expect(shown({ NO_COLOR: '1', FORCE_COLOR: '1' })).toContain(bold);
  });
});
