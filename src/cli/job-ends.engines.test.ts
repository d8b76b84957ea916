import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { childrenOf } from '../processes/child-processes.test-program.ts';
import { withoutProgress } from './without-progress.test-program.ts';

// The command ends when a unit between topics ends early: nothing that it waited for holds it.

const bin = join(import.meta.dirname, '..', '..', 'bin', 'stream-bench.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-ends-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each<[string, (command: number) => void, [exitCode: number, stderr: RegExp]]>([
  ['is interrupted', (command) => process.kill(command, 'SIGINT'), [130, /^error: interrupted\n$/]],
  [
    'loses its broker',
    (command) => process.kill(childrenOf(command, 'kafka.Kafka')[0], 'SIGKILL'),
    [1, /^error: the Kafka broker ended with SIGKILL\n/],
  ],
  [
    'loses its job',
    (command) => process.kill(childrenOf(command, 'node-job-process')[0], 'SIGKILL'),
    [1, /^error: the Node job was killed/],
  ],
])(
  'a run that %s while it measures ends within 10 s, with nothing left',
  async (_, fault, [exitCode, told]) => {
    const args = [
      'run',
      'trends:screen',
      '--engine',
      'node=continuous',
      '--rate',
      '200',
      '--duration',
      '60s',
      '--no-save',
    ];
    const child = spawn(process.execPath, [bin, ...args], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [stderr, ended] = [text(child.stderr), once(child, 'close')];
    await vi.waitUntil(() => childrenOf(child.pid!, 'node-job-process').length > 0, { timeout: 90_000 });
    await new Promise((resolve) => setTimeout(resolve, 8000));
    const start = performance.now();
    fault(child.pid!);
    expect(await ended).toEqual([exitCode, null]);
    expect((performance.now() - start) / 1000).toBeLessThan(10);
    expect(withoutProgress(await stderr)).toMatch(told);
    expect(readdirSync(folder)).toEqual([]);
  },
  150_000,
);
