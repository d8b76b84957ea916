import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCommitted } from '../../sinks/index.ts';
import { fraud } from '../../workloads/fraud.ts';

// The program as it is installed, from the build: npm test builds it first.
const bin = join(import.meta.dirname, '..', '..', '..', 'bin', 'stream-bench.js');

let folder: string;
let temporary: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-show-test-'));
  temporary = join(folder, 'temporary');
  mkdirSync(temporary);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function streamBench(...args: readonly string[]): Promise<Outcome> {
  const options = { cwd: folder, env: { ...process.env, TMPDIR: temporary, NO_COLOR: '1' }, maxBuffer: 1 << 26 };
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], options, (error, stdout, stderr) => {
      resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** Sums of a recording, whose answer is known. */
const sums = `import { csv, sum, workload } from '@stream-bench/stream-bench';
const schema = { time: 'timestamp', user: 'text', amount: 'integer' } as const;
export default workload({
  name: 'sums',
  source: csv({ path: 'sales.csv', schema, eventTime: 'time' }),
  pipeline: (sales) =>
    sales.tumblingWindow({ sizeMs: 60_000, by: ['user'], aggregates: (sale) => ({ total: sum(sale.amount) }) }),
});
`;
const sales = `time,user,amount
2026-01-31T12:00:01Z,ann,1
2026-01-31T12:00:02Z,bob,2
2026-01-31T12:00:03Z,ann,3
2026-01-31T12:01:00Z,bob,4
`;

function writeSums(): void {
  write('sums.ts', sums);
  write('sales.csv', sales);
}

/** On a busy machine a process takes seconds to start. */
const timeout = 120_000;

describe('show', { timeout }, () => {
  test('prints the answer to a recording as a table', async () => {
    writeSums();
    expect(await streamBench('show', 'sums.ts')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `4 records in, 3 rows out

user windowStart          windowEnd            total
ann  2026-01-31T12:00:00Z 2026-01-31T12:01:00Z     4
bob  2026-01-31T12:00:00Z 2026-01-31T12:01:00Z     2
bob  2026-01-31T12:01:00Z 2026-01-31T12:02:00Z     4
`,
    });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('writes rows alone to standard output, and what it says to standard error', async () => {
    writeSums();
    const { stdout, stderr } = await streamBench('show', 'sums.ts', '--format', 'ndjson', '--limit', '1');
    const window = { windowStart: '2026-01-31T12:00:00Z', windowEnd: '2026-01-31T12:01:00Z' };
    expect(stdout).toBe(`${JSON.stringify({ user: 'ann', ...window, total: 4 })}\n`);
    expect(stderr).toBe('4 records in, 3 rows out; the first 1 follow\n');
  });

  test('writes a file in the format of its ending', async () => {
    writeSums();
    for (const name of ['rows.csv', 'rows.parquet', 'rows.jsonl']) {
      const { exitCode, stdout, stderr } = await streamBench('show', 'sums.ts', '--out', name);
      expect([exitCode, stderr, stdout]).toEqual([0, '', `4 records in, 3 rows out; all written to ${name}\n`]);
    }
    expect(read('rows.csv')).toMatch(/^user,windowStart,windowEnd,total\nann,2026-01-31T12:00:00Z,.*,4\n/);
    expect(read('rows.parquet')).toMatch(/^PAR1/);
    expect(read('rows.jsonl').split('\n')).toHaveLength(4);
  });

  test('tells of late records and their likely cause, beside the rows or on standard error', async () => {
    writeSums();
    write('sales.csv', `${sales}2126-01-31T12:00:00Z,ann,5\n${sales.slice(sales.indexOf('\n') + 1)}`);
    const told = /^4 of 9 records were late and dropped \(44 %\)\. Likely cause: /m;
    const [table, rows] = [
      await streamBench('show', 'sums.ts'),
      await streamBench('show', 'sums.ts', '--format', 'csv'),
    ];
    expect(table.stdout.replaceAll('\n', ' ')).toMatch(/^9 records in, 4 rows out {2}4 of 9 records were late and dro/);
    expect(rows.stderr.replace(/\n(?!4 of)/g, ' ')).toMatch(told);
    expect(rows.stdout).not.toContain('late');
  });

  test('shows whole numbers and times as they are', async () => {
    writeSums();
    write('sales.csv', sales.replace('ann,1', 'ann,9007199254740000').replace('ann,3', 'ann,991'));
    expect((await streamBench('show', 'sums.ts')).stdout).toMatch(/^ann .* 9007199254740991$/m);
  });

  test('shows floats with 15 digits, and writes all of them', async () => {
    writeSums();
    write('sums.ts', sums.replace("amount: 'integer'", "amount: 'float'"));
    write('sales.csv', sales.replace('ann,1', 'ann,0.1').replace('ann,3', 'ann,0.2'));
    expect((await streamBench('show', 'sums.ts')).stdout).toMatch(/^ann .* 0\.3$/m);
    expect((await streamBench('show', 'sums.ts', '--format', 'csv')).stdout).toMatch(/^ann,.*,0\.30000000000000004$/m);
  });

  test('has as many rows as the answer of run with the same options', async () => {
    const records = ['--rate', '2k', '--duration', '200ms', '--seed', '7'];
    const quick = ['--executor', 'micro-batch', '--repeat', '1', '--sink', 'none', '--no-save', '--json'];
    const [shown, measured] = [
      await streamBench('show', 'fraud', ...records, '--format', 'ndjson'),
      await streamBench('run', 'fraud', ...records, ...quick, '--interval', '100ms'),
    ];
    const { units } = JSON.parse(measured.stdout) as { units: { output: { rows: number } }[] };
    expect(shown.stdout.split('\n').length - 1).toBe(units[0].output.rows);
    expect(units[0].output.rows).toBeGreaterThan(0);
  });

  test.each([
    [
      ['--format', 'parquet'],
      ['--format', 'no text', '--out'],
    ],
    [
      ['--out', 'rows.txt'],
      ['rows.txt', 'ending', '--format', 'ndjson, csv, parquet'],
    ],
    [
      ['--out', '.', '--format', 'csv'],
      ['.: ', 'cannot be written', '--out'],
    ],
    [
      ['--limit', '5', '--rows', 'all'],
      ['--rows', '--limit'],
    ],
  ])('refuses %j', async (args, facts) => {
    const { exitCode, stdout, stderr } = await streamBench('show', 'fraud', ...args);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: .*\n(.*\n)?$/);
    for (const fact of facts) expect(stderr).toContain(fact);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('run --keep', { timeout }, () => {
  const quick = ['run', '--duration', '100ms', '--rate', '2k', '--repeat', '2', '--interval', '10ms', '--no-save'];

  test('keeps the sink of each unit, in a folder that its configuration names', async () => {
    const { exitCode, stdout } = await streamBench(...quick, '--keep', 'kept');
    const names = ['continuous-1', 'continuous-2', 'micro-batch-10-ms-1', 'micro-batch-10-ms-2'];
    expect(exitCode).toBe(0);
    expect(readdirSync(join(folder, 'kept')).sort()).toEqual(names);
    expect(stdout).toContain(`\nThe sinks of 4 units are kept in kept:\n  ${names.slice(0, 3).join(', ')}`);
    const { schema } = fraud.plan;
    const [first, ...others] = names.map((name) =>
      readCommitted('sqlite', { directory: join(folder, 'kept', name), schema }),
    );
    expect(first.rows.length).toBeGreaterThan(0);
    for (const other of others) expect(other).toEqual(first);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('refuses a folder with files, and a sink that leaves nothing', async () => {
    mkdirSync(join(folder, 'kept'));
    write('kept/mine.txt', 'mine');
    const full = await streamBench(...quick, '--keep', 'kept');
    expect([full.exitCode, full.stderr]).toEqual([1, expect.stringContaining('kept: this folder is not empty')]);
    const nothing = await streamBench(...quick, '--keep', 'new', '--sink', 'memory');
    expect([nothing.exitCode, nothing.stderr]).toEqual([1, expect.stringContaining('the memory sink leaves nothing')]);
    expect([readdirSync(join(folder, 'kept')), read('kept/mine.txt')]).toEqual([['mine.txt'], 'mine']);
  });
});
