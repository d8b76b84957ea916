import { spawn } from 'node:child_process';
import { fdatasyncSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { RealClock } from './measurement/clock/real-clock.ts';

test.each([
  ['starts a process', () => spawn('node')],
  ['starts a thread', () => new Worker('')],
  ['waits for a disk', () => fdatasyncSync(1)],
  ['reads the real clock', () => new RealClock('park')],
])('a test that %s fails, unless its file is a *.machine.test.ts', (_, useMachine) => {
  expect(useMachine).toThrow('*.machine.test.ts');
});
