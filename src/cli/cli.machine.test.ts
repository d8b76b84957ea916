import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
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
import { text } from 'node:stream/consumers';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Result } from '../results/result.ts';
import { version } from './version.ts';
import { isRunning, processNumbersIn } from '../engines/local/process-numbers.test-program.ts';

// The program as it is installed, from the build: npm test builds it first.
const project = join(import.meta.dirname, '..', '..');
const bin = join(project, 'bin', 'stream-bench.js');
const schema = JSON.parse(readFileSync(join(project, 'src', 'results', 'result.schema.json'), 'utf8')) as object;
const isResult = new Ajv().compile(schema);

/** A real run takes some seconds, and more on a busy machine. */
const realRunMs = 120_000;

let directory: string;
let folder: string;
let temporary: string;
let processes: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-cli-'));
  [folder, temporary, processes] = ['folder', 'temporary', 'processes'].map((name) => join(directory, name));
  mkdirSync(folder);
  mkdirSync(temporary);
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in an empty folder. */
async function streamBench(
  args: readonly string[],
  started: (child: ChildProcess) => Promise<void> = async () => {},
): Promise<Outcome> {
  const env = { ...process.env, TMPDIR: temporary, STREAM_BENCH_TEST_PROCESSES: processes, NO_COLOR: '1' };
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    closed,
    started(child),
  ]);
  return { exitCode, stdout, stderr };
}

/** Lets pipeline files in the folder import the package as its users do. */
function installPackage(): void {
  mkdirSync(join(folder, 'node_modules', '@stream-bench'), { recursive: true });
  symlinkSync(project, join(folder, 'node_modules', '@stream-bench', 'stream-bench'), 'junction');
}

function savedResults(): string[] {
  const results = join(folder, 'results');
  return existsSync(results) ? readdirSync(results).map((name) => join('results', name)) : [];
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

const quickRun = ['--duration', '200ms', '--rate', '2k', '--repeat', '1', '--interval', '0,10ms'];
const quickest = ['--duration', '100ms', '--rate', '2k', '--repeat', '1', '--executor', 'continuous'];

/** A pipeline that each process which loads it is told by; the first is the program itself. */
const watched = `import { appendFileSync } from 'node:fs';
import { generated, workload } from '@stream-bench/stream-bench';
appendFileSync(process.env.STREAM_BENCH_TEST_PROCESSES, \`\${process.pid}\\n\`);
const source = generated({ schema: { time: 'timestamp', amount: 'integer' }, eventTime: 'time', record: (random) => ({ amount: random.integer(9) }) });
export default workload({ name: 'watched', source, pipeline: (records) => records.filter((record) => record.amount.gt(4)) });
`;

describe('the program', () => {
  test.each([
    ['--help'],
    ['run', '--help'],
    ['capacity', '--help'],
    ['sweep', '--help'],
    ['list', '--help'],
    ['report', '--help'],
    ['compare', '--help'],
  ])('helps with an example: %s %s', async (...args) => {
    const { exitCode, stdout, stderr } = await streamBench(args);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: stream-bench/);
    expect(stdout).toMatch(/\nExamples?:\n  stream-bench /);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('tells its version', async () => {
    expect(await streamBench(['--version'])).toEqual({ exitCode: 0, stdout: `${version()}\n`, stderr: '' });
  });

  test('lists workloads and loads', async () => {
    const { exitCode, stdout, stderr } = await streamBench(['list']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Workloads\n/);
    expect(stdout).toContain('\n  fraud ');
  });

  test('shows where an error came from with --verbose alone', async () => {
    const { exitCode, stderr } = await streamBench(['run', 'missing.ts', '--verbose']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/\n +at .*load-workload/);
  });
});

describe('a run', () => {
  test(
    'prints the document that it saves, in which all answers are the same',
    async () => {
      const { exitCode, stdout, stderr } = await streamBench(['run', ...quickRun, '--json']);
      expect([exitCode, stderr]).toEqual([0, '']);
      const result = JSON.parse(stdout) as Result;
      expect(isResult(result), JSON.stringify(isResult.errors)).toBe(true);
      expect(result.sameAnswer.equal).toBe(true);
      expect(result.command).toBe(`stream-bench run ${quickRun.join(' ')} --json`);
      expect(result.runs.map(({ executor, intervalMs }) => [executor, intervalMs])).toEqual([
        ['continuous', null],
        ['micro-batch', 0],
        ['micro-batch', 10],
      ]);
      // The machine may have disturbed it: then it says so.
      for (const { status, reasons } of result.runs) expect(status).toBe(reasons.length === 0 ? 'valid' : 'invalid');
      expect(savedResults()).toEqual([`results/run-${result.startedAt.replaceAll(':', '')}.json`]);
      expect(read(savedResults()[0])).toBe(stdout);
      expect(readdirSync(temporary)).toEqual([]);
    },
    realRunMs,
  );

  test(
    'reports in 80 columns, names the file saved, and keeps earlier ones',
    async () => {
      const first = await streamBench(['run', ...quickest]);
      const [earlier] = savedResults();
      const kept = read(earlier);
      const second = await streamBench(['run', ...quickest]);
      for (const { exitCode, stdout, stderr } of [first, second]) {
        expect([exitCode, stderr]).toEqual([0, '']);
        expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
      }
      expect(first.stdout).toContain(`\nSaved as ${earlier}\n`);
      expect(savedResults()).toHaveLength(2);
      expect(read(earlier)).toBe(kept);
    },
    realRunMs,
  );

  test(
    'is strict about what is inconclusive, as five records must be',
    async () => {
      const { exitCode, stdout } = await streamBench([
        'run',
        '--executor',
        'continuous',
        '--sink',
        'none',
        '--rate',
        '100',
        '--duration',
        '50ms',
        '--repeat',
        '1',
        '--strict',
        '--json',
      ]);
      expect([exitCode, (JSON.parse(stdout) as Result).recommendation!.inconclusive]).toEqual([3, true]);
    },
    realRunMs,
  );

  test(
    'saves where --out says, and nothing with --no-save',
    async () => {
      const out = join('deep', 'er', 'mine.json');
      const saved = await streamBench(['run', ...quickest, '--out', out, '--json']);
      expect(read(out)).toBe(saved.stdout);
      rmSync(join(folder, 'deep'), { recursive: true });
      expect(await streamBench(['run', ...quickest, '--no-save'])).toMatchObject({
        exitCode: 0,
        stdout: expect.not.stringContaining('Saved') as string,
      });
      expect(readdirSync(folder)).toEqual([]);
    },
    realRunMs,
  );

  test(
    'measures a pipeline file, each unit in a process of its own',
    async () => {
      installPackage();
      writeFileSync(join(folder, 'watched.ts'), watched);
      const { exitCode, stdout, stderr } = await streamBench(['run', 'watched.ts', ...quickest, '--json']);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(JSON.parse(stdout)).toMatchObject({ experiment: { workload: 'watched' }, sameAnswer: { equal: true } });
      // The program, the reference and the unit.
      expect(new Set(processNumbersIn(processes)).size).toBe(3);
    },
    realRunMs,
  );
});

describe('a search for a capacity', () => {
  test(
    'saves what it finds, and is strict about what is inconclusive, as one unit must be',
    async () => {
      const { exitCode, stdout, stderr } = await streamBench([
        'capacity',
        '--executor',
        'continuous',
        '--sink',
        'none',
        '--duration',
        '100ms',
        '--units',
        '1',
        '--strict',
        '--json',
      ]);
      expect([exitCode, stderr]).toEqual([3, '']);
      const result = JSON.parse(stdout) as Result;
      expect(isResult(result), JSON.stringify(isResult.errors)).toBe(true);
      expect(result.sameAnswer.equal).toBe(true);
      expect(result.capacity).toMatchObject([{ executor: 'continuous', verdict: 'inconclusive', level: null }]);
      expect(savedResults()).toEqual([`results/capacity-${result.startedAt.replaceAll(':', '')}.json`]);
      expect(readdirSync(temporary)).toEqual([]);
    },
    realRunMs,
  );
});

describe('Ctrl-C', () => {
  /** Waits until the program, the reference and `units` units have begun, and interrupts the program. */
  function interruptAfter(units: number): (child: ChildProcess) => Promise<void> {
    return async (child) => {
      await vi.waitUntil(() => processNumbersIn(processes).length === 2 + units, {
        timeout: realRunMs / 2,
        interval: 5,
      });
      child.kill('SIGINT');
    };
  }

  beforeEach(() => {
    installPackage();
    writeFileSync(join(folder, 'watched.ts'), watched);
  });

  function expectNothingLeft(): void {
    expect(processNumbersIn(processes).filter(isRunning)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  }

  test(
    'ends the program with exit code 130, and keeps what was finished',
    async () => {
      const args = [
        'run',
        'watched.ts',
        '--duration',
        '100ms',
        '--rate',
        '2k',
        '--interval',
        '10ms',
        '--repeat',
        '200',
        '--json',
      ];
      const { exitCode, stdout, stderr } = await streamBench(args, interruptAfter(3));
      expect([exitCode, stderr]).toEqual([130, 'error: interrupted\n']);
      const result = JSON.parse(stdout) as Result;
      expect(isResult(result), JSON.stringify(isResult.errors)).toBe(true);
      expect(result.interrupted).toBe(true);
      // The third unit may have ended in the moment between.
      expect([2, 3]).toContain(result.runs.length);
      expect(savedResults().map(read)).toEqual([stdout]);
      expectNothingLeft();
    },
    realRunMs,
  );

  test(
    'before any unit is finished leaves nothing',
    async () => {
      const args = ['run', 'watched.ts', '--duration', '60s', '--rate', '2k', '--repeat', '1'];
      expect(await streamBench(args, interruptAfter(1))).toEqual({
        exitCode: 130,
        stdout: '',
        stderr: 'error: interrupted\n',
      });
      expect(savedResults()).toEqual([]);
      expectNothingLeft();
    },
    realRunMs,
  );
});

describe('a wrong input ends the program with a line or two on', () => {
  const rateRule = "A rate is records per second above 0, such as 500, 50k or 1.5M, or 'max' for all at once.";

  test.each<[string, string[], string]>([
    ['an unknown command', ['rnu'], "unknown command 'rnu'\n(Did you mean run?)"],
    ['an unknown workload', ['run', 'fruad'], "there is no workload 'fruad'\nDid you mean 'fraud'?"],
    [
      'a workload like no other',
      ['run', 'x'],
      /^there is no workload 'x'\nName one of .*fraud.*, or the path of a pipeline file\.$/.source,
    ],
    [
      'an unknown executor',
      ['run', '--executor', 'contiuous'],
      "option '--executor <list>' argument 'contiuous' is invalid. There is no executor 'contiuous'. Did you mean 'continuous'?",
    ],
    [
      'an unknown load',
      ['run', '--load', 'bursts'],
      "option '--load <shape>' argument 'bursts' is invalid. There is no load 'bursts'. Did you mean 'burst'?",
    ],
    [
      'a load of which a part is missing',
      ['run', '--load', 'ramp:rate=1k,to=2k'],
      "option '--load <shape>' argument 'ramp:rate=1k,to=2k' is invalid. 'over' is missing. Write it like ramp:rate=10k,to=100k,over=10s.",
    ],
    [
      'an objective of nothing that is measured',
      ['capacity', '--objective', 'p98=5ms'],
      "option '--objective <limit>' argument 'p98=5ms' is invalid. 'p98' is no percentile that is measured: use p50, p90, p99 or p99.9.",
    ],
    [
      'a load without a rate to search',
      ['capacity', '--load', 'saturate'],
      '--load saturate has no single rate to search\nUse constant or poisson.',
    ],
    [
      'an unknown list',
      ['list', 'load'],
      "command-argument value 'load' is invalid for argument 'what'. There is no list of 'load'. Did you mean 'loads'?",
    ],
    ['an unknown option', ['run', '--rat', '5k'], "unknown option '--rat'\n(Did you mean --rate?)"],
    [
      'an unknown sink',
      ['run', '--sink', 'disk'],
      "option '--sink <kind>' argument 'disk' is invalid. Allowed choices are none, memory, file, sqlite.",
    ],
    ['a rate of 0', ['run', '--rate', '0'], `option '--rate <rate>' argument '0' is invalid. ${rateRule}`],
    [
      'a rate that is no number',
      ['run', '--rate', 'NaN'],
      `option '--rate <rate>' argument 'NaN' is invalid. ${rateRule}`,
    ],
    ['a rate below 0', ['run', '--rate', '-5'], `option '--rate <rate>' argument '-5' is invalid. ${rateRule}`],
    [
      'a rate beyond what memory holds',
      ['run', '--rate', '900M', '--duration', '1s'],
      'a unit would have 1,350,000,000 records, and at most 33,554,432 fit in memory\nLower --rate or --duration.',
    ],
    [
      'repetitions beyond reason',
      ['run', '--repeat', '9999999999'],
      "option '--repeat <n>' argument '9999999999' is invalid. A whole number from 1 to 1000 is needed.",
    ],
    ['no time at all', ['run', '--duration', '0'], '--duration must be above 0'],
    [
      'an interval longer than the run',
      ['run', '--interval', '5s', '--duration', '1s'],
      'the interval of 5000 ms is longer than the run of 1000 ms\nRaise --duration to 11 intervals, or shorten --interval.',
    ],
    [
      'an interval without micro-batch',
      ['run', '--interval', '5ms', '--executor', 'continuous'],
      '--interval is only for micro-batch, which --executor leaves out',
    ],
    ['a pipeline file that is not there', ['run', './nothing.ts'], './nothing.ts: there is no such pipeline file'],
    [
      'a place to save that is a folder',
      ['run', '--out', '.'],
      '.: the result cannot be saved (it is a folder)\nName another place with --out, or use --no-save.',
    ],
  ])('%s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await streamBench(args);
    expect([exitCode, stdout]).toEqual([1, '']);
    if (message.startsWith('^')) expect(stderr.replace(/^error: /, '').trimEnd()).toMatch(new RegExp(message));
    else expect(stderr).toBe(`error: ${message}\n`);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('a place to save below a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await streamBench(['run', '--out', 'file/result.json'])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'error: file/result.json: the result cannot be saved (EEXIST)\nName another place with --out, or use --no-save.\n',
    });
  });
});

describe('a faulty pipeline file ends the program with a line or two on', () => {
  const source = `import { generated, parquet, workload } from '@stream-bench/stream-bench';
const schema = { time: 'timestamp', amount: 'integer' };
const source = generated({ schema, eventTime: 'time', record: (random) => ({ amount: random.integer(9) }) });
`;
  const recorded = (path: string) =>
    `${source}export default workload({ name: 'x', source: parquet({ path: '${path}', schema, eventTime: 'time' }), pipeline: (records) => records });`;

  test.each<[string, string, RegExp]>([
    ['a syntax error', 'export default {{{', /^mine\.ts:1: the pipeline file does not load: Unexpected token/],
    [
      'an error while it loads',
      `${source}throw new Error('not today');`,
      /^mine\.ts:4: the pipeline file does not load: not today$/,
    ],
    [
      'a package that is not there',
      `import 'nowhere';`,
      /^mine\.ts: the pipeline file does not load: Cannot find package 'nowhere'/,
    ],
    [
      'no default export',
      'export const pipeline = 1;',
      /^mine\.ts: the pipeline file exports no workload\nWrite: export default workload/,
    ],
    [
      'an unknown column',
      `${source}export default workload({ name: 'x', source, pipeline: (records) => records.filter((record) => record.amuont.gt(1)) });`,
      /^mine\.ts:4: there is no column 'amuont'\nDid you mean 'amount'\?$/,
    ],
    [
      'an expression of the wrong type',
      `${source}export default workload({ name: 'x', source, pipeline: (records) => records.filter((record) => record.amount) });`,
      /^mine\.ts:4: filter\(\) takes a boolean, not integer$/,
    ],
    ['a Parquet file that is not there', recorded('nothing.parquet'), /^nothing\.parquet: there is no such file\n/],
    ['a Parquet file that is broken', recorded('broken.parquet'), /^broken\.parquet: the Parquet file is broken: /],
    [
      'an error while records are made',
      source.replace('random.integer(9)', '[].first.none') +
        `export default workload({ name: 'x', source, pipeline: (records) => records });`,
      /^a unit crashed: TypeError: Cannot read properties of undefined \(reading 'none'\)\nRun it again with --verbose/,
    ],
  ])('%s', async (_, content, message) => {
    installPackage();
    writeFileSync(join(folder, 'mine.ts'), content);
    writeFileSync(join(folder, 'broken.parquet'), 'PAR1 and what follows is no Parquet file');
    const { exitCode, stdout, stderr } = await streamBench(['run', 'mine.ts']);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: /);
    const told = stderr.replace(/^error: /, '').replace(/\n$/, '');
    expect(told).toMatch(message);
    expect(told.split('\n').length).toBeLessThanOrEqual(2);
    expect(told).not.toMatch(/^ +at /m);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
