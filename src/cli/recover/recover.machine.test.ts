import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Result } from '../../results/result.ts';
import { runProgram } from '../program.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-recover-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

async function program(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' };
  const into = (name: 'out' | 'err'): Writable =>
    new Writable({ write: (chunk: Buffer, _, done) => ((texts[name] += chunk.toString()), done()) });
  const code = await runProgram(args, {
    stdout: into('out'),
    stderr: into('err'),
    signal: new AbortController().signal,
  });
  return { code, ...texts };
}

test('recover measures a burst and saves the result', async () => {
  const path = join(directory, 'burst.json');
  const { code, out } = await program(
    'recover',
    'fraud',
    '--rate',
    '2k',
    '--peak',
    '8k',
    '--burst',
    '100ms',
    '--after',
    '200ms',
    '--executor',
    'continuous',
    '--repeat',
    '1',
    '--sink',
    'none',
    '--out',
    path,
  );
  expect(code).toBe(0);
  expect(out).toMatch(/fraud.*2,000 records\/s.*100 ms.*8,000.*sink none/);
  const { experiment, findings, units } = JSON.parse(readFileSync(path, 'utf8')) as Result;
  expect(experiment).toMatchObject({
    durationMs: 800,
    load: { shape: 'step', parameters: { ratePerSecond: 2000, toPerSecond: 8000, forMs: 100 } },
  });
  expect(findings).toMatchObject({
    kind: 'recover',
    basePerSecond: 2000,
    peakPerSecond: 8000,
    burstMs: 100,
    configurations: [{ executor: 'continuous' }],
  });
  expect(units.length).toBe(1);
});

test('recover --strict exits with 3 if the answer is inconclusive, as for a backlog that was not drained', async () => {
  const { code, out } = await program(
    'recover',
    'fraud',
    '--rate',
    '2k',
    '--peak',
    '20M',
    '--burst',
    '20ms',
    '--after',
    '1ms',
    '--executor',
    'continuous',
    '--repeat',
    '1',
    '--sink',
    'none',
    '--no-save',
    '--json',
    '--strict',
  );
  expect([code, (JSON.parse(out) as Result).recommendation!.inconclusive]).toEqual([3, true]);
});

test.each([
  [['--peak', '5k'], '--peak 5000 is not above --rate 10000'],
  [['--burst', '0'], '--burst must be above 0'],
  [['--after', '0'], '--after must be above 0'],
  [['--rate', 'max'], 'records per second above 0'],
  [['--interval', '10ms', '--executor', 'continuous'], '--interval is only for micro-batch'],
])('recover %j is refused', async (args, message) => {
  const { code, err } = await program('recover', ...args, '--no-save');
  expect(code).toBe(1);
  expect(err).toContain(message);
});
