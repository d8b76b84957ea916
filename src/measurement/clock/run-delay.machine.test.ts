import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { watchOtherThreads, watchRunDelay } from './run-delay.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-delay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the run delay of a thread', () => {
  test('is what the system adds to it, taken piece by piece', () => {
    const path = join(folder, 'schedstat');
    writeFileSync(path, '80329 2674775 2\n');
    const delay = watchRunDelay(path);
    writeFileSync(path, '90000 5674775 5\n');
    expect([delay.take(1e9), delay.take(1e9)]).toEqual([3_000_000, 0]);
    writeFileSync(path, '90000 9674775 7\n');
    expect(delay.rest()).toEqual({ nanos: 4_000_000, pieces: 5 });
    expect(delay.take(1_000_000)).toBe(1_000_000);
    expect(delay.rest()).toEqual({ nanos: 3_000_000, pieces: 5 });
  });

  test('is unknown where the system does not report it', () => {
    const delay = watchRunDelay(join(folder, 'missing'));
    expect([delay.take(1e9), delay.rest()]).toEqual([0, null]);
    writeFileSync(join(folder, 'other'), 'nothing of that kind');
    expect(watchRunDelay(join(folder, 'other')).rest()).toBeNull();
  });

  test.runIf(existsSync('/proc/thread-self/schedstat'))('is read from this system', () => {
    expect(watchRunDelay().rest()!.nanos).toBeGreaterThanOrEqual(0);
  });
});

test('the delay of the other threads is their sum without the first one', () => {
  const write = (thread: string, text: string): void => {
    mkdirSync(join(folder, thread), { recursive: true });
    writeFileSync(join(folder, thread, 'schedstat'), text);
  };
  write('7', '1 1000 1');
  write('8', '1 200 2');
  const delay = watchOtherThreads(folder, '7');
  write('7', '1 9000 9');
  write('8', '1 700 5');
  write('9', '1 50 1');
  expect(delay()).toEqual({ nanos: 550, pieces: 4 });
  expect(watchOtherThreads(join(folder, 'missing'), '7')()).toEqual({ nanos: 0, pieces: 0 });
});
