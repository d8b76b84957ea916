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
import { sinkKinds } from '../sinks/kinds.ts';
import type { Result } from '../results/result.ts';
import { version } from './version.ts';
import { withoutProgress } from './without-progress.test-program.ts';
import { processNumbersIn } from '../engines/process-numbers.test-program.ts';
import { isRunning } from '../processes/running.ts';

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
  return { exitCode, stdout, stderr: withoutProgress(stderr) };
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

/** A pipeline file that notes each process that loads it; the first is the program itself. */
const watched = `import { appendFileSync } from 'node:fs';
import { generated, workload } from '@stream-bench/stream-bench';
appendFileSync(process.env.STREAM_BENCH_TEST_PROCESSES, \`\${process.pid}\\n\`);
const source = generated({
  schema: { time: 'timestamp', amount: 'integer' },
  eventTime: 'time',
  record: (random) => ({ amount: random.integer(9) }),
});
export default workload({
  name: 'watched',
  source,
  pipeline: (records) => records.filter((record) => record.amount.gt(4)),
});
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

  test('prints its version', async () => {
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
    'prints the document that it saves, with the same answer from all configurations',
    async () => {
      const { exitCode, stdout, stderr } = await streamBench(['run', ...quickRun, '--json']);
      expect([exitCode, stderr]).toEqual([0, '']);
      const result = JSON.parse(stdout) as Result;
      expect(isResult(result), JSON.stringify(isResult.errors)).toBe(true);
      expect(result.sameAnswer.equal).toBe(true);
      expect(result.command).toBe(`stream-bench run ${quickRun.join(' ')} --json`);
      expect(result.units.map(({ executor, intervalMs }) => [executor, intervalMs])).toEqual([
        ['continuous', null],
        ['micro-batch', 0],
        ['micro-batch', 10],
      ]);
      // A unit that the machine disturbed has figures excluded, with the reasons.
      for (const { failure, exclusions } of result.units) {
        expect(failure).toBe(null);
        for (const { figures } of exclusions) expect(figures.length).toBeGreaterThan(0);
      }
      expect(savedResults()).toEqual([`results/run-${result.startedAt.replaceAll(':', '')}.json`]);
      expect(read(savedResults()[0])).toBe(stdout);
      expect(readdirSync(temporary)).toEqual([]);
    },
    realRunMs,
  );

  test(
    'reports in 80 columns, names the file saved, and keeps earlier ones',
    async () => {
      const first = await streamBench(['run', ...quickest, '--quiet']);
      const [earlier] = savedResults();
      const kept = read(earlier);
      const second = await streamBench(['run', ...quickest, '--quiet']);
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
    'exits with 3 under --strict if the answer is inconclusive, as for five records',
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
    'saves its result, and exits with 3 under --strict if it is inconclusive, as for one unit',
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
      const capacities = [{ executor: 'continuous', verdict: 'inconclusive', level: null }];
      expect(result.findings).toMatchObject({ kind: 'capacity', capacities });
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
      expect([2, 3]).toContain(result.units.length);
      expect(savedResults().map(read)).toEqual([stdout]);
      expectNothingLeft();
    },
    realRunMs,
  );

  test(
    'before any unit is finished leaves nothing',
    async () => {
      const args = ['run', 'watched.ts', '--duration', '60s', '--rate', '2k', '--repeat', '1', '--quiet'];
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

/** The message of a program that refused its input: one or two lines, and nothing else printed or left behind. */
function messageOf({ exitCode, stdout, stderr }: Outcome): string {
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^error: .*\n(.*\n)?$/);
  expect(readdirSync(temporary)).toEqual([]);
  return stderr.replace(/^error: /, '').trimEnd();
}

describe('wrong input ends the program with one or two lines that name', () => {
  const rates = ['records per second above 0', '500, 50k or 1.5M', "'max'"];

  test.each<[string, string[], string[]]>([
    ['an unknown command', ['rnu'], ["unknown command 'rnu'", 'Did you mean run?']],
    ['an unknown workload', ['run', 'fruad'], ["'fruad'", "Did you mean 'fraud'?"]],
    ['a workload that is like no other', ['run', 'x'], ["'x'", 'stream-bench list', 'pipeline file']],
    ['an unknown executor', ['run', '--executor', 'contiuous'], ["'contiuous'", "Did you mean 'continuous'?"]],
    ['an unknown load', ['run', '--load', 'bursts'], ["'bursts'", "Did you mean 'burst'?"]],
    [
      'the missing parameter of a load',
      ['run', '--load', 'ramp:rate=1k,to=2k'],
      ["'over' is missing", 'ramp:rate=10k,to=100k,over=10s'],
    ],
    [
      'an objective on a percentile that is not measured',
      ['capacity', '--objective', 'p98=5ms'],
      ['--objective', "'p98'", 'p50, p90, p99, p99.9'],
    ],
    ['a load without a rate to search', ['capacity', '--load', 'saturate'], ['--load saturate', 'constant or poisson']],
    ['an unknown list', ['list', 'load'], ["'load'", "Did you mean 'loads'?"]],
    ['an unknown option', ['run', '--rat', '5k'], ["unknown option '--rat'", 'Did you mean --rate?']],
    ['an unknown sink', ['run', '--sink', 'disk'], ['--sink', "'disk'", sinkKinds.join(', ')]],
    ['a rate of 0', ['run', '--rate', '0'], ['--rate', "'0'", ...rates]],
    ['a rate that is not a number', ['run', '--rate', 'NaN'], ['--rate', "'NaN'", ...rates]],
    ['a rate below 0', ['run', '--rate', '-5'], ['--rate', "'-5'", ...rates]],
    [
      'a rate that needs more than the memory',
      ['run', '--rate', '900M', '--duration', '1s'],
      ['1,350,000,000 records', 'fit in memory', '--rate', '--duration'],
    ],
    [
      'too many repetitions',
      ['run', '--repeat', '9999999999'],
      ['--repeat', "'9999999999'", 'whole number from 1 to 1000'],
    ],
    ['a duration of 0', ['run', '--duration', '0'], ['--duration must be above 0']],
    [
      'an interval that is longer than the measured period',
      ['run', '--interval', '5s', '--duration', '1s'],
      ['interval of 5000 ms', '1000 ms', '--duration to 11 intervals', '--interval'],
    ],
    [
      'an interval without micro-batch',
      ['run', '--interval', '5ms', '--executor', 'continuous'],
      ['--interval', 'micro-batch', '--executor'],
    ],
    [
      'a missing pipeline file',
      ['run', './nothing.ts'],
      ['./nothing.ts: ', 'no such pipeline file', 'init writes one'],
    ],
    ['an option of another command', ['run', '--csv', 'x'], ["'--csv'", 'It is an option of stream-bench report.']],
    ['--repeat of a search', ['capacity', '--repeat', '6'], ['--repeat', 'give --units']],
    ['a number of rows', ['show', 'fraud', '--rows', '3'], ["'3'", '--rows all', '--limit 20']],
    ['a folder as the file to save in', ['run', '--out', '.'], ['.: ', 'cannot be written', '--out', '--no-save']],
  ])('%s', async (_, args, facts) => {
    const message = messageOf(await streamBench(args));
    for (const fact of facts) expect(message).toContain(fact);
  });

  test('a file to save in below another file', async () => {
    writeFileSync(join(folder, 'file'), '');
    const message = messageOf(await streamBench(['run', '--out', 'file/result.json']));
    for (const fact of ['file/result.json: ', 'ENOTDIR', '--out', '--no-save']) expect(message).toContain(fact);
  });
});

describe('a faulty pipeline file ends the program with one or two lines that name', () => {
  const source = `import { generated, parquet, workload } from '@stream-bench/stream-bench';
const schema = { time: 'timestamp', amount: 'integer' };
const source = generated({ schema, eventTime: 'time', record: (random) => ({ amount: random.integer(9) }) });
`;
  /** A pipeline file on the records of a source, both given as expressions. */
  const pipeline = (records: string, from = 'source'): string =>
    `export default workload({ name: 'x', source: ${from}, pipeline: (records) => ${records} });`;
  const recorded = (path: string): string =>
    source + pipeline('records', `parquet({ path: '${path}', schema, eventTime: 'time' })`);
  const unknownColumn = 'records.filter((record) => record.amuont.gt(1))';
  const noCondition = 'records.filter((record) => record.amount)';

  test.each<[string, string, string[]]>([
    ['a syntax error', 'export default {{{', ['mine.ts:1: ', 'Unexpected token']],
    ['an error while it loads', `${source}throw new Error('not today');`, ['mine.ts:4: ', 'not today']],
    ['a missing package', `import 'nowhere';`, ['mine.ts: ', "Cannot find package 'nowhere'"]],
    ['a missing default export', 'export const pipeline = 1;', ['mine.ts: ', 'export default workload']],
    ['an unknown column', source + pipeline(unknownColumn), ['mine.ts:4: ', "'amuont'", "Did you mean 'amount'?"]],
    [
      'an expression of the wrong type',
      source + pipeline(noCondition),
      ['mine.ts:4: ', 'filter()', 'boolean', 'integer'],
    ],
    ['a missing Parquet file', recorded('nothing.parquet'), ['nothing.parquet: ', 'no such file']],
    ['a broken Parquet file', recorded('broken.parquet'), ['broken.parquet: ', 'Parquet', 'broken']],
    [
      'an error while records are generated',
      source.replace('random.integer(9)', '[].first.none') + pipeline('records'),
      [
        "mine.ts:3, record() at index 0: the function 'record' of generated() failed: ",
        "Cannot read properties of undefined (reading 'none')",
      ],
    ],
  ])('%s', async (_, content, facts) => {
    installPackage();
    writeFileSync(join(folder, 'mine.ts'), content);
    writeFileSync(join(folder, 'broken.parquet'), 'PAR1 and what follows is not a Parquet file');
    const message = messageOf(await streamBench(['run', 'mine.ts']));
    for (const fact of facts) expect(message).toContain(fact);
    expect(message).not.toMatch(/^ +at /m);
  });
});
