import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultSchema, type Result } from '../../results/result.ts';
import { withoutProgress } from '../without-progress.test-program.ts';

// The program as it is installed, from the build: npm test builds it first.
const bin = join(import.meta.dirname, '..', '..', '..', 'bin', 'stream-bench.js');
const isResult = new Ajv().compile(resultSchema);
const realRunMs = 120_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-replay-'));
  // Twenty minutes of card transactions, one each 100 ms; the 500th line is unreadable.
  const lines = Array.from({ length: 12_000 }, (_, index) =>
    JSON.stringify({
      at: new Date(Date.UTC(2026, 0, 31) + index * 100).toISOString(),
      card: index % 50,
      merchant: index % 500,
      eastKm: 1,
      northKm: 2,
      amountCents: index,
      approved: true,
    }),
  );
  lines[499] = 'nonsense';
  writeFileSync(join(folder, 'cards.ndjson.gz'), gzipSync(lines.join('\n')));
  writeFileSync(
    join(folder, 'cards.csv'),
    'time,card,merchant,eastKm,northKm,amountCents,approved\n2026-01-31,1,2,0,0,3,true\n2026-01-32,1,2,0,0,3,true\n',
  );
  writeFileSync(join(folder, 'short.csv'), 'time,card,amountCents,aproved\n2026-01-31,1,3,true\n');
  writeFileSync(join(folder, 'list.json'), '[]');
  writeFileSync(join(folder, 'empty.ndjson'), '');
  mkdirSync(join(folder, 'folder.csv'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function streamBench(
  ...args: readonly string[]
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { exitCode, stdout, stderr: withoutProgress(stderr) };
}

async function messageOf(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await streamBench('run', ...args);
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^error: .*\n(.*\n)?$/);
  return stderr;
}

describe('wrong input ends the program with one or two lines that name what is wrong', () => {
  test.concurrent.each([
    [
      ['--replay', 'missing.csv'],
      ['missing.csv: ', 'no such file'],
    ],
    [
      ['--replay', 'folder.csv'],
      ['folder.csv: ', 'folder'],
    ],
    [
      ['--replay', 'list.json'],
      ['list.json: ', 'ending', '.parquet (Parquet), .arrow'],
    ],
    [
      ['--replay', 'short.csv'],
      ['short.csv: ', "'merchant'", 'time, card, amountCents, aproved'],
    ],
    [
      ['--replay', 'short.csv', '--event-time', 'tim'],
      ['short.csv: ', "'tim'", "Did you mean 'time'?"],
    ],
    [
      ['--replay', 'cards.csv'],
      ["cards.csv:3, column 'time': ", '"2026-01-32"', 'timestamp'],
    ],
    [
      ['--replay', 'cards.ndjson.gz', '--event-time', 'at'],
      ['cards.ndjson.gz:500: ', 'JSON'],
    ],
    [
      ['--replay', 'cards.csv', '--bad-records', 'skip', '--rate', '10k', '--duration', '5s'],
      ['cards.csv: the recording has 1 record, and a unit of 5.5 s has 55,000', '--loop'],
    ],
    [
      ['--replay', 'cards.csv', '--loop'],
      ['--loop has no end', '--rate'],
    ],
    [
      ['--replay', 'empty.ndjson'],
      ['empty.ndjson: ', 'the file is empty'],
    ],
    [
      ['--replay', 'cards.csv', '--bad-records', 'skip'],
      ['cards.csv: ', 'same event time'],
    ],
    [
      ['--replay', 'cards.csv', '--bad-records', 'skipp'],
      ['--bad-records: ', "'skipp'", "Did you mean 'skip'?"],
    ],
    [
      ['--replay', 'cards.csv', '--bad-records', 'dead-letter'],
      ['--bad-records: ', 'dead-letter FILE'],
    ],
    [
      ['--replay', 'cards.csv', '--bad-records', 'dead-letter', 'cards.csv'],
      ['cards.csv: ', 'dead-letter', 'an input of this command'],
    ],
    [
      ['--replay', 'cards.csv', '--bad-records', 'dead-letter', 'short.csv/x.ndjson'],
      ['short.csv/x.ndjson: ', 'dead-letter', 'ENOTDIR', 'another place.'],
    ],
    [
      ['--replay', 'cards.csv', '--bad-records', 'skip', 'fraud'],
      ['--bad-records: ', "'fraud'", 'Name the workload before the options.'],
    ],
    [
      ['--event-time', 'time'],
      ['--event-time', 'recorded data', '--replay'],
    ],
    [
      ['--time-unit', 'ms'],
      ['--time-unit', 'recorded data', '--replay'],
    ],
    [
      ['--bad-records', 'skip'],
      ['--bad-records', 'recorded data', '--replay'],
    ],
    [
      ['--speed', '60x'],
      ['--speed needs recorded data', '--replay'],
    ],
    [['--replay', 'cards.csv', '--speed', '60x', '--rate', '1k'], ['--speed and --rate contradict']],
    [
      ['--replay', 'cards.csv', '--load', 'poisson'],
      ['--load poisson has no meaning', '--rate'],
    ],
    [
      ['--replay', 'cards.csv', '--keys', '10'],
      ['cards.csv: ', '--keys, --skew, --disorder and --late', 'generated'],
    ],
    [
      ['--replay', 'cards.csv', '--speed', '0x'],
      ["'0x'", 'factor above 0', '60x or 0.5x'],
    ],
    [
      ['--replay', 'cards.csv', '--speed', 'fast'],
      ["'fast'", 'factor above 0'],
    ],
    [
      ['--replay', 'cards.csv', '--time-unit', 'min'],
      ["'min'", 's, ms, us'],
    ],
  ])('run %j', async (args, facts) => {
    const message = await messageOf(...args);
    for (const fact of facts) expect(message).toContain(fact);
  });

  test('a recording that lasts too long at its speed', async () => {
    const columns = 'time,card,merchant,eastKm,northKm,amountCents,approved';
    const records = ['2020-01-01,1,2,0,0,3,true', '2026-01-01,1,2,0,0,3,true'];
    writeFileSync(join(folder, 'years.csv'), `${[columns, ...records].join('\n')}\n`);
    const message = await messageOf('--replay', 'years.csv');
    const facts = ['years.csv: ', '2,192 days', '--speed', '18938880', '10 s', '--rate', '--duration'];
    for (const fact of facts) expect(message).toContain(fact);
  });
});

describe('a replay', () => {
  const common = [
    'run',
    'fraud',
    '--replay',
    'cards.ndjson.gz',
    '--event-time',
    'at',
    '--repeat',
    '1',
    '--interval',
    '10ms',
    '--sink',
    'none',
    '--json',
    '--no-save',
  ];

  async function resultOf(...options: readonly string[]): Promise<Result> {
    const { exitCode, stdout, stderr } = await streamBench(...common, ...options);
    expect([exitCode, stderr]).toEqual([0, '']);
    const result = JSON.parse(stdout) as Result;
    expect(isResult(result), JSON.stringify(isResult.errors)).toBe(true);
    expect(result.sameAnswer.equal).toBe(true);
    expect(result.sameAnswer.rows).toBeGreaterThan(0);
    return result;
  }

  test(
    'runs at a multiple of its speed; unreadable records are in the dead-letter file and in the result',
    async () => {
      const { experiment, units } = await resultOf('--speed', '600x', '--bad-records', 'dead-letter', 'dead.ndjson');
      expect(experiment).toMatchObject({
        source: 'cards.ndjson.gz',
        recordCount: 11_999,
        badRecords: { skipped: 0, deadLettered: 1 },
        durationMs: null,
      });
      expect(experiment.load).toMatchObject({ shape: 'replay', speed: 600 });
      // 11,999 records within 1199.9 s at 600 times their speed.
      expect(experiment.load.rate).toBeCloseTo((11_998 / 1199.9) * 600, 5);
      expect(units.map(({ offeredRate }) => offeredRate)).toEqual([experiment.load.rate, experiment.load.rate]);
      expect(JSON.parse(readFileSync(join(folder, 'dead.ndjson'), 'utf8'))).toEqual({
        file: 'cards.ndjson.gz',
        line: 500,
        what: expect.stringContaining('JSON'),
        record: 'nonsense',
      });
    },
    realRunMs,
  );

  test(
    'runs at a rate, or all at once, and gives the same answer',
    async () => {
      const atRate = await resultOf('--rate', '10k', '--bad-records', 'skip');
      expect(atRate.experiment).toMatchObject({
        load: { shape: 'constant', rate: 10_000, speed: null },
        badRecords: { skipped: 1, deadLettered: 0 },
      });
      const atOnce = await resultOf('--rate', 'max', '--bad-records', 'skip');
      expect(atOnce.experiment.load).toEqual({ shape: 'saturate', rate: null, speed: null });
      expect(atOnce.sameAnswer.digest).toBe(atRate.sameAnswer.digest);
    },
    realRunMs,
  );
});
