import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { contradiction } from '../../results/contradiction.ts';
import { resultSchema, type Result } from '../../results/result.ts';

// The program as it is installed, from the build: npm test builds it first.
const project = join(import.meta.dirname, '..', '..', '..');
const bin = join(project, 'bin', 'stream-bench.js');

/** Real units, on a machine that may be busy. */
const realSweepMs = 180_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-sweep-'));
  mkdirSync(join(folder, 'node_modules', '@stream-bench'), { recursive: true });
  symlinkSync(project, join(folder, 'node_modules', '@stream-bench', 'stream-bench'), 'junction');
  writeFileSync(join(folder, 'mine.ts'), pipeline);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const pipeline = `import { generated, workload } from '@stream-bench/stream-bench';
const source = generated({ schema: { time: 'timestamp', amount: 'integer' }, eventTime: 'time', record: (random) => ({ amount: random.integer(9) }) });
export default workload({ name: 'mine', source, pipeline: (records) => records.filter((record) => record.amount.gt(4)) });
`;

const small = [
  'sweep',
  'mine.ts',
  '--rates',
  '500,2k',
  '--executor',
  'continuous',
  '--commit',
  'invocation',
  '--duration',
  '100ms',
  '--repeat',
  '2',
  '--out',
  'swept.json',
];
const units = 'swept.json.units';

async function streamBench(
  args: readonly string[],
  started: (child: ChildProcess) => Promise<void> = async () => {},
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    closed,
    started(child),
  ]);
  return { exitCode, stdout, stderr };
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function files(): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('swept'));
}

/** Whole lines of the file of finished units. */
function finished(): number {
  return files().includes(units) ? read(units).split('\n').length - 2 : 0;
}

/** Ends the program as soon as so many units are finished. */
function endAfter(count: number, signal: NodeJS.Signals): (child: ChildProcess) => Promise<void> {
  return async (child) => {
    await vi.waitUntil(() => finished() >= count, { timeout: realSweepMs / 2, interval: 5 });
    child.kill(signal);
  };
}

function expectWhole(stdout: string): void {
  const result = JSON.parse(stdout) as Result;
  const validate = new Ajv().compile(resultSchema);
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  expect(result).toMatchObject({
    experiment: { kind: 'sweep', workload: 'mine' },
    sameAnswer: { equal: true },
    interrupted: false,
    sweep: { rates: [500, 2000] },
  });
  // One spoilt unit may have been measured again.
  expect(result.runs.length).toBeGreaterThanOrEqual(4);
  expect(files()).toEqual(['swept.json']);
  expect(read('swept.json')).toBe(stdout);
}

describe('a sweep', () => {
  test(
    'prints the document that it saves, leaves nothing beside it, and is strict about what is inconclusive, as units must be that are too short for a p99',
    async () => {
      const { exitCode, stdout, stderr } = await streamBench([...small, '--json', '--strict']);
      expect([exitCode, stderr]).toEqual([3, '']);
      expectWhole(stdout);
    },
    realSweepMs,
  );

  test(
    'that was interrupted says how to go on, goes on where it stopped, and refuses other settings until then',
    async () => {
      const interrupted = await streamBench([...small, '--json'], endAfter(2, 'SIGINT'));
      expect(interrupted.exitCode).toBe(130);
      const kept = finished();
      expect(interrupted.stderr).toBe(
        `error: interrupted\n${kept} units are kept: to go on, give the same options again, with --out swept.json.\n`,
      );
      expect(files()).toEqual(['swept.json', units]);
      expect(read('swept.json')).toBe(interrupted.stdout);
      const partial = JSON.parse(interrupted.stdout) as Result;
      expect(contradiction(partial)).toBeUndefined();
      expect(partial).toMatchObject({
        interrupted: true,
        runs: { length: kept },
        sweep: { rates: [500, 2000] },
        recommendation: { inconclusive: true },
      });

      const before = read(units);
      const other = await streamBench([...small, '--seed', '2']);
      expect([other.exitCode, other.stdout]).toEqual([1, '']);
      expect(other.stderr).toMatch(
        /^error: swept\.json\.units: the units there were measured with other settings.*nothing was overwritten\n/,
      );
      expect([files(), read(units)]).toEqual([['swept.json', units], before]);
      expect(read('swept.json')).toBe(interrupted.stdout);

      const { exitCode, stdout, stderr } = await streamBench([...small, '--json']);
      expect([exitCode, stderr]).toEqual([0, `Going on after the ${kept} units in ${units}.\n`]);
      expectWhole(stdout);
      expect((JSON.parse(stdout) as Result).sweep!.earlierUnits).toBe(kept);
    },
    realSweepMs,
  );

  test(
    'that was killed, its last line cut short, goes on too',
    async () => {
      await streamBench(small, endAfter(2, 'SIGKILL'));
      const kept = finished();
      writeFileSync(join(folder, units), `${read(units)}{"spec":{"workl`);
      const { exitCode, stdout, stderr } = await streamBench([...small, '--json']);
      expect([exitCode, stderr]).toEqual([0, `Going on after the ${kept} units in ${units}.\n`]);
      expectWhole(stdout);
    },
    realSweepMs,
  );

  test(
    'that was interrupted before any unit was finished leaves nothing',
    async () => {
      const { exitCode, stderr } = await streamBench([...small, '--duration', '60s'], async (child) => {
        await vi.waitUntil(() => files().includes(units), { timeout: realSweepMs / 2, interval: 5 });
        child.kill('SIGINT');
      });
      expect([exitCode, stderr, files()]).toEqual([130, 'error: interrupted\n', []]);
    },
    realSweepMs,
  );
});

describe('what is wrong ends a sweep before anything is measured', () => {
  test.each<[string, string[], string]>([
    [
      'a grid beyond memory',
      ['--rates', '1k,100M'],
      'at 100,000,000 records/s a unit would have 60,000,000 records, and at most 33,554,432 fit in memory\nLower --rates or --duration.',
    ],
    [
      'an objective that is none',
      ['--objective', '50ms'],
      "option '--objective <limit>' argument '50ms' is invalid. An objective is a percentile and a limit, such as p99=50ms.",
    ],
    [
      'all records at once',
      ['--rates', 'max'],
      "option '--rates <list>' argument 'max' is invalid. A sweep goes by rates, such as 5k,20k.",
    ],
  ])('%s', async (_, args, message) => {
    expect(await streamBench([...small, ...args])).toEqual({ exitCode: 1, stdout: '', stderr: `error: ${message}\n` });
    expect(files()).toEqual([]);
  });

  test('a file of units that is something else', async () => {
    writeFileSync(join(folder, units), 'my notes\n');
    const { exitCode, stderr } = await streamBench(small);
    expect([exitCode, stderr]).toEqual([
      1,
      'error: swept.json.units: here finished units would be kept, but the file is something else\nDelete it, or name another file with --out.\n',
    ]);
    expect(read(units)).toBe('my notes\n');
  });
});
