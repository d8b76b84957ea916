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
import { withoutProgress } from '../without-progress.test-program.ts';

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
const source = generated({
  schema: { time: 'timestamp', amount: 'integer' },
  eventTime: 'time',
  record: (random) => ({ amount: random.integer(9) }),
});
export default workload({
  name: 'mine',
  source,
  pipeline: (records) => records.filter((record) => record.amount.gt(4)),
});
`;

/** Two units at each rate. */
function sweepOf({ rates = '500,2k', duration = '100ms' }): string[] {
  const shape = ['--executor', 'continuous', '--commit', 'invocation', '--repeat', '2'];
  return ['sweep', 'mine.ts', '--rates', rates, '--duration', duration, ...shape, '--out', 'swept.json'];
}

const small = sweepOf({});
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
  return { exitCode, stdout, stderr: withoutProgress(stderr) };
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function files(): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('swept'));
}

/** The number of finished units in the journal; the first line is its header. */
function finished(): number {
  return files().includes(units) ? read(units).split('\n').length - 2 : 0;
}

/** Sends the signal as soon as so many units are finished. */
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
    experiment: { workload: 'mine' },
    sameAnswer: { equal: true },
    interrupted: false,
    findings: { kind: 'sweep', rates: [500, 2000] },
  });
  // An excluded unit may have been measured again.
  expect(result.units.length).toBeGreaterThanOrEqual(4);
  expect(files()).toEqual(['swept.json']);
  expect(read('swept.json')).toBe(stdout);
}

function expectResumed({ exitCode, stderr }: { exitCode: number | null; stderr: string }, kept: number): void {
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(new RegExp(`^.* ${kept} units in ${units}\\.\n$`));
}

describe('a sweep', () => {
  test(
    'saves the document that it prints, and exits with 3 under --strict, since its units are too short for a p99',
    async () => {
      const { exitCode, stdout, stderr } = await streamBench([...small, '--json', '--strict']);
      expect([exitCode, stderr]).toEqual([3, '']);
      expectWhole(stdout);
    },
    realSweepMs,
  );

  test(
    'that was interrupted says how to resume, resumes, and until then refuses other settings',
    async () => {
      const interrupted = await streamBench([...small, '--json'], endAfter(2, 'SIGINT'));
      expect(interrupted.exitCode).toBe(130);
      const kept = finished();
      expect(interrupted.stderr).toMatch(
        new RegExp(`^error: interrupted\n${kept} units are kept: .* --out swept\\.json\\.\n$`),
      );
      expect(files()).toEqual(['swept.json', units]);
      expect(read('swept.json')).toBe(interrupted.stdout);
      const partial = JSON.parse(interrupted.stdout) as Result;
      expect(contradiction(partial)).toBeUndefined();
      expect(partial).toMatchObject({
        interrupted: true,
        units: { length: kept },
        findings: { kind: 'sweep', rates: [500, 2000] },
        recommendation: { inconclusive: true },
      });

      const before = read(units);
      const other = await streamBench([...small, '--seed', '2']);
      expect([other.exitCode, other.stdout]).toEqual([1, '']);
      expect(other.stderr).toMatch(/^error: swept\.json\.units: .*other settings.*\n.*--out.*\n$/);
      expect([files(), read(units)]).toEqual([['swept.json', units], before]);
      expect(read('swept.json')).toBe(interrupted.stdout);

      const { exitCode, stdout, stderr } = await streamBench([...small, '--json']);
      expectResumed({ exitCode, stderr }, kept);
      expectWhole(stdout);
      expect((JSON.parse(stdout) as Result).findings).toMatchObject({ kind: 'sweep', earlierUnits: kept });
    },
    realSweepMs,
  );

  test(
    'that was killed resumes too, even if its last line is cut short',
    async () => {
      await streamBench(small, endAfter(2, 'SIGKILL'));
      const kept = finished();
      writeFileSync(join(folder, units), `${read(units)}{"spec":{"workl`);
      const { exitCode, stdout, stderr } = await streamBench([...small, '--json']);
      expectResumed({ exitCode, stderr }, kept);
      expectWhole(stdout);
    },
    realSweepMs,
  );

  test(
    'that was interrupted before any unit was finished leaves nothing',
    async () => {
      const { exitCode, stderr } = await streamBench(sweepOf({ duration: '60s' }), async (child) => {
        await vi.waitUntil(() => files().includes(units), { timeout: realSweepMs / 2, interval: 5 });
        child.kill('SIGINT');
      });
      expect([exitCode, stderr, files()]).toEqual([130, 'error: interrupted\n', []]);
    },
    realSweepMs,
  );
});

describe('wrong input ends a sweep before anything is measured:', () => {
  test.each<[string, string, string[], string[]]>([
    [
      'a grid beyond memory',
      '1k,100M',
      [],
      ['100,000,000 records/s', '60,000,000 records', '33,554,432', '--rates', '--duration'],
    ],
    ['an objective without a percentile', '500', ['--objective', '50ms'], ['--objective', "'50ms'", 'p99=50ms']],
    ['all records at once', 'max', [], ['--rates', "'max'", 'records per second']],
  ])('%s', async (_, rates, others, facts) => {
    const { exitCode, stdout, stderr } = await streamBench([...sweepOf({ rates }), ...others]);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: .*\n(.*\n)?$/);
    for (const fact of facts) expect(stderr).toContain(fact);
    expect(files()).toEqual([]);
  });

  test('a file in the place of the journal', async () => {
    writeFileSync(join(folder, units), 'my notes\n');
    const { exitCode, stderr } = await streamBench(small);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: swept\.json\.units: .*finished units.*\n.*--out.*\n$/);
    expect(read(units)).toBe('my notes\n');
  });
});
